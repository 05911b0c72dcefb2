import type { Role } from '../contract/agents.js'
import type { TicketChange } from '../contract/tickets.js'
import type { TicketStatus } from '../storage/records.js'

/** Who acts, and what of the ticket decides whether they may. */
export type Actor = { readonly id: string; readonly role: Role }
export type TicketStanding = { readonly status: TicketStatus; readonly assignee: string | null; readonly queue: string; readonly priority: number }
/** What is left of a change that may be made; `null` where nobody has the ticket. */
export type TicketUpdate = Partial<TicketStanding>
export type Ruling = { readonly type: 'allowed'; readonly update: TicketUpdate } | { readonly type: 'stale' } | { readonly type: 'forbidden' }

const allowed = (update: TicketUpdate): Ruling => ({ type: 'allowed', update })
const stale: Ruling = { type: 'stale' }
const forbidden: Ruling = { type: 'forbidden' }

/** Nobody has a ticket and it waits. */
const free: TicketUpdate = { status: 'open', assignee: null }

/**
 * Agents change what is theirs, and take what nobody has; leads and admins change everything. A change that no longer fits what the ticket has
 * become is stale: whoever asked saw an older one.
 */
export function rule(ticket: TicketStanding, change: TicketChange, actor: Actor): Ruling {
  const isTheirs = ticket.assignee === actor.id || actor.role !== 'agent'
  switch (change.do) {
    case 'claim':
      return ticket.status === 'open' ? allowed({ status: 'assigned', assignee: actor.id }) : stale
    case 'assign':
      if (ticket.status === 'resolved') return stale
      return isTheirs ? allowed({ status: 'assigned', assignee: change.agent }) : forbidden
    case 'return':
      if (ticket.status !== 'assigned') return stale
      return isTheirs ? allowed(free) : forbidden
    case 'resolve':
      if (ticket.status === 'resolved') return stale
      return isTheirs ? allowed({ status: 'resolved' }) : forbidden
    case 'reopen':
      return ticket.status === 'resolved' ? allowed(free) : stale
    case 'move':
      if (ticket.status === 'resolved') return stale
      return isTheirs || ticket.status === 'open' ? allowed({ ...free, queue: change.queue }) : forbidden
    case 'prioritise':
      if (ticket.status === 'resolved') return stale
      return isTheirs || ticket.status === 'open' ? allowed({ priority: change.priority }) : forbidden
  }
}
