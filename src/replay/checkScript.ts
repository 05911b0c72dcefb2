import type { Account } from '../accounts/model.js'
import type { Persona } from '../accounts/personas.js'
import { BadField, NotFound } from '../accounts/refusals.js'
import { Simulator } from '../accounts/simulator.js'
import { memoryStore } from '../accounts/simulatorStore.js'
import type { Program } from '../dialog/program.js'
import { type Conversation, type Place, ScriptError, type ScriptFile } from './script.js'
import { seeded } from './world.js'

/** Looks for names in a replay that nothing has: a persona, a field of an account, a slot, something that must not happen and never could. */
export type ScriptCheck = (file: string, read: ScriptFile) => Promise<void>

/** Throws a `ScriptError` with the line of the name. Nodes, checks and acts that are asserted may be gone from the dialogs: that is a difference, not a fault of the file. */
export function createScriptCheck(personas: readonly Persona[], program: Program): ScriptCheck {
  const simulator = new Simulator({ store: memoryStore(), personas, random: seeded(1), now: () => 0, delay: async () => undefined })
  const slots = new Set([program, ...Object.values(program.dialogs)].flatMap((one) => Object.keys(one.slots)))
  const nodes = new Set(Object.values(program.dialogs).flatMap(({ id, nodes }) => Object.keys(nodes).map((node) => `${id}/${node}`)))

  return async (file, { conversations, lineOf }) => {
    const fail = (place: Place, message: string): never => {
      throw new ScriptError(file, lineOf(place), `${place.join('.')}: ${message}`)
    }
    const [first] = conversations
    if (!first) return
    const { account, other_account, must_not } = first.script
    const made = await tried(['account'], () => simulator.createPrivateCopy(account.persona, account.patch), fail)
    if (other_account) await tried(['other_account'], () => simulator.createPrivateCopy(other_account.persona, other_account.patch), fail)
    for (const [index, node] of (must_not?.nodes ?? []).entries())
      if (!nodes.has(node)) fail(['must_not', 'nodes', index], `there is no node "${node}"`)
    for (const [index, act] of (must_not?.acts ?? []).entries())
      if (!Object.hasOwn(program.signatures.acts, act)) fail(['must_not', 'acts', index], `there is no act "${act}"`)
    for (const { turn, place } of turnsOf(conversations)) {
      for (const slot of Object.keys(turn.slots ?? {})) if (!slots.has(slot)) fail([...place, 'slots', slot], `there is no slot "${slot}"`)
      const { phone } = turn
      if (phone?.action === 'patch') await tried([...place, 'phone'], () => simulator.patch(made.account_id, phone.fields), fail, 'fields')
    }
  }
}

const turnsOf = (conversations: readonly Conversation[]) =>
  conversations.flatMap(({ script, turnsAt }) => script.turns.flatMap((turn, n) => (turnsAt[n] ? [{ turn, place: turnsAt[n].place }] : [])))

/** What the simulator refuses is told where it is written. */
async function tried(
  at: Place,
  run: () => Promise<Account>,
  fail: (place: Place, message: string) => never,
  fields: 'patch' | 'fields' = 'patch',
): Promise<Account> {
  try {
    return await run()
  } catch (error) {
    if (error instanceof NotFound) return fail([...at, 'persona'], error.message)
    if (error instanceof BadField) return fail([...at, fields, error.field], error.message.replace(`${error.field}: `, ''))
    throw error
  }
}
