import { inFolder } from '../../shared/inFolder.js'
import type { Covered, Traffic } from './atlas.js'
import { type Counts, countsOf, type Lists, listsOf } from './lists.js'

export type CoverageReport = {
  readonly parts: readonly Covered[]
  readonly traffic: Traffic
  readonly replays: number
  /** Replays that do not hold count with what they walked until then; those that cannot be read count nothing. */
  readonly failed: number
  readonly explored: boolean
}

const byReplays = ({ replays }: Covered): boolean => replays.length > 0
const byExploration = ({ explored }: Covered): boolean => explored === true
const byTraffic = ({ recorded }: Covered): boolean => (recorded ?? 0) > 0

/** For machines: every part with its counts, and the lists by name. */
export function jsonCoverage({ parts, traffic, replays, failed, explored }: CoverageReport): string {
  const lists = listsOf(parts)
  const names = (list: readonly Covered[] | null) => list?.map(({ name }) => name) ?? null
  return JSON.stringify({
    replays: { files: replays, failed, ...countsOf(parts, byReplays) },
    exploration: explored ? countsOf(parts, byExploration) : null,
    recorded:
      traffic.kind === 'counted'
        ? { conversations: traffic.conversations, unreadable: traffic.unreadable, ...countsOf(parts, byTraffic) }
        : { none: traffic.why },
    used_untested: names(lists.usedUntested),
    tested_never_used: names(lists.testedNeverUsed),
    impossible: names(lists.impossible),
    unexplored: names(lists.unexplored),
    untested: names(lists.untested),
    parts: parts.map(({ kind, name, file, line, replays: files, explored: isExplored, recorded }) => ({
      kind,
      name,
      file,
      line,
      replays: files.length,
      explored: isExplored,
      recorded,
    })),
  })
}

/** For people: how much each source covers, then what stands out. */
export function humanCoverage(report: CoverageReport): string {
  const { parts, traffic, replays, failed, explored } = report
  return [
    ...sections(listsOf(parts), report),
    '',
    row('', ['nodes', 'edges', 'options and outcomes']),
    row(`${replays} replays${failed > 0 ? ` (${failed} fail)` : ''}`, figures(countsOf(parts, byReplays))),
    explored ? row('exploration', figures(countsOf(parts, byExploration))) : 'exploration: left out',
    traffic.kind === 'counted'
      ? row(`${traffic.conversations} conversations`, figures(countsOf(parts, byTraffic)))
      : `recorded conversations: none. ${traffic.why}`,
    ...(traffic.kind === 'counted' && traffic.unreadable > 0 ? [`${traffic.unreadable} conversations could not be read and are not counted.`] : []),
  ].join('\n')
}

const row = (name: string, cells: readonly string[]): string => `${name.padEnd(28)}${cells.map((cell) => cell.padEnd(22)).join('')}`.trimEnd()
const figures = ({ nodes, edges, ways }: Counts): readonly string[] =>
  [nodes, edges, ways].map(({ covered, total }) => `${covered}/${total}${total > 0 ? ` (${Math.floor((100 * covered) / total)} %)` : ''}`)

function sections(lists: Lists, { traffic, explored }: CoverageReport): readonly string[] {
  const silent = traffic.kind === 'none' || traffic.conversations === 0
  return [
    ...section('Used but untested: people come by, no replay does', silent ? null : lists.usedUntested, ({ recorded }) =>
      times(recorded ?? 0, 'conversation'),
    ),
    ...section('Tested, never used: replays come by, nobody did', silent ? null : lists.testedNeverUsed, ({ replays }) =>
      times(replays.length, 'replay'),
    ),
    ...section('Impossible in any account state: exploration never comes by', explored ? lists.impossible : null, () => ''),
    ...section('Walked, though exploration never comes by', explored ? lists.unexplored : null, ({ replays, recorded }) =>
      [times(replays.length, 'replay'), ...(recorded === null ? [] : [times(recorded, 'conversation')])].join(', '),
    ),
    ...section('Untested: no replay comes by', silent ? lists.untested : null, () => ''),
  ]
}

const times = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`

/** An edge is told by its options; what leads on from a node that is listed itself is not told again. */
function section(title: string, list: readonly Covered[] | null, count: (part: Covered) => string): readonly string[] {
  if (list === null || list.length === 0) return []
  const nodes = new Set(list.flatMap(({ kind, name }) => (kind === 'node' ? [name] : [])))
  const led = new Set(list.flatMap(({ kind, name }) => (kind === 'way' ? [name.replace(/ \[.*\]/, '')] : [])))
  const told = list.filter(
    ({ kind, name, dialog, node }) => kind === 'node' || (!nodes.has(`${dialog}/${node}`) && (kind === 'way' || !led.has(name))),
  )
  const lines = told.map((part) => {
    const counted = count(part)
    return `  ${inFolder(part.file)}:${part.line}  ${part.name}${counted === '' ? '' : `  (${counted})`}`
  })
  return [`${title} (${told.length})`, ...lines, '']
}
