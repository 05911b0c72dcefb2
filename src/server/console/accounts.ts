import type { z } from 'zod'
import type { Agent, agentChangeSchema, newAgentSchema, Presence } from '../../contract/agents.js'

export type SignedIn = { readonly type: 'signed_in'; readonly secret: string; readonly agent: Agent }
export type SignInResult = SignedIn | { readonly type: 'refused' } | { readonly type: 'wait'; readonly seconds: number }
/** Somebody with a session that has not ended. `session` names it, and is no secret. */
export type Caller = { readonly agent: Agent; readonly session: string }

/** The people of the desk and their sessions. */
export type AgentAccounts = {
  signIn(given: { readonly name: string; readonly password: string; readonly address: string }): Promise<SignInResult>
  /** Somebody of the team for whom another service vouches. */
  signInAs(name: string): Promise<SignInResult>
  callerOf(secret: string): Promise<Caller | null>
  signOut(secret: string): Promise<void>
  list(): Promise<readonly Agent[]>
  create(
    given: z.output<typeof newAgentSchema>,
    by: string,
  ): Promise<{ readonly type: 'created'; readonly agent: Agent } | { readonly type: 'name_taken' }>
  change(
    id: string,
    change: z.output<typeof agentChangeSchema>,
    by: string,
  ): Promise<{ readonly type: 'changed'; readonly agent: Agent } | { readonly type: 'last_admin' } | { readonly type: 'not_found' }>
  setPresence(id: string, presence: Presence): Promise<Agent | null>
}
