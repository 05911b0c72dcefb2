import type { AgentBody, EventBody } from '../conversations/bodies.js'
import type { NewActivity } from '../storage/records.js'
import type { AgentRef } from './arrival.js'

/** That an agent came or went, for the user's client and the transcript. */
export function agentEvent(inputId: string, name: 'handoff.joined' | 'handoff.left', { display }: AgentRef, at: number): NewActivity {
  const body: EventBody = { type: 'event', name, value: { agent: display }, replyTo: 0 }
  return { clientId: null, inputId, role: 'agent', kind: 'event', body, at }
}

/** An agent's words, masked already. */
export function agentMessage(clientId: string, text: string, { display }: AgentRef, at: number): NewActivity {
  const body: AgentBody = { type: 'agent_said', text, agent: display }
  return { clientId, inputId: clientId, role: 'agent', kind: 'message', body, at }
}
