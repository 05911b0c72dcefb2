import type Database from 'better-sqlite3'
import { z } from 'zod'
import type { Flow, InsightsQuery } from '../contract/insights.js'
import { type Dialog, type Program, targetsOf } from '../dialog/program.js'
import { BEGINNING } from './sessions.js'
import { dayOf } from './tallies.js'

const row = z.object({ kind: z.string(), key: z.string(), n: z.number() })
export type StepCount = z.infer<typeof row>

/** How many sessions walked, left and were handed over at each step of a dialog. */
export const readSteps = (db: Database.Database, { from, to, language, dialog = '' }: InsightsQuery): readonly StepCount[] =>
  db
    .prepare(
      `select kind, key, sum(n) as n from tally where kind in ('node', 'edge', 'dropped', 'escalated', 'walked') and scope = ? and day between ? and ?
       and language in (?, ?) group by kind, key`,
    )
    .all(dialog, dayOf(from), dayOf(to), ...(language === undefined ? ['zh', 'en'] : [language, language]))
    .map((one) => row.parse(one))

/** The counts laid over the nodes of the dialog; null when there is no such dialog. */
export function flowOf(program: Pick<Program, 'dialogs'>, id: string, steps: readonly StepCount[]): Flow | null {
  const dialog = Object.hasOwn(program.dialogs, id) ? program.dialogs[id] : undefined
  if (!dialog) return null
  const counts = new Map(steps.map(({ kind, key, n }) => [`${kind} ${key}`, n]))
  const of = (kind: string, key: string): number => counts.get(`${kind} ${key}`) ?? 0
  return {
    dialog: id,
    title: dialog.title,
    start: dialog.start,
    sessions: of('walked', ''),
    nodes: Object.values(dialog.nodes).map((node) => ({
      id: node.id,
      words: node.say[0]?.text ?? null,
      kind: node.exit.kind,
      visits: of('node', node.id),
      dropped: of('dropped', node.id),
      escalated: of('escalated', node.id),
    })),
    edges: edgesOf(dialog, new Map(steps.flatMap(({ kind, key, n }) => (kind === 'edge' ? [[key, n]] : [])))),
  }
}

/** Every step that the dialog has, walked or not, and every step that was walked without being one: answers taken back. */
function edgesOf(dialog: Dialog, walked: ReadonlyMap<string, number>): Flow['edges'] {
  const written = new Set(Object.values(dialog.nodes).flatMap(({ id, exit }) => targetsOf(exit).map((to) => `${id}>${to}`)))
  const others = [...walked.keys()].filter((edge) => !written.has(edge) && !edge.startsWith(`${BEGINNING}>`))
  return [...written, ...others].flatMap((edge) => {
    const [from = '', to = ''] = edge.split('>')
    if (!Object.hasOwn(dialog.nodes, from) || !Object.hasOwn(dialog.nodes, to)) return []
    return [{ from, to, sessions: walked.get(edge) ?? 0, isWritten: written.has(edge) }]
  })
}
