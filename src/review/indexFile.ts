import { closeSync, openSync } from 'node:fs'
import Database from 'better-sqlite3'
import { indexed } from './searchText.js'
import type { Session } from './sessions.js'
import type { Summary } from './summary.js'
import { createTallyWriter, dayIn, TALLY_TABLES } from './tallies.js'

/** A row of the index: the summary, what the conversation itself and its review add, and every word of it. */
export type Indexed = Summary & {
  readonly id: string
  readonly version: number
  readonly language: string
  readonly owner: string
  readonly agent: string | null
  readonly reviewed: boolean
  readonly tags: readonly string[]
  readonly reviewVersion: number
  readonly text: string
  readonly sessions: readonly Session[]
}

/** Goes up when the tables, or what is kept in them, change: an older index is built anew. */
const FORMAT = 7
/**
 * Row numbers go up with the last message: a conversation that goes on gets a new one. So every list is read from its end, by whatever index finds it, and
 * nothing is sorted. Words lie apart, which keeps the rows short to look through.
 */
const TABLES = `
  create table format (zone text not null);
  create table summary (
    rowid integer primary key autoincrement, id text not null unique, version integer not null, review_version integer not null,
    started_at integer not null, last_at integer not null, language text not null, owner text not null, agent text,
    ending text not null, turns integer not null, fallbacks integer not null, free_texts integer not null, confidence real, rating integer,
    reviewed integer not null, json text not null);
  create table said (rowid integer primary key references summary (rowid) on delete cascade, text text not null);
  create index summary_by_ending on summary (ending);
  create index summary_by_reviewed on summary (reviewed);
  create index summary_by_owner on summary (owner);
  create index summary_by_rating on summary (rating) where rating is not null;
  create index summary_by_language on summary (language);
  create index summary_misheard on summary (rowid) where fallbacks > 0;
  create table mark (kind text not null, value text not null, row integer not null references summary (rowid) on delete cascade,
    primary key (kind, value, row)) without rowid;
  create index mark_by_row on mark (row);
  create virtual table words using fts5(text, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0');${TALLY_TABLES}`

/** Opens the index, empty where there is none of this format. It holds only what the store holds too, so it may be thrown away at any time. */
export function openIndex(file: string, zone: string): Database.Database {
  if (file !== ':memory:') closeSync(openSync(file, 'a', 0o600))
  const db = new Database(file)
  db.pragma('journal_mode = wal')
  db.pragma('synchronous = normal')
  db.pragma('foreign_keys = on')
  db.pragma('secure_delete = on')
  if (db.pragma('user_version', { simple: true }) !== FORMAT || zoneOf(db) !== zone) rebuild(db, zone)
  return db
}

/** The zone whose days are counted. */
const zoneOf = (db: Database.Database): unknown => db.prepare('select zone from format').pluck().get()

function rebuild(db: Database.Database, zone: string): void {
  db.transaction(() => {
    for (const table of ['mark', 'words', 'tally', 'session', 'fallback', 'format', 'said', 'summary']) db.exec(`drop table if exists ${table}`)
    db.exec(TABLES)
    db.prepare('insert into format values (?)').run(zone)
    db.pragma(`user_version = ${FORMAT}`)
  })()
}

export type IndexWriter = { put(rows: readonly Indexed[]): void; remove(ids: readonly string[]): void; versions(): ReadonlyMap<string, string> }

export function createIndexWriter(db: Database.Database, zone: string): IndexWriter {
  const tallies = createTallyWriter(db, dayIn(zone))
  const rowOf = db.prepare<[string], { rowid: number; last_at: number }>('select rowid, last_at from summary where id = ?')
  const dropRow = db.prepare('delete from summary where rowid = ?')
  const dropWords = db.prepare('delete from words where rowid = ?')
  const addRow = db.prepare(`insert into summary values (@row, @id, @version, @reviewVersion, @startedAt, @lastAt, @language, @owner, @agent,
    @ending, @turns, @fallbacks, @freeTexts, @lowestConfidence, @rating, @reviewed, @json)`)
  const addText = db.prepare('insert into said values (?, ?)')
  const addMark = db.prepare('insert or ignore into mark values (?, ?, ?)')
  const addWords = db.prepare('insert into words (rowid, text) values (?, ?)')
  const allVersions = db.prepare<[], { id: string; version: number; review_version: number }>('select id, version, review_version from summary')

  function remove(id: string): { rowid: number; last_at: number } | null {
    const known = rowOf.get(id)
    if (!known) return null
    tallies.remove(known.rowid)
    dropWords.run(known.rowid)
    dropRow.run(known.rowid)
    return known
  }
  /** What was only reviewed stays where it was. */
  function add(one: Indexed, before: { rowid: number; last_at: number } | null): void {
    const { dialogs, intents, nodes, tickets, tags, preview, sessions: _, text, ...plain } = one
    const { lastInsertRowid: row } = addRow.run({
      ...plain,
      row: before?.last_at === one.lastAt ? before.rowid : null,
      reviewed: Number(one.reviewed),
      json: JSON.stringify({ dialogs, intents, tickets, tags, preview }),
    })
    for (const [kind, values] of Object.entries({ dialog: dialogs, intent: intents, node: nodes, tag: tags }))
      for (const value of values) addMark.run(kind, value, row)
    addText.run(row, text)
    addWords.run(row, indexed(text))
    tallies.add(row, one.language, one.sessions)
  }
  return {
    put: db.transaction((rows: readonly Indexed[]) => {
      for (const one of [...rows].sort((a, b) => a.lastAt - b.lastAt)) add(one, remove(one.id))
    }),
    remove: db.transaction((ids: readonly string[]) => {
      for (const id of ids) remove(id)
    }),
    versions: () => new Map(allVersions.all().map(({ id, version, review_version }) => [id, `${version}.${review_version}`])),
  }
}
