import { type Kysely, sql } from 'kysely'
import { z } from 'zod'
import type { TicketQuery } from '../contract/tickets.js'
import { type TicketDbRow, type TicketTables, ticketTables } from './ticketTables.js'

/** A ticket as the store has it, with what its conversation adds. */
export type ListedTicket = TicketDbRow & { readonly owner: 'bot' | 'agent'; readonly last_user_at: number | null }
export type TicketPage = { readonly rows: readonly ListedTicket[]; readonly next: string | null }
export type TicketCounts = { readonly open: number; readonly mine: number; readonly assigned: number }

/** The queue, those that wait before those that somebody has, the most urgent first and among those the oldest; resolved ones, the latest first. A cursor that is none begins at the start. */
export async function listTickets(untyped: Kysely<unknown>, query: TicketQuery): Promise<TicketPage> {
  const { limit } = query
  const found = await after(ordered(filtered(rowsOf(ticketTables(untyped)), query), query), query)
    .limit(limit + 1)
    .execute()
  const rows = found.slice(0, limit).map(numbersOf)
  const last = found.length > limit ? rows.at(-1) : undefined
  return { rows, next: last ? cursorOf(last) : null }
}

export async function findTicket(untyped: Kysely<unknown>, number: string): Promise<ListedTicket | null> {
  const row = await rowsOf(ticketTables(untyped)).where('ticket.number', '=', number).executeTakeFirst()
  return row ? numbersOf(row) : null
}

export async function ticketsOfConversation(untyped: Kysely<unknown>, conversation: string): Promise<readonly ListedTicket[]> {
  return (await rowsOf(ticketTables(untyped)).where('ticket.conversation', '=', conversation).orderBy('ticket.at').execute()).map(numbersOf)
}

/** Other tickets of the same account, the latest first. */
export async function ticketsBeside(untyped: Kysely<unknown>, ticket: TicketDbRow): Promise<readonly ListedTicket[]> {
  const rows = await rowsOf(ticketTables(untyped))
    .where('ticket.owner_key', '=', ticket.owner_key)
    .where('ticket.number', '<>', ticket.number)
    .orderBy('ticket.at', 'desc')
    .limit(20)
    .execute()
  return rows.map(numbersOf)
}

export async function countTickets(untyped: Kysely<unknown>, agent: string): Promise<TicketCounts> {
  const rows = await ticketTables(untyped)
    .selectFrom('ticket')
    .select(['status', 'assignee', (eb) => eb.fn.countAll<number | string>().as('count')])
    .where(sql<boolean>`status <> 'resolved'`)
    .groupBy(['status', 'assignee'])
    .execute()
  const sum = (belongs: (row: (typeof rows)[number]) => boolean): number => rows.filter(belongs).reduce((total, row) => total + Number(row.count), 0)
  return {
    open: sum(({ status }) => status === 'open'),
    mine: sum(({ assignee }) => assignee === agent),
    assigned: sum(({ status }) => status === 'assigned'),
  }
}

const rowsOf = (db: Kysely<TicketTables>) =>
  db
    .selectFrom('ticket')
    .innerJoin('conversation', 'conversation.id', 'ticket.conversation')
    .selectAll('ticket')
    .select(['conversation.owner'])
    .select((eb) =>
      eb
        .selectFrom('activity')
        .select((max) => max.fn.max<number | null>('activity.at').as('at'))
        .whereRef('activity.conversation', '=', 'ticket.conversation')
        .where('activity.role', '=', 'user')
        .as('last_user_at'),
    )
type Rows = ReturnType<typeof rowsOf>
type Found = Awaited<ReturnType<Rows['execute']>>[number]

/** PostgreSQL may give 8-byte integers as text. */
const numbersOf = (row: Found): ListedTicket => ({ ...row, last_user_at: row.last_user_at === null ? null : Number(row.last_user_at) })

function filtered(rows: Rows, { status, assignee, queue, problem, language }: TicketQuery): Rows {
  const byStatus = status === 'unresolved' ? rows.where(sql<boolean>`ticket.status <> 'resolved'`) : rows.where('ticket.status', '=', status)
  const byAssignee =
    assignee === undefined
      ? byStatus
      : assignee === 'none'
        ? byStatus.where('ticket.assignee', 'is', null)
        : byStatus.where('ticket.assignee', '=', assignee)
  const byQueue = queue === undefined ? byAssignee : byAssignee.where('ticket.queue', '=', queue)
  const byProblem = problem === undefined ? byQueue : byQueue.where('ticket.problem', '=', problem)
  // The packet is JSON that only we write, without spaces.
  return language === undefined ? byProblem : byProblem.where('ticket.packet', 'like', `%"language":"${language}"%`)
}

/** Whoever waits comes before those whom somebody looks after. */
const RANK = sql<number>`(ticket.priority + case when ticket.status = 'open' then 10 else 0 end)`
const rankOf = ({ priority, status }: ListedTicket): number => Number(priority) + (status === 'open' ? 10 : 0)

const ordered = (rows: Rows, { status }: TicketQuery): Rows =>
  status === 'resolved'
    ? rows.orderBy('ticket.updated_at', 'desc').orderBy('ticket.number')
    : rows.orderBy(RANK, 'desc').orderBy('ticket.at').orderBy('ticket.number')

const cursorSchema = z.tuple([z.int(), z.int(), z.int(), z.string().max(40)])
const cursorOf = (row: ListedTicket): string => Buffer.from(JSON.stringify([rankOf(row), row.at, row.updated_at, row.number])).toString('base64url')

function after(rows: Rows, { cursor, status }: TicketQuery): Rows {
  const place = readCursor(cursor)
  if (!place) return rows
  const [rank, at, updatedAt, number] = place
  if (status === 'resolved')
    return rows.where((eb) =>
      eb.or([eb('ticket.updated_at', '<', updatedAt), eb.and([eb('ticket.updated_at', '=', updatedAt), eb('ticket.number', '>', number)])]),
    )
  return rows.where((eb) =>
    eb.or([
      eb(RANK, '<', rank),
      eb.and([eb(RANK, '=', rank), eb('ticket.at', '>', at)]),
      eb.and([eb(RANK, '=', rank), eb('ticket.at', '=', at), eb('ticket.number', '>', number)]),
    ]),
  )
}

function readCursor(cursor: string | undefined) {
  if (cursor === undefined) return null
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
  } catch {
    return null
  }
}
