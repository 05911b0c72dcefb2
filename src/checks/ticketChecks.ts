import { type Outcome, outcome, type Piece, type TicketFound, type WorkDeps, whenProven } from './work.js'

const OUTCOMES = ['none', 'open', 'assigned', 'resolved', 'unavailable']
const GIVES = { ticket: null }

/** The ticket of this very conversation: whoever made it may ask for it without a proof. */
export const ticketHere: Piece<WorkDeps> = {
  signature: { outcomes: OUTCOMES, gives: GIVES, using: {}, account: false, proof: 'none', lasting: false },
  run: async ({ conversation }, deps) => latest(await deps.ticketsOfConversation(conversation)),
}

/** Tickets of the account, from whatever conversation: only for its proven owner. */
export const ticketStatus: Piece<WorkDeps> = {
  signature: { outcomes: OUTCOMES, gives: GIVES, using: {}, account: true, proof: 'read', lasting: false },
  run: (order, deps) => whenProven(order, deps, 'read', async (account) => latest(await deps.ticketsOfAccount(deps.hash('qq', account)))),
}

/** An unresolved ticket matters more than a resolved one, a new one more than an old one. */
function latest(tickets: readonly TicketFound[]): Outcome {
  const ticket = tickets.findLast(({ status }) => status !== 'resolved') ?? tickets.at(-1)
  return ticket ? outcome(ticket.status, { ticket: ticket.number }) : outcome('none')
}
