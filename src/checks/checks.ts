import { accountChecks } from './accountChecks.js'
import { ticketHere, ticketStatus } from './ticketChecks.js'
import type { Piece, WorkDeps } from './work.js'

/** Every check that a dialog may ask for. */
export const checks: Readonly<Record<string, Piece<WorkDeps>>> = { ...accountChecks, ticket_here: ticketHere, ticket_status: ticketStatus }
