import { z } from 'zod'
import { newNoteSchema, type Ticket, ticketChangeSchema, ticketListSchema, ticketQuerySchema, ticketSchema } from '../../contract/tickets.js'
import { addNote, changeTicket } from '../../handoff/changeTicket.js'
import { countTickets, findTicket, listTickets, ticketsBeside } from '../../handoff/listTickets.js'
import { showRow, showTicket, type TicketWording } from '../../handoff/showTicket.js'
import type { TicketDbRow } from '../../handoff/ticketTables.js'
import { maskText } from '../../shared/mask.js'
import type { AgentRef } from '../../turn/arrival.js'
import { conflict, forbidden, notFound } from '../errors.js'
import type { ConsoleDeps } from './deps.js'
import { operation } from './operation.js'

const onTicket = { number: z.string().max(20) }

export const getTickets = operation({
  method: 'get',
  path: '/tickets',
  name: 'listTickets',
  summary: 'The queue: the most urgent first, then the oldest.',
  query: ticketQuerySchema,
  answer: ticketListSchema,
  async run(desk, { query, caller }) {
    const [{ rows, next }, counts, wording] = await Promise.all([
      listTickets(desk.db, query.assignee === 'me' ? { ...query, assignee: caller.agent.id } : query),
      countTickets(desk.db, caller.agent.id),
      wordingOf(desk),
    ])
    return { items: rows.map((row) => showRow(wording, row)), next, counts }
  },
})

export const getTicket = operation({
  method: 'get',
  path: '/tickets/{number}',
  name: 'getTicket',
  summary: 'A ticket with its packet of proof and its notes.',
  parameters: onTicket,
  answer: ticketSchema,
  run: (desk, { parameter }) => whole(desk, parameter('number')),
})

export const postChange = operation({
  method: 'post',
  path: '/tickets/{number}/changes',
  name: 'changeTicket',
  summary:
    'Claims, assigns, returns, resolves, reopens, moves or prioritises. A change on an older version answers 409 with the ticket as it is now.',
  parameters: onTicket,
  body: ticketChangeSchema,
  answer: ticketSchema,
  async run(desk, { parameter, body, caller }) {
    const number = parameter('number')
    if (body.do === 'assign') await assertAgent(desk, body.agent)
    if (body.do === 'move' && !Object.hasOwn(desk.wording().program.texts.queues, body.queue)) throw notFound()
    const result = await changeTicket(desk.db, { number, change: body, actor: caller.agent, at: desk.now() }, desk.audit)
    switch (result.type) {
      case 'not_found':
        throw notFound()
      case 'forbidden':
        throw forbidden()
      case 'stale':
        throw conflict('Stale', 'The ticket has changed meanwhile.', await whole(desk, number))
      case 'another_open':
        throw conflict('AnotherOpen', `The account has another ticket on this problem: ${result.number}.`, { number: result.number })
      case 'changed': {
        const { conversation } = result.before
        if (body.do === 'resolve') await tellSolved(desk, result.before, caller.agent.id)
        if (body.do === 'return' || body.do === 'move') await letGo(desk, result.before)
        desk.live.tell({ type: 'ticket', number, conversation, isNew: body.do === 'reopen' })
        return whole(desk, number)
      }
    }
  },
})

export const postNote = operation({
  method: 'post',
  path: '/tickets/{number}/notes',
  name: 'addTicketNote',
  summary: 'Adds a note for colleagues; personal data in it are masked.',
  parameters: onTicket,
  body: newNoteSchema,
  status: 201,
  answer: ticketSchema,
  async run(desk, { parameter, body, caller }) {
    const number = parameter('number')
    const note = { number, text: maskText(body.text), agent: caller.agent.id, at: desk.now() }
    if (!(await addNote(desk.db, note))) throw notFound()
    const ticket = await whole(desk, number)
    desk.live.tell({ type: 'ticket', number, conversation: ticket.conversation, isNew: false })
    return ticket
  },
})

/** Whoever gives a ticket away leaves its conversation too: without an agent the bot answers. */
async function letGo(desk: ConsoleDeps, { conversation, assignee }: Pick<TicketDbRow, 'conversation' | 'assignee'>): Promise<void> {
  if (assignee === null) return
  await desk.agentSide.handBack(conversation, await agentRef(desk, assignee), desk.now())
}

/** Whoever had the ticket tells the user; where nobody had it, whoever resolved it. */
async function tellSolved(desk: ConsoleDeps, { number, assignee }: Pick<TicketDbRow, 'number' | 'assignee'>, resolvedBy: string): Promise<void> {
  await desk.agentSide.tellSolved(number, await agentRef(desk, assignee ?? resolvedBy), desk.now())
}

async function agentRef(desk: ConsoleDeps, id: string): Promise<AgentRef> {
  const { displayOf } = await wordingOf(desk)
  return { id, display: displayOf(id) }
}

async function assertAgent({ accounts }: ConsoleDeps, id: string): Promise<void> {
  const agents = await accounts.list()
  if (!agents.some((agent) => agent.id === id && agent.active)) throw notFound()
}

export async function whole(desk: ConsoleDeps, number: string): Promise<Ticket> {
  const row = await findTicket(desk.db, number)
  if (!row) throw notFound()
  const [notes, others, wording] = await Promise.all([desk.storage.ticketNotes(number), ticketsBeside(desk.db, row), wordingOf(desk)])
  return showTicket(wording, { row, notes, others })
}

export async function wordingOf({ accounts, wording, ageingAfterMs }: ConsoleDeps): Promise<TicketWording> {
  const names = new Map((await accounts.list()).map(({ id, display }) => [id, display]))
  return { ...wording(), displayOf: (id) => names.get(id) ?? id, ageingAfterMs }
}
