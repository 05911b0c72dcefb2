import { isFoundIn } from './pattern.js'
import type { Script, ScriptTurn } from './script.js'

/** What one turn did, in the terms of a script. */
export type Seen = {
  readonly nodes: readonly string[]
  readonly intent: string | null
  readonly slots: Readonly<Record<string, string>>
  readonly checks: readonly Readonly<Record<string, string>>[]
  readonly acts: readonly Readonly<Record<string, string>>[]
  readonly outcome: string | null
  readonly ticket: { readonly queue: string; readonly existing: boolean } | null
  readonly text: string
}
/** Of a list, the first item that differs, counted from 0: null where one side has no more. For an excerpt, the first item of it that is not found. */
export type FirstDifference = { readonly index: number; readonly wanted: string | null; readonly got: string | null }
export type Mismatch = { readonly key: string; readonly wanted: unknown; readonly got: unknown; readonly first?: FirstDifference | undefined }

/** Every assertion of the turn that does not hold; keys that are not written are not asserted. */
export function compare(turn: ScriptTurn, seen: Seen, { strict, must_not }: Pick<Script, 'strict' | 'must_not'>): readonly Mismatch[] {
  const lists = (['nodes', 'checks', 'acts'] as const).flatMap((key): readonly Mismatch[] => {
    const wanted = turn[key]
    if (wanted === undefined) return []
    const first = (strict ? firstOtherItem : firstMissingItem)(wanted.map(itemText), seen[key].map(itemText))
    return first === null ? [] : [{ key, wanted, got: seen[key], first }]
  })
  return [
    ...lists,
    ...(turn.intent === undefined || turn.intent === seen.intent ? [] : [{ key: 'intent', wanted: turn.intent, got: seen.intent }]),
    ...(turn.outcome === undefined || turn.outcome === seen.outcome ? [] : [{ key: 'outcome', wanted: turn.outcome, got: seen.outcome }]),
    ...Object.entries(turn.slots ?? {}).flatMap(([slot, wanted]) => {
      const got = Object.hasOwn(seen.slots, slot) ? (seen.slots[slot] ?? null) : null
      return got === wanted ? [] : [{ key: `slots.${slot}`, wanted, got }]
    }),
    ...ticketFaults(turn, seen),
    ...[turn.text ?? []].flat().flatMap((pattern) => (isFoundIn(pattern, seen.text) ? [] : [{ key: 'text', wanted: pattern, got: seen.text }])),
    ...forbidden(must_not, seen),
  ]
}

/** An item of a list as people read it: a node, or `check: outcome`. */
export const itemText = (item: string | Readonly<Record<string, string>>): string =>
  typeof item === 'string'
    ? item
    : Object.entries(item)
        .map(([name, outcome]) => `${name}: ${outcome}`)
        .join(', ')

function firstOtherItem(want: readonly string[], got: readonly string[]): FirstDifference | null {
  const longer = want.length > got.length ? want : got
  const index = longer.findIndex((_, at) => want[at] !== got[at])
  return index < 0 ? null : { index, wanted: want[index] ?? null, got: got[index] ?? null }
}

/** Null when `want` stands in `got` in its order, perhaps with more between. */
function firstMissingItem(want: readonly string[], got: readonly string[]): FirstDifference | null {
  let index = 0
  for (const item of got) if (item === want[index]) index++
  return index === want.length ? null : { index, wanted: want[index] ?? null, got: null }
}

function ticketFaults({ ticket }: ScriptTurn, seen: Seen): readonly Mismatch[] {
  if (!ticket) return []
  const holds =
    seen.ticket !== null &&
    (ticket.queue ?? seen.ticket.queue) === seen.ticket.queue &&
    (ticket.existing ?? seen.ticket.existing) === seen.ticket.existing
  return holds ? [] : [{ key: 'ticket', wanted: ticket, got: seen.ticket }]
}

function forbidden(rules: Script['must_not'], seen: Seen): readonly Mismatch[] {
  if (!rules) return []
  const acts = seen.acts.flatMap((act) => Object.keys(act))
  return [
    ...rules.nodes.filter((node) => seen.nodes.includes(node)),
    ...rules.acts.filter((act) => acts.includes(act)),
    ...rules.text.filter((pattern) => isFoundIn(pattern, seen.text)),
  ].map((got) => ({ key: 'must_not', wanted: 'never', got }))
}
