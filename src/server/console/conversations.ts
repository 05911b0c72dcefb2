import { z } from 'zod'
import {
  conversationListSchema,
  conversationQuerySchema,
  conversationSchema,
  handBackSchema,
  replySchema,
  reviewSchema,
  takenOverSchema,
} from '../../contract/conversations.js'
import { type AgentRef, newNoteSchema } from '../../contract/tickets.js'
import { ticketsOfConversation } from '../../handoff/listTickets.js'
import { showRow } from '../../handoff/showTicket.js'
import { maskText } from '../../shared/mask.js'
import type { AgentStep } from '../../turn/agentSide.js'
import { conflict, conversationNotFound } from '../errors.js'
import type { Caller } from './accounts.js'
import type { ConsoleDeps } from './deps.js'
import { operation } from './operation.js'
import { wordingOf } from './tickets.js'

const onConversation = { id: z.string().max(64) }
const seqSchema = z.object({ seq: z.int() })

export const getConversations = operation({
  method: 'get',
  path: '/conversations',
  name: 'listConversations',
  summary: 'Conversations, the latest first, by filters and full text.',
  query: conversationQuerySchema,
  answer: conversationListSchema,
  async run(desk, { query }) {
    const [list, { displayOf }] = await Promise.all([desk.transcripts.list(query), wordingOf(desk)])
    return { ...list, items: list.items.map((row) => ({ ...row, agent: named(row.agent, displayOf) })) }
  },
})

export const getTranscript = operation({
  method: 'get',
  path: '/conversations/{id}',
  name: 'getConversation',
  summary: 'A whole conversation, masked, with the why of every turn.',
  parameters: onConversation,
  answer: conversationSchema,
  run: (desk, { parameter }) => whole(desk, parameter('id')),
})

export const takeOver = operation({
  method: 'post',
  path: '/conversations/{id}/takeover',
  name: 'takeOver',
  summary: 'From here on the agent speaks and the bot is silent.',
  parameters: onConversation,
  answer: takenOverSchema,
  async run(desk, { parameter, caller }) {
    const seq = await stepped(desk, desk.agentSide.takeOver(parameter('id'), caller.agent, desk.now()))
    return { agent: refTo(caller), seq }
  },
})

export const sayMessage = operation({
  method: 'post',
  path: '/conversations/{id}/messages',
  name: 'sayMessage',
  summary: 'Says something to the user. The same clientId again is the same message.',
  parameters: onConversation,
  body: replySchema,
  status: 201,
  answer: seqSchema,
  run: async (desk, { parameter, body, caller }) => ({
    seq: await stepped(desk, desk.agentSide.say(parameter('id'), body, caller.agent, desk.now())),
  }),
})

export const handBack = operation({
  method: 'post',
  path: '/conversations/{id}/handback',
  name: 'handBack',
  summary: 'The bot goes on at the step where it stood. A note stays with the conversation.',
  parameters: onConversation,
  body: handBackSchema,
  answer: seqSchema,
  async run(desk, { parameter, body, caller }) {
    const id = parameter('id')
    const seq = await stepped(desk, desk.agentSide.handBack(id, caller.agent, desk.now()))
    if (body.note !== undefined) await desk.transcripts.note(id, { text: maskText(body.note), agent: caller.agent.id, at: desk.now() })
    return { seq }
  },
})

export const reviewConversation = operation({
  method: 'post',
  path: '/conversations/{id}/review',
  name: 'reviewConversation',
  summary: 'Marks as reviewed, and sets tags.',
  parameters: onConversation,
  body: reviewSchema,
  answer: conversationSchema,
  async run(desk, { parameter, body }) {
    const result = await desk.transcripts.review(parameter('id'), body)
    if (result === 'not_found') throw conversationNotFound()
    if (result === 'stale') throw conflict('Stale', 'The review has changed meanwhile.', await whole(desk, parameter('id')))
    return whole(desk, parameter('id'))
  },
})

export const noteConversation = operation({
  method: 'post',
  path: '/conversations/{id}/notes',
  name: 'addConversationNote',
  summary: 'Adds a note for colleagues; personal data in it are masked.',
  parameters: onConversation,
  body: newNoteSchema,
  status: 201,
  answer: conversationSchema,
  async run(desk, { parameter, body, caller }) {
    const note = { text: maskText(body.text), agent: caller.agent.id, at: desk.now() }
    if (!(await desk.transcripts.note(parameter('id'), note))) throw conversationNotFound()
    return whole(desk, parameter('id'))
  },
})

async function whole(desk: ConsoleDeps, id: string) {
  const [detail, tickets, wording] = await Promise.all([desk.transcripts.detail(id), ticketsOfConversation(desk.db, id), wordingOf(desk)])
  if (!detail) throw conversationNotFound()
  return {
    ...detail,
    agent: named(detail.agent, wording.displayOf),
    notes: detail.notes.map((note) => ({ ...note, by: named(note.by, wording.displayOf) })),
    ticketRows: tickets.map((row) => showRow(wording, row)),
  }
}

/** The reading side knows agents by their ids alone. */
const named = (agent: AgentRef | null, displayOf: (id: string) => string): AgentRef | null => agent && { id: agent.id, display: displayOf(agent.id) }
const refTo = ({ agent }: Caller) => ({ id: agent.id, display: agent.display })

/** The number of the last activity of an agent's step; what stood in its way is told. */
async function stepped({ accounts }: ConsoleDeps, step: Promise<AgentStep>): Promise<number> {
  const result = await step
  switch (result.type) {
    case 'done':
      return result.seq
    case 'not_found':
      throw conversationNotFound()
    case 'held': {
      if (result.by === null) throw conflict('HeldByBot', 'The bot has this conversation: take it over first.')
      const holder = (await accounts.list()).find(({ id }) => id === result.by)
      throw conflict('HeldByColleague', 'A colleague has this conversation.', { id: result.by, display: holder?.display ?? result.by })
    }
  }
}
