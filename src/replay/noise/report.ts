import type { Noise } from '../../noise/noise.js'
import type { Failure } from './keepsNodes.js'
import type { Noised } from './noiseOf.js'

/** `share`: of the replays that a kind varied, those in which every turn kept its nodes, 0 to 100. */
export type KindFigures = {
  readonly kind: Noise
  readonly texts: number
  readonly understood: number
  readonly turns: number
  readonly replays: number
  readonly kept: number
  readonly share: number
}
export type ListedFailure = Failure & { readonly kind: Noise; readonly file: string }

/** Kinds that changed nothing have no figures. */
export const figuresOf = (noised: readonly Noised[], kinds: readonly Noise[]): readonly KindFigures[] =>
  kinds.flatMap((kind) => {
    const own = noised.filter((one) => one.kind === kind)
    if (own.length === 0) return []
    const sum = (count: (one: Noised) => number): number => own.reduce((total, one) => total + count(one), 0)
    const kept = own.filter(({ failures }) => failures.length === 0).length
    const texts = sum((one) => one.texts)
    const understood = texts - sum(({ failures }) => failures.length)
    return [{ kind, texts, understood, turns: sum((one) => one.turns), replays: own.length, kept, share: (100 * kept) / own.length }]
  })

export const listed = (noised: readonly Noised[], kinds: readonly Noise[]): readonly ListedFailure[] =>
  kinds.flatMap((kind) => noised.filter((one) => one.kind === kind).flatMap(({ file, failures }) => failures.map((one) => ({ kind, file, ...one }))))

/** The kinds that fall below the share that was asked for. */
export const below = (figures: readonly KindFigures[], atLeast: number): readonly KindFigures[] => figures.filter(({ share }) => share < atLeast)

export const humanReport = (noised: readonly Noised[], kinds: readonly Noise[]): string =>
  [...listed(noised, kinds).flatMap(failureText), ...table(figuresOf(noised, kinds))].join('\n')

const failureText = ({ kind, file, turn, said, varied, shownAt, node, intent }: ListedFailure): readonly string[] => [
  `${kind} · ${file} · turn ${turn}`,
  `  as written ${said}`,
  `  varied     ${varied}`,
  `  node       expected ${node.wanted}, got ${node.got}${shownAt === turn ? '' : ` (at turn ${shownAt})`}`,
  `  intent     ${intent.wanted ?? '(none)'} → ${intent.got ?? '(none)'}`,
]

const HEAD = ['kind', 'replays', 'keep all', 'share %', 'texts', 'keep', 'share %', 'turns'] as const

function table(figures: readonly KindFigures[]): readonly string[] {
  const share = (part: number, whole: number): string => ((100 * part) / Math.max(1, whole)).toFixed(1)
  const rows = figures.map(({ kind, texts, understood, turns, replays, kept }) =>
    [kind, replays, kept, share(kept, replays), texts, understood, share(understood, texts), turns].map(String),
  )
  const widths = HEAD.map((name, column) => Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]): string =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ')
  return [line(HEAD), ...rows.map(line)]
}
