import { type AgentStep, createAgentSide } from '../turn/agentSide.js'
import { unchanged } from '../turn/unchanged.js'
import { CannotPlay } from './asked.js'
import type { AgentAction } from './scriptSchema.js'
import type { ReplayWorld } from './world.js'

/** Who answers in replays. */
const AGENT = { id: 'agent', display: '客服' }

/** What an agent does at the desk with this conversation and its ticket; told in a word. */
export async function doAsAgent(world: ReplayWorld, conversation: string, action: AgentAction): Promise<string> {
  const side = createAgentSide(world.deps, world.turns)
  const done = (step: AgentStep): string => {
    if (step.type === 'done') return `(agent: ${action})`
    throw new CannotPlay(`expected an agent in the conversation for "${action}", found the bot: let the agent take over first`)
  }
  switch (action) {
    case 'take_over':
      return done(await side.takeOver(conversation, AGENT, world.now()))
    case 'hand_back':
      return done(await side.handBack(conversation, AGENT, world.now()))
    case 'resolve':
      return done(await side.tellSolved(await resolved(world, conversation), AGENT, world.now()))
  }
}

/** Closes the newest ticket that is not; its number. */
async function resolved({ storage, now }: ReplayWorld, conversation: string): Promise<string> {
  const tickets = await storage.ticketsOfConversation(conversation)
  const ticket = tickets.findLast(({ status }) => status !== 'resolved')
  if (!ticket) throw new CannotPlay('expected a ticket of this conversation to resolve, found none that is open')
  const known = await storage.conversation(conversation)
  if (!known) throw new CannotPlay('expected a conversation')
  await storage.commitTurn({
    ...unchanged(known),
    at: now(),
    ticketsMoved: [{ number: ticket.number, version: ticket.version, status: 'resolved', assignee: ticket.assignee ?? AGENT.id }],
  })
  return ticket.number
}
