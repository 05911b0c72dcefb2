import Database from 'better-sqlite3'
import type { Program } from '../dialog/program.js'
import type { Conversation, EventRow, StoredActivity } from '../storage/records.js'
import { activityOf, conversationOf, parseJson } from '../storage/rows.js'
import type { ConversationTable, Schema } from '../storage/schema.js'

/** The store as it is read here: another connection, which can change nothing and is never waited for. */
export type MainFile = {
  conversation(id: string): Conversation | null
  activities(id: string): readonly StoredActivity[]
  events(id: string): readonly EventRow[]
  review(id: string): { readonly reviewed: boolean; readonly tags: readonly string[]; readonly version: number }
  notes(id: string): readonly { readonly text: string; readonly agent: string; readonly at: number }[]
  program(hash: string): Program | null
  /** Every conversation with what tells whether it has changed. */
  versions(): readonly { readonly id: string; readonly version: string }[]
  close(): void
}

export function openMainFile(file: string): MainFile {
  const db = new Database(file, { readonly: true, fileMustExist: true })
  const conversation = db.prepare<[string], ConversationTable>('select * from conversation where id = ?')
  const activities = db.prepare<[string], Schema['activity']>('select * from activity where conversation = ? order by seq')
  const events = db.prepare<[string], Schema['event']>('select * from event where conversation = ? order by seq')
  const review = db.prepare<[string], { reviewed: number; tags: string; version: number }>(
    'select reviewed, tags, version from review where conversation = ?',
  )
  const notes = db.prepare<[string], { text: string; agent: string; at: number }>(
    'select text, agent, at from conversation_note where conversation = ? order by id',
  )
  const program = db.prepare<[string], { json: string }>('select json from program where hash = ?')
  const versions = db.prepare<[], { id: string; version: string }>(
    `select c.id, c.version || '.' || coalesce(r.version, 0) as version from conversation c left join review r on r.conversation = c.id
     order by c.updated_at`,
  )
  return {
    conversation(id) {
      const row = conversation.get(id)
      return row ? conversationOf(row) : null
    },
    activities: (id) => activities.all(id).map(activityOf),
    events: (id) => events.all(id).map((row) => ({ seq: row.seq, inputId: row.input_id, event: parseJson(row.event), at: row.at })),
    review(id) {
      const row = review.get(id)
      return row ? { reviewed: row.reviewed === 1, tags: stringsIn(row.tags), version: row.version } : { reviewed: false, tags: [], version: 0 }
    },
    notes: (id) => notes.all(id),
    program(hash) {
      const row = program.get(hash)
      if (!row) return null
      const read: Program = JSON.parse(row.json)
      return read
    },
    versions: () => versions.all(),
    close: () => db.close(),
  }
}

function stringsIn(json: string): readonly string[] {
  const read: unknown = JSON.parse(json)
  return Array.isArray(read) ? read.filter((item): item is string => typeof item === 'string') : []
}
