import { readState } from '../conversations/readState.js'
import { advance } from '../engine/advance.js'
import { fold } from '../engine/evolve.js'
import type { Conversation, TicketMoved, TurnRecord } from '../storage/records.js'
import { agentEvent, agentMessage } from './agentActivities.js'
import type { AgentRef, Turns } from './arrival.js'
import type { TurnDeps } from './deps.js'
import { maskWords } from './listen.js'
import { unchanged } from './unchanged.js'

/** What an agent's step came to. `held`: another one has the conversation, or the bot while `by` is null. */
export type AgentStep =
  | { readonly type: 'done'; readonly seq: number }
  | { readonly type: 'held'; readonly by: string | null }
  | { readonly type: 'not_found' }

/** What agents do in a conversation. Every step is one commit on the version that was read, like a turn's, so a race has one winner. */
export type AgentSide = {
  /** The bot is silent from this commit on; a turn that is being computed loses its replies. Tickets that nobody has become the agent's. */
  takeOver(conversation: string, agent: AgentRef, at: number): Promise<AgentStep>
  /** `clientId` makes a repeat safe: the same message is stored once. */
  say(conversation: string, message: { readonly clientId: string; readonly text: string }, agent: AgentRef, at: number): Promise<AgentStep>
  /** The bot goes on at the step where it stood; where the matter is solved it only says so, and listens. */
  handBack(conversation: string, agent: AgentRef, at: number, solved?: boolean): Promise<AgentStep>
  /** A ticket was resolved: the user is told so, also where nobody has written to them, and the bot goes on. Of several tickets of a conversation the last one is told. */
  tellSolved(ticket: string, agent: AgentRef, at: number): Promise<AgentStep>
}

export function createAgentSide(deps: TurnDeps, turns: Turns): AgentSide {
  /** Reads, commits, and reads again when somebody was faster. */
  async function commit(id: string, recordFor: (known: Conversation) => Promise<Partial<TurnRecord> | AgentStep>): Promise<AgentStep> {
    for (let attempt = 0; attempt < deps.limits.attempts; attempt++) {
      const known = await deps.storage.conversation(id)
      if (!known) return { type: 'not_found' }
      const changes = await recordFor(known)
      if ('type' in changes) return changes
      const result = await deps.storage.commitTurn({ ...unchanged(known), ...changes })
      if (result.type === 'duplicate') return { type: 'done', seq: result.seq }
      if (result.type !== 'committed') continue
      deps.feed.publish(id, result.activities)
      return { type: 'done', seq: result.activities.at(-1)?.seq ?? known.nextSeq - 1 }
    }
    throw new Error(`the conversation moved ${deps.limits.attempts} times while an agent's step was worked on`)
  }

  const side: AgentSide = {
    takeOver: (id, agent, at) =>
      commit(id, async (known) => {
        if (known.owner === 'agent') return held(known, agent)
        const state = readState(known.state)
        const events = advance(deps.library().program, state, { type: 'taken_over', at })
        return {
          at,
          state: fold(events, state),
          events,
          owner: 'agent',
          ownerEpoch: known.ownerEpoch + 1,
          ownerAgent: agent.id,
          timers: [],
          inputId: deps.newId(),
          activities: [agentEvent(deps.newId(), 'handoff.joined', agent, at)],
          ticketsMoved: await unowned(deps, id, agent),
        }
      }),
    say: (id, { clientId, text }, agent, at) =>
      commit(id, async (known) => {
        const repeated = await deps.storage.activityByClientId(id, keyOf(clientId))
        if (repeated) return { type: 'done', seq: repeated.seq }
        if (known.ownerAgent !== agent.id) return { type: 'held', by: known.ownerAgent }
        const { entities } = deps.library().recognize(text, {})
        return { at, inputId: keyOf(clientId), activities: [agentMessage(keyOf(clientId), maskWords(text, entities), agent, at)] }
      }),
    async handBack(id, agent, at, solved = false) {
      const known = await deps.storage.conversation(id)
      if (!known) return { type: 'not_found' }
      if (known.ownerAgent !== agent.id) return { type: 'held', by: known.ownerAgent }
      const { user, site } = known
      const { seq } = await turns.handle({
        conversation: id,
        user,
        site,
        clientId: null,
        at,
        channelData: null,
        content: { type: 'hand_back', agent, solved },
      })
      return { type: 'done', seq }
    },
    async tellSolved(number, agent, at) {
      const ticket = await deps.storage.ticket(number)
      const known = ticket && (await deps.storage.conversation(ticket.conversation))
      if (!ticket || !known) return { type: 'not_found' }
      const left = (await deps.storage.ticketsOfConversation(known.id)).filter(({ status }) => status !== 'resolved')
      // Whoever has another one stays; a colleague's, or one that still waits, is neither told as solved nor taken out of its queue.
      if (left.some(({ assignee }) => assignee === agent.id)) return { type: 'done', seq: known.nextSeq - 1 }
      if (left.length > 0) return known.ownerAgent === agent.id ? side.handBack(known.id, agent, at) : { type: 'done', seq: known.nextSeq - 1 }
      await side.takeOver(known.id, agent, at)
      return side.handBack(known.id, agent, at, true)
    },
  }
  return side
}

/** Taking over twice is taking over once. */
const held = (known: Conversation, agent: AgentRef): AgentStep =>
  known.ownerAgent === agent.id ? { type: 'done', seq: known.nextSeq - 1 } : { type: 'held', by: known.ownerAgent }

/** A slash is in no client id of a user, so nobody can take an agent's place in the log beforehand. */
const keyOf = (clientId: string): string => `agent/${clientId}`

async function unowned(deps: TurnDeps, conversation: string, agent: AgentRef): Promise<readonly TicketMoved[]> {
  const tickets = await deps.storage.ticketsOfConversation(conversation)
  return tickets
    .filter(({ status }) => status === 'open')
    .map(({ number, version }) => ({ number, version, status: 'assigned', assignee: agent.id }) as const)
}
