import type { ReadStatements } from './readStatements.js'
import type { Storage } from './records.js'
import { activityOf, conversationOf, parseJson, ticketOf, vaultRowOf } from './rows.js'
import type { Statement } from './statement.js'

/** Runs one query and brings its rows. */
export type Run = <Args, Row>(statement: Statement<Args, Row>, args: Args) => Promise<readonly Row[]>
type Reads =
  | ('conversation' | 'activitiesAfter' | 'activityByClientId' | 'events')
  | ('effect' | 'openEffects' | 'abandoned' | 'dueTimers')
  | ('ticket' | 'ticketsOfConversation' | 'ticketsOfAccount' | 'ticketNotes' | 'openTickets')
  | ('program' | 'vaultRow' | 'setting' | 'audit')
export type ReadingSide = Pick<Storage, Reads>

/** What a store answers without changing anything, the same for every database. */
export const readingSide = (run: Run, q: ReadStatements): ReadingSide => ({ ...logReads(run, q), ...workReads(run, q), ...ticketReads(run, q) })

const logReads = (run: Run, q: ReadStatements) =>
  ({
    async conversation(id) {
      const [row] = await run(q.conversation, { id })
      return row ? conversationOf(row) : null
    },
    async activitiesAfter(conversation, seq, limit) {
      return (await run(q.activitiesAfter, { conversation, seq, limit })).map(activityOf)
    },
    async activityByClientId(conversation, client_id) {
      const [row] = await run(q.activityByClientId, { conversation, client_id })
      return row ? activityOf(row) : null
    },
    async events(conversation) {
      const rows = await run(q.events, { conversation })
      return rows.map((row) => ({ seq: row.seq, inputId: row.input_id, event: parseJson(row.event), at: row.at }))
    },
    async program(hash) {
      return (await run(q.program, { hash }))[0]?.json ?? null
    },
    async vaultRow(ref) {
      const [row] = await run(q.vaultRow, { ref })
      return row ? vaultRowOf(row) : null
    },
    async setting(name) {
      return (await run(q.setting, { name }))[0]?.value ?? null
    },
    async audit(conversation) {
      return (await run(q.audit, { conversation })).map((row) => parseJson(row.entry))
    },
  }) satisfies Partial<ReadingSide>

const workReads = (run: Run, q: ReadStatements) =>
  ({
    async effect(key) {
      const [row] = await run(q.effect, { key })
      return row ? { request: parseJson(row.request), result: row.result === null ? null : parseJson(row.result) } : null
    },
    async openEffects(limit) {
      const rows = await run(q.openEffects, { limit })
      return rows.map(({ key, conversation, request, opened_at }) => ({ key, conversation, request: parseJson(request), openedAt: opened_at }))
    },
    async abandoned(now, limit) {
      return (await run(q.abandoned, { now, limit })).map((row) => row.id)
    },
    async dueTimers(now, limit) {
      const rows = await run(q.dueTimers, { now, limit })
      return rows.map(({ conversation, kind, due_at }) => ({ conversation, kind, dueAt: due_at }))
    },
  }) satisfies Partial<ReadingSide>

const ticketReads = (run: Run, q: ReadStatements) =>
  ({
    async ticket(number) {
      const [row] = await run(q.ticket, { number })
      return row ? ticketOf(row) : null
    },
    async ticketsOfConversation(conversation) {
      return (await run(q.ticketsOfConversation, { conversation })).map(ticketOf)
    },
    async ticketsOfAccount(account_hash) {
      return (await run(q.ticketsOfAccount, { account_hash })).map(ticketOf)
    },
    async ticketNotes(number) {
      return (await run(q.ticketNotes, { number })).map((row) => ({ number: row.number, note: parseJson(row.note), at: row.at }))
    },
    async openTickets() {
      const [row] = await run(q.openTickets, {})
      return { count: row?.count ?? 0, oldestAt: row?.oldest ?? null }
    },
  }) satisfies Partial<ReadingSide>
