import type Database from 'better-sqlite3'
import { z } from 'zod'
import type { ConversationList, ConversationQuery, ConversationRow } from '../contract/conversations.js'
import { matchFor, snippetOf } from './searchText.js'

/** After so long without a word a conversation that was left open is abandoned. */
const IDLE_MS = 30 * 60_000
const MOST_COUNTED = 10_000

const rowSchema = z.object({
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
  text: z.string(),
})
const more = z.object({
  dialogs: z.array(z.string()),
  intents: z.array(z.string()),
  tickets: z.array(z.string()),
  tags: z.array(z.string()),
  preview: z.string(),
})

/** One condition and what fills its holes. */
type Condition = { readonly sql: string; readonly values: readonly (string | number)[] }

/** The latest first. A cursor that is none begins at the start. */
export function listRows(db: Database.Database, query: ConversationQuery, now: number): ConversationList {
  const conditions = conditionsOf(query, now)
  if (conditions === null) return { items: [], next: null, total: 0 }
  const where = (all: readonly Condition[]) => (all.length === 0 ? '' : `where ${all.map(({ sql }) => sql).join(' and ')}`)
  const valuesOf = (all: readonly Condition[]) => all.flatMap(({ values }) => values)
  const paged = [...conditions, ...after(query.cursor)]
  const found = db
    .prepare(`select s.* from summary s ${where(paged)} order by s.last_at desc, s.id limit ?`)
    .all(...valuesOf(paged), query.limit + 1)
    .map((row) => rowSchema.parse(row))
  const counted = z
    .object({ total: z.number() })
    .parse(
      db.prepare(`select count(*) as total from (select 1 from summary s ${where(conditions)} limit ${MOST_COUNTED})`).get(...valuesOf(conditions)),
    )
  const rows = found.slice(0, query.limit)
  const last = found.length > query.limit ? rows.at(-1) : undefined
  return {
    items: rows.map((row) => shown(row, now, query.q)),
    next: last ? Buffer.from(JSON.stringify([last.last_at, last.id])).toString('base64url') : null,
    total: counted.total,
  }
}

/** Everything that the filters match, the latest first, at most 10,000. */
export function idsOf(db: Database.Database, query: Partial<ConversationQuery>, now: number): readonly string[] {
  const conditions = conditionsOf(query, now)
  if (conditions === null) return []
  const where = conditions.length === 0 ? '' : `where ${conditions.map(({ sql }) => sql).join(' and ')}`
  return db
    .prepare(`select s.id from summary s ${where} order by s.last_at desc, s.id limit ${MOST_COUNTED}`)
    .all(...conditions.flatMap(({ values }) => values))
    .map((row) => z.object({ id: z.string() }).parse(row).id)
}

export function rowOf(db: Database.Database, id: string, now: number): ConversationRow | null {
  const row = db.prepare('select * from summary where id = ?').get(id)
  return row === undefined ? null : shown(rowSchema.parse(row), now, undefined)
}

/** Null when nothing can match: a search for nothing but marks. */
function conditionsOf(query: Partial<ConversationQuery>, now: number): readonly Condition[] | null {
  const { q, intent, dialog, node, tag, outcome, language, owner, reviewed, fallback, confidenceBelow, from, to, rating } = query
  const conditions: Condition[] = []
  const add = (sql: string, ...values: readonly (string | number)[]): void => void conditions.push({ sql, values })
  const marks = { intent, dialog, node, tag }
  for (const [kind, value] of Object.entries(marks))
    if (value !== undefined) add('s.rowid in (select row from mark where kind = ? and value = ?)', kind, value)
  if (outcome === 'under_way') add(`(s.ending = 'open' and s.last_at > ?)`, now - IDLE_MS)
  else if (outcome === 'abandoned') add(`(s.ending = 'abandoned' or (s.ending = 'open' and s.last_at <= ?))`, now - IDLE_MS)
  else if (outcome !== undefined) add('s.ending = ?', outcome)
  if (language !== undefined) add('s.language = ?', language)
  if (owner !== undefined) add('s.owner = ?', owner)
  if (reviewed !== undefined) add('s.reviewed = ?', Number(reviewed))
  if (fallback !== undefined) add(fallback ? 's.fallbacks > 0' : 's.fallbacks = 0')
  if (confidenceBelow !== undefined) add('s.confidence < ?', confidenceBelow)
  if (from !== undefined) add('s.last_at >= ?', from)
  if (to !== undefined) add('s.last_at < ?', to)
  if (rating !== undefined) add('s.rating = ?', rating)
  if (q !== undefined && q !== '') {
    const match = matchFor(q)
    if (match === null) return null
    add('s.rowid in (select rowid from words where words match ?)', match)
  }
  return conditions
}

const cursorSchema = z.tuple([z.int(), z.string()])
function after(cursor: string | undefined): readonly Condition[] {
  if (cursor === undefined) return []
  try {
    const [lastAt, id] = cursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
    return [{ sql: '(s.last_at < ? or (s.last_at = ? and s.id > ?))', values: [lastAt, lastAt, id] }]
  } catch {
    return []
  }
}

function shown(row: z.infer<typeof rowSchema>, now: number, query: string | undefined): ConversationRow {
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
    snippet: query === undefined || query === '' ? null : snippetOf(row.text, query),
  }
}
