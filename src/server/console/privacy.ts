import { z } from 'zod'
import {
  auditListSchema,
  auditQuerySchema,
  erasedSchema,
  eraseSchema,
  maskedSchema,
  maskQuerySchema,
  revealedSchema,
  revealSchema,
} from '../../contract/privacy.js'
import { findTicket } from '../../handoff/listTickets.js'
import { maskText } from '../../shared/mask.js'
import { conversationNotFound, forbidden, notFound } from '../errors.js'
import { ADMINS, LEADS, operation } from './operation.js'
import { wordingOf } from './tickets.js'

export const showMask = operation({
  method: 'post',
  path: '/mask',
  name: 'showMask',
  summary: 'What of a text would be hidden, and why. Nothing of it is stored.',
  body: maskQuerySchema,
  answer: maskedSchema,
  run: (desk, { body }) => desk.privacy.masked(body.text),
})

export const reveal = operation({
  method: 'post',
  path: '/tickets/{number}/reveal',
  name: 'revealValue',
  summary: "Shows one value of one's own ticket; the reason is kept with who, when and which.",
  parameters: { number: z.string().max(20) },
  body: revealSchema,
  answer: revealedSchema,
  async run(desk, { parameter, body, caller, res }) {
    const ticket = await findTicket(desk.db, parameter('number'))
    if (!ticket) throw notFound()
    if (ticket.assignee !== caller.agent.id || ticket.status === 'resolved') throw forbidden()
    const revealed = await desk.privacy.reveal({
      ticket: ticket.number,
      conversation: ticket.conversation,
      field: body.field,
      reason: maskText(body.reason),
      agent: caller.agent.id,
      at: desk.now(),
    })
    if (!revealed) throw notFound()
    res.set('Cache-Control', 'no-store')
    return revealed
  },
})

export const erase = operation({
  method: 'post',
  path: '/conversations/{id}/erase',
  name: 'eraseUser',
  summary: 'Deletes every conversation of the user who wrote this one, with tickets and everything that was derived from them.',
  roles: ADMINS,
  parameters: { id: z.string().max(64) },
  body: eraseSchema,
  answer: erasedSchema,
  async run(desk, { parameter, body, caller }) {
    const conversations = await desk.privacy.erase(parameter('id'), { agent: caller.agent.id, reason: maskText(body.reason), at: desk.now() })
    if (conversations === 0) throw conversationNotFound()
    desk.live.tell({ type: 'reset' })
    return { conversations }
  },
})

export const getAudit = operation({
  method: 'get',
  path: '/audit',
  name: 'listAudit',
  summary: 'Who did what, the latest first. Nobody can change it.',
  roles: LEADS,
  query: auditQuerySchema,
  answer: auditListSchema,
  async run(desk, { query }) {
    const [{ rows, next, actions }, { displayOf }] = await Promise.all([desk.privacy.audit(query), wordingOf(desk)])
    return {
      items: rows.map(({ agent, ...row }) => ({ ...row, by: agent === '' ? null : { id: agent, display: displayOf(agent) } })),
      next,
      actions: [...actions],
    }
  },
})
