import type Database from 'better-sqlite3'
import type { Session } from './sessions.js'

/** What a session counts for, by kind: figures of the whole desk (scope `*`) and of each dialog, intents, steps of dialogs. */
export type Tally = { readonly kind: string; readonly scope: string; readonly key: string }
export const ALL = '*'

/** Every count that a session adds one, or more, to. */
export function talliesOf(session: Session): ReadonlyMap<string, { readonly tally: Tally; readonly n: number }> {
  const counted = new Map<string, { readonly tally: Tally; readonly n: number }>()
  const add = (kind: string, scope: string, key: string, n = 1): void => {
    const id = `${kind} ${scope} ${key}`
    if (n > 0) counted.set(id, { tally: { kind, scope, key }, n: (counted.get(id)?.n ?? 0) + n })
  }
  for (const scope of [ALL, ...session.dialogs]) for (const [key, n] of Object.entries(figuresOf(session))) add('figure', scope, key, n)
  for (const intent of session.intents) add('intent', ALL, intent)
  if (session.reason !== null) add('reason', ALL, session.reason)
  if (session.queue !== null) add('queue', ALL, session.queue)
  addSteps(session, add)
  return counted
}

function figuresOf(session: Session): Readonly<Record<string, number>> {
  const { ending, rating } = session
  const isEngaged = ending !== 'not_engaged'
  return {
    sessions: 1,
    engaged: Number(isEngaged),
    escalated: Number(ending === 'escalated'),
    connected: Number(session.firstHuman !== null),
    returned: Number(isEngaged && ending !== 'escalated' && session.cameBack),
    resolved_confirmed: Number(ending === 'resolved_confirmed'),
    resolved_implied: Number(ending === 'resolved_implied'),
    unfinished: Number(ending === 'open'),
    fallbacks: session.fallbacks.length,
    free_texts: session.freeTexts,
    asked: Number(session.wasAsked || rating !== null),
    rated: Number(rating !== null),
    positive: Number(rating !== null && rating >= 4),
  }
}

function addSteps({ nodes, edges, ending, lastNode, escalatedAt }: Session, add: (kind: string, scope: string, key: string) => void): void {
  const split = (kind: string, path: string): void => {
    const at = path.indexOf('/')
    add(kind, path.slice(0, at), path.slice(at + 1))
  }
  for (const node of nodes) split('node', node)
  for (const edge of edges) split('edge', edge)
  for (const dialog of new Set([...nodes].map((node) => node.slice(0, node.indexOf('/'))))) add('walked', dialog, '')
  if (ending === 'open' && lastNode !== null) split('dropped', lastNode)
  if (escalatedAt !== null) split('escalated', escalatedAt)
}

/** Days of a time zone, as days since 1970. */
export function dayIn(zone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: zone })
  return (at) => dayOf(format.format(at))
}
export const dayOf = (date: string): number => Math.floor(Date.parse(`${date}T00:00:00Z`) / 86_400_000)
export const dateOf = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10)

export const TALLY_TABLES = `
  create table tally (kind text not null, scope text not null, day integer not null, language text not null, key text not null, n integer not null,
    primary key (kind, scope, day, language, key)) without rowid;
  create table session (row integer not null references summary (rowid) on delete cascade, day integer not null, language text not null,
    last_at integer not null, is_open integer not null, first_human integer, dialogs text not null, json text not null);
  create index session_by_row on session (row);
  create index session_waits on session (day, language, first_human, dialogs) where first_human is not null;
  create index session_open on session (last_at) where is_open = 1;
  create table fallback (row integer not null references summary (rowid) on delete cascade, day integer not null, language text not null, at integer not null, text text not null);
  create index fallback_by_row on fallback (row);
  create index fallback_by_day on fallback (day desc, at desc);`

/** Names that one can look for in a row, each between bars. */
export const namesOf = (names: Iterable<string>): string => [...names].map((name) => `|${name}|`).join('')

export type TallyWriter = { add(row: number | bigint, language: string, sessions: readonly Session[]): void; remove(row: number | bigint): void }

/** Keeps the counts in step with the rows: what a row added before is taken away again. */
export function createTallyWriter(db: Database.Database, day: (at: number) => number): TallyWriter {
  const count = db.prepare(`insert into tally values (?, ?, ?, ?, ?, ?) on conflict do update set n = n + excluded.n`)
  const sweep = db.prepare('delete from tally where kind = ? and scope = ? and day = ? and language = ? and key = ? and n = 0')
  const addSession = db.prepare('insert into session values (?, ?, ?, ?, ?, ?, ?, ?)')
  const addFallback = db.prepare('insert into fallback values (?, ?, ?, ?, ?)')
  const sessionsOfRow = db.prepare<[number | bigint], { day: number; language: string; json: string }>('select * from session where row = ?')
  const dropSessions = db.prepare('delete from session where row = ?')
  const dropFallbacks = db.prepare('delete from fallback where row = ?')
  return {
    add(row, language, sessions) {
      for (const session of sessions) {
        const tallies = [...talliesOf(session).values()]
        const on = day(session.startedAt)
        for (const { tally, n } of tallies) count.run(tally.kind, tally.scope, on, language, tally.key, n)
        const isOpen = Number(session.ending === 'open')
        addSession.run(row, on, language, session.lastAt, isOpen, session.firstHuman, namesOf(session.dialogs), JSON.stringify(tallies))
        for (const text of session.fallbacks) addFallback.run(row, on, language, session.startedAt, text)
      }
    },
    remove(row) {
      for (const { day: on, language, json } of sessionsOfRow.all(row)) {
        const tallies: readonly { tally: Tally; n: number }[] = JSON.parse(json)
        for (const { tally, n } of tallies) {
          count.run(tally.kind, tally.scope, on, language, tally.key, -n)
          sweep.run(tally.kind, tally.scope, on, language, tally.key)
        }
      }
      dropSessions.run(row)
      dropFallbacks.run(row)
    },
  }
}
