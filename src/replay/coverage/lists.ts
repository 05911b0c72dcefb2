import type { Covered } from './atlas.js'

/** What the coverage says that somebody ought to know; null where that could not be looked at. */
export type Lists = {
  /** People come by here, no replay does. */
  readonly usedUntested: readonly Covered[] | null
  readonly testedNeverUsed: readonly Covered[] | null
  /** Exploration walks it in no state of any account, and nothing else came by either. */
  readonly impossible: readonly Covered[] | null
  /** Something came by where exploration says that nothing can: exploration is blind there. */
  readonly unexplored: readonly Covered[] | null
  /** No replay comes by, though exploration shows that somebody can. */
  readonly untested: readonly Covered[]
}

export function listsOf(parts: readonly Covered[]): Lists {
  const isTested = ({ replays }: Covered): boolean => replays.length > 0
  const isUsed = ({ recorded }: Covered): boolean => (recorded ?? 0) > 0
  const traffic = (which: (part: Covered) => boolean) => (parts.some(({ recorded }) => recorded === null) ? null : parts.filter(which))
  const explored = (which: (part: Covered) => boolean) =>
    parts.some((part) => part.explored === null) ? null : parts.filter((part) => part.explored === false && which(part))
  return {
    usedUntested: traffic((part) => isUsed(part) && !isTested(part)),
    testedNeverUsed: traffic((part) => isTested(part) && !isUsed(part)),
    impossible: explored((part) => !isTested(part) && !isUsed(part)),
    unexplored: explored((part) => isTested(part) || isUsed(part)),
    untested: parts.filter((part) => !isTested(part) && part.explored !== false),
  }
}

export type Count = { readonly covered: number; readonly total: number }
const KINDS = [
  ['nodes', 'node'],
  ['edges', 'edge'],
  ['ways', 'way'],
] as const
export type Counts = Readonly<Record<(typeof KINDS)[number][0], Count>>

/** How many parts of each kind something came by. */
export function countsOf(parts: readonly Covered[], comesBy: (part: Covered) => boolean): Counts {
  const count = (kind: Covered['kind']): Count => {
    const own = parts.filter((part) => part.kind === kind)
    return { covered: own.filter(comesBy).length, total: own.length }
  }
  return { nodes: count('node'), edges: count('edge'), ways: count('way') }
}
