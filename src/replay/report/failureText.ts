import { itemText, type Mismatch } from '../compare.js'
import type { Understood } from '../seen.js'
import type { Failure, ShownTurn, Why } from './failure.js'

/** A failure as lines for people: the conversation, what differs first, and why the bot did what it did. */
export function failureText({ name, file, error, turn, line, conversation, mismatches, why, more }: Failure): readonly string[] {
  if (error !== null || turn === null) return [`FAIL ${name}`, `  ${error ?? 'not played'}`]
  return [
    `FAIL ${name}${line === null ? '' : `   (turn ${turn}, ${file}:${line})`}`,
    ...conversation.flatMap(turnText),
    ...mismatches.flatMap(mismatchText),
    ...(why ? ['    why', ...whyText(why)] : []),
    ...(more > 0 ? [`    … ${more} more ${more === 1 ? 'turn' : 'turns'}`] : []),
  ]
}

const turnText = ({ said, replies, choices }: ShownTurn, index: number): readonly string[] => [
  `  ${index + 1}. user: ${said}`,
  ...replies.map((reply) => `     bot: ${reply.replaceAll('\n', '\n          ')}`),
  ...(choices.length > 0 ? [`          ${choices.map((choice) => `[${choice}]`).join(' ')}`] : []),
]

function mismatchText({ key, wanted, got, first }: Mismatch): readonly string[] {
  if (!first) return [`  ✗ ${key}`, `      expected ${shown(wanted)}`, `      got      ${shown(got)}`]
  const items = itemsOf(got)
  if (first.wanted !== null && first.got === null && items.length !== first.index)
    return [
      `  ✗ ${key}: ${first.wanted} is not found after what stands before it`,
      `      expected ${itemsOf(wanted).join(' → ')}`,
      ...items.map((item) => `        ${item}`),
    ]
  return [
    `  ✗ ${key}: item ${first.index + 1} differs`,
    ...items.slice(0, first.index).map((item) => `        ${item}`),
    `      - ${first.wanted ?? '(nothing more)'}`,
    `      + ${first.got ?? '(nothing more)'}`,
    ...items.slice(first.index + 1).map((item) => `        ${item}`),
  ]
}

const shown = (value: unknown): string =>
  typeof value === 'string' && value.includes('\n') ? value.replaceAll('\n', '\n               ') : JSON.stringify(value)
const isItem = (item: unknown): item is string | Readonly<Record<string, string>> =>
  typeof item === 'string' || (typeof item === 'object' && item !== null)
const itemsOf = (list: unknown): readonly string[] => (Array.isArray(list) ? list.filter(isItem).map(itemText) : [])

function whyText({ understood, nodes, checks, acts, outcome, ticket, slots }: Why): readonly string[] {
  const row = (name: string, value: string): readonly string[] => (value === '' ? [] : [`      ${name.padEnd(11)}${value}`])
  return [
    ...understood.flatMap((one) => row('understood', understoodText(one))),
    ...row('nodes', nodes.join(' → ') || '(none)'),
    ...row('checks', checks.map(itemText).join(', ')),
    ...row('acts', acts.map(itemText).join(', ')),
    ...row('outcome', outcome ?? ''),
    ...row('ticket', ticket ? `${ticket.queue}${ticket.existing ? ' (was there already)' : ''}` : ''),
    ...row(
      'slots',
      Object.entries(slots)
        .map(([slot, value]) => `${slot}=${value}`)
        .join(', '),
    ),
  ]
}

/** What an input was taken for: `text → unbind_failed (accepted) · unbind_failed 0.93, … · entities qq`. */
export function understoodText({ kind, intent, ranking, decision, choice, entities, command }: Understood): string {
  return [
    `${kind}${intent === null ? '' : ` → ${intent}`}${decision === null ? '' : ` (${decision})`}`,
    ranking.map((one) => `${one.intent} ${one.confidence.toFixed(2)}`).join(', '),
    choice === null ? '' : `choice ${choice}`,
    command === null ? '' : `command ${command}`,
    entities.length === 0 ? '' : `entities ${entities.join(', ')}`,
  ]
    .filter((part) => part !== '')
    .join(' · ')
}
