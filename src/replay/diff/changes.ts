import { expected } from '../../engine/expected.js'
import { nameOf, type Outlook } from './outlook.js'
import type { Did, Outcome, Side } from './side.js'

/** One thing that turns out differently. What is said of it stands in `sentences.ts`. */
export type Change =
  | { readonly type: 'ends'; readonly lost: readonly string[]; readonly won: readonly string[] }
  | { readonly type: 'length'; readonly end: string; readonly by: number }
  | { readonly type: 'proof'; readonly now: boolean }
  | { readonly type: 'work' | 'advice' | 'finding'; readonly lost: readonly string[]; readonly won: readonly string[] }
  | { readonly type: 'option_gone'; readonly option: string; readonly led: readonly string[] }
  | { readonly type: 'option_new'; readonly option: string; readonly leads: readonly string[] }
  /** They part, and there is too much behind it to look at. */
  | { readonly type: 'beyond' }
  /** Other nodes are passed, and nothing ends differently. */
  | { readonly type: 'nodes'; readonly lost: readonly string[]; readonly won: readonly string[] }

/** What a conversation waits for, where no ids of nodes matter. */
export function questionOf(side: Side, conversation: number): string {
  const { kind, options } = expected(side.program, side.state(conversation))
  return `${kind ?? ''}?${options.map(({ option }) => option).join(',')}`
}

const fresh = (after: Iterable<string>, before: Iterable<string>): readonly string[] => {
  const known = new Set(before)
  return [...new Set(after)].filter((one) => !known.has(one))
}
const both = (before: Iterable<string>, after: Iterable<string>) => ({ lost: fresh(before, after), won: fresh(after, before) })
const isAny = ({ lost, won }: { readonly lost: readonly unknown[]; readonly won: readonly unknown[] }): boolean => lost.length + won.length > 0

/** What all that may still come tells apart. */
export function changesOfOutlook(before: Outlook, after: Outlook): readonly Change[] {
  if (!before.complete || !after.complete) return [{ type: 'beyond' }]
  const ends = both(before.ends.keys(), after.ends.keys())
  const common = [...before.ends].flatMap(([end, turns]) => {
    const now = after.ends.get(end)
    return now === undefined || now === turns ? [] : [{ type: 'length' as const, end, by: now - turns }]
  })
  const first = common[0]
  return [
    ...(isAny(ends) ? [{ type: 'ends' as const, ...ends }] : first ? [first] : []),
    ...(before.proof !== after.proof && before.ends.size > 0 && after.ends.size > 0 ? [{ type: 'proof' as const, now: after.proof }] : []),
    ...wayChanges(both(before.works, after.works), both(before.advice, after.advice), both(before.found, after.found)),
  ]
}

/** What this one turn did otherwise, apart from its nodes. */
export function changesOfTurn(before: Did, after: Did): readonly Change[] {
  const ends = both(before.end === null ? [] : [before.end], after.end === null ? [] : [after.end])
  const works = both(before.works, after.works)
  const names = both(before.works.map(nameOf), after.works.map(nameOf))
  return [
    ...(isAny(ends) ? [{ type: 'ends' as const, ...ends }] : []),
    ...wayChanges(isAny(names) ? names : works, both(before.advice, after.advice), both(before.found, after.found)),
  ]
}

type Both = { readonly lost: readonly string[]; readonly won: readonly string[] }
const wayChanges = (works: Both, advice: Both, found: Both): readonly Change[] => [
  ...(isAny(works) ? [{ type: 'work' as const, ...works }] : []),
  ...(isAny(advice) ? [{ type: 'advice' as const, ...advice }] : []),
  ...(isAny(found) ? [{ type: 'finding' as const, ...found }] : []),
]

/** Nodes of the one that the other did not pass. */
export const otherNodes = (before: Did, after: Did): Change => ({ type: 'nodes', ...both(before.nodes, after.nodes) })

export const sameDid = (a: Did, b: Did): boolean =>
  a.end === b.end && same(a.nodes, b.nodes) && same(a.works, b.works) && same(a.advice, b.advice) && same(a.found, b.found)
const same = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((one, index) => one === b[index])

/** Where the ways part: the last node that both passed, or the first that only one did. */
export function partingPlace(stood: string | null, before: Did, after: Did): string {
  let common = stood
  for (const [index, node] of before.nodes.entries()) {
    if (node !== after.nodes[index]) break
    common = node
  }
  return common ?? before.nodes[0] ?? after.nodes[0] ?? '(beginning)'
}

export const standing = (side: Side, { conversation, did }: Pick<Outcome, 'conversation' | 'did'>): string | null => {
  const frame = did.end === null ? side.state(conversation).frames.at(-1) : undefined
  return frame ? `${frame.dialog}/${frame.node}` : null
}
