import type Database from 'better-sqlite3'
import { z } from 'zod'
import type { ConversationList, ConversationQuery, ConversationRow } from '../contract/conversations.js'
import { matchFor, snippetOf } from './searchText.js'

/** After so long without a word a conversation that was left open is abandoned. */
const IDLE_MS = 30 * 60_000
const MOST_COUNTED = 10_000

const rowSchema = z.object({
  rowid: z.number(),
  id: z.string(),
  started_at: z.number(),
  last_at: z.number(),
  language: z.enum(['zh', 'en']),
  owner: z.enum(['bot', 'agent']),
  agent: z.string().nullable(),
  ending: z.enum(['open', 'resolved_confirmed', 'resolved_implied', 'escalated', 'abandoned', 'not_engaged']),
  turns: z.number(),
  fallbacks: z.number(),
  confidence: z.number().nullable(),
  rating: z.number().nullable(),
  reviewed: z.number(),
  json: z.string(),
})
type Row = z.infer<typeof rowSchema>
const more = z.object({
  dialogs: z.array(z.string()),
  intents: z.array(z.string()),
  tickets: z.array(z.string()),
  tags: z.array(z.string()),
  preview: z.string(),
})

const idRow = z.object({ id: z.string() })
const totalRow = z.object({ total: z.number() })

/** One condition and what fills its holes. */
type Condition = { readonly sql: string; readonly values: readonly (string | number)[] }
/** What is read, from its end, and what must hold; null when nothing can match. */
type Plan = { readonly from: string; readonly conditions: readonly Condition[] }

const whereOf = ({ conditions }: Plan): string => (conditions.length === 0 ? '' : `where ${conditions.map(({ sql }) => sql).join(' and ')}`)
const valuesOf = ({ conditions }: Plan): readonly (string | number)[] => conditions.flatMap(({ values }) => values)

/** The latest first. A cursor that is none begins at the start. */
export function listRows(db: Database.Database, query: ConversationQuery, now: number): ConversationList {
  const plan = planOf(query, now)
  if (plan === null) return { items: [], next: null, total: 0 }
  const paged = { ...plan, conditions: [...plan.conditions, ...after(query.cursor)] }
  const found = db
    .prepare(`select s.* from ${plan.from} ${whereOf(paged)} order by ${ROW(plan)} desc limit ?`)
    .all(...valuesOf(paged), query.limit + 1)
    .map((row) => rowSchema.parse(row))
  const counted = totalRow.parse(
    db.prepare(`select count(*) as total from (select 1 from ${plan.from} ${whereOf(plan)} limit ${MOST_COUNTED})`).get(...valuesOf(plan)),
  )
  const rows = found.slice(0, query.limit)
  const last = found.length > query.limit ? rows.at(-1) : undefined
  const text = db.prepare<[number], { text: string }>('select text from said where rowid = ?')
  const snippet = (row: Row): string | null => (query.q === undefined || query.q === '' ? null : snippetOf(text.get(row.rowid)?.text ?? '', query.q))
  return { items: rows.map((row) => shown(row, now, snippet(row))), next: last ? String(last.rowid) : null, total: counted.total }
}

/** The row number as the table that is read calls it, so that it is read in that order. */
const ROW = ({ from }: Plan): string => (from.startsWith('words') ? 'words.rowid' : from.startsWith('mark') ? 'm.row' : 's.rowid')

/** Everything that the filters match, the latest first, at most 10,000. */
export function idsOf(db: Database.Database, query: Partial<ConversationQuery>, now: number): readonly string[] {
  const plan = planOf(query, now)
  if (plan === null) return []
  return db
    .prepare(`select s.id from ${plan.from} ${whereOf(plan)} order by ${ROW(plan)} desc limit ${MOST_COUNTED}`)
    .all(...valuesOf(plan))
    .map((row) => idRow.parse(row).id)
}

export function rowOf(db: Database.Database, id: string, now: number): ConversationRow | null {
  const row = db.prepare('select * from summary where id = ?').get(id)
  return row === undefined ? null : shown(rowSchema.parse(row), now, null)
}

/** Null when nothing can match: a search for nothing but marks. */
function planOf(query: Partial<ConversationQuery>, now: number): Plan | null {
  const { q, intent, dialog, node, tag } = query
  const conditions = plainConditions(query, now)
  const add = (sql: string, ...values: readonly (string | number)[]): void => void conditions.push({ sql, values })
  const marks = Object.entries({ node, tag, intent, dialog }).flatMap(([kind, value]) => (value === undefined ? [] : [[kind, value] as const]))
  if (q !== undefined && q !== '') {
    const match = matchFor(q)
    if (match === null) return null
    add('words match ?', match)
    for (const [kind, value] of marks) add(MARKED, kind, value)
    return { from: 'words join summary s on s.rowid = words.rowid', conditions }
  }
  const [first, ...others] = marks
  for (const [kind, value] of others) add(MARKED, kind, value)
  if (!first) return { from: 'summary s', conditions }
  add('m.kind = ? and m.value = ?', ...first)
  return { from: 'mark m cross join summary s on s.rowid = m.row', conditions }
}
const MARKED = 'exists (select 1 from mark o where o.kind = ? and o.value = ? and o.row = s.rowid)'

function plainConditions(
  { outcome, language, owner, reviewed, fallback, confidenceBelow, from, to, rating }: Partial<ConversationQuery>,
  now: number,
): Condition[] {
  const conditions: Condition[] = []
  const add = (sql: string, ...values: readonly (string | number)[]): void => void conditions.push({ sql, values })
  if (outcome === 'under_way') add(`(s.ending = 'open' and s.last_at > ?)`, now - IDLE_MS)
  else if (outcome === 'abandoned') add(`s.ending in ('abandoned', 'open') and (s.ending = 'abandoned' or s.last_at <= ?)`, now - IDLE_MS)
  else if (outcome !== undefined) add('s.ending = ?', outcome)
  if (language !== undefined) add('s.language = ?', language)
  if (owner !== undefined) add('s.owner = ?', owner)
  if (reviewed !== undefined) add('s.reviewed = ?', Number(reviewed))
  if (fallback !== undefined) add(fallback ? 's.fallbacks > 0' : 's.fallbacks = 0')
  if (confidenceBelow !== undefined) add('s.confidence < ?', confidenceBelow)
  if (from !== undefined) add('s.last_at >= ?', from)
  if (to !== undefined) add('s.last_at < ?', to)
  if (rating !== undefined) add('s.rating = ?', rating)
  return conditions
}

function after(cursor: string | undefined): readonly Condition[] {
  return cursor !== undefined && /^\d{1,15}$/.test(cursor) ? [{ sql: 's.rowid < ?', values: [Number(cursor)] }] : []
}

function shown(row: Row, now: number, snippet: string | null): ConversationRow {
  const { last_at: lastAt, ending } = row
  return {
    id: row.id,
    startedAt: row.started_at,
    lastAt,
    language: row.language,
    owner: row.owner,
    agent: row.agent === null ? null : { id: row.agent, display: row.agent },
    turns: row.turns,
    outcome: ending === 'open' ? (lastAt > now - IDLE_MS ? 'under_way' : 'abandoned') : ending,
    fallbacks: row.fallbacks,
    lowestConfidence: row.confidence,
    rating: row.rating,
    reviewed: row.reviewed === 1,
    ...more.parse(JSON.parse(row.json)),
    snippet,
  }
}
