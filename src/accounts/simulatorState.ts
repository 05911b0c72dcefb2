import * as z from 'zod'
import { type Account, accountIdSchema, accountSchema } from './model.js'
import { checkNameSchema, plainActNameSchema, resultSchema } from './operations.js'
import { fieldOf } from './parseFields.js'

/** Makes the service fail for one account. `*` is every check and act; `contact` and `face` are the look-ups for proving ownership. */
export const faultSchema = z
  .strictObject({
    account_id: accountIdSchema,
    operation: z.enum([...checkNameSchema.options, ...plainActNameSchema.options, 'bind_phone', 'verify_new_phone', 'contact', 'face', '*']),
    mode: z.enum(['unavailable', 'slow', 'error']),
    times: z.int().min(1).max(1_000_000),
  })
  .readonly()
export type Fault = z.infer<typeof faultSchema>

/** What was done under a key, so that a repeat is answered and not done again. */
const effectSchema = z.strictObject({ key: z.string(), account_id: accountIdSchema, operation: z.string(), result: resultSchema }).readonly()
export type Effect = z.infer<typeof effectSchema>

const fileSchema = z.strictObject({
  accounts: z.record(accountIdSchema, accountSchema),
  /** How each account was when it was made, for `reset`; one that was written into the file by hand begins as it was written. */
  origins: z.record(accountIdSchema, accountSchema).optional(),
  effects: z.array(effectSchema),
  faults: z.array(faultSchema),
  /** Seconds by which the server's clock was moved on. */
  clock: z.number().min(0).optional(),
})

/** All that the simulator keeps. Maps, so that keys from outside are only ever looked up. */
export interface SimulatorState {
  readonly accounts: Map<string, Account>
  readonly origins: Map<string, Account>
  readonly effects: Map<string, Effect>
  faults: readonly Fault[]
  clock: number
}

export function emptyState(): SimulatorState {
  return { accounts: new Map(), origins: new Map(), effects: new Map(), faults: [], clock: 0 }
}

/** The file is not what the simulator writes. */
export class DamagedState extends Error {
  override readonly name = 'DamagedState'
}

export function parseState(text: string): SimulatorState {
  const parsed = fileSchema.safeParse(parseJson(text))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new DamagedState(issue === undefined ? 'not valid' : `${fieldOf(issue)}: ${issue.message}`)
  }
  const { accounts, origins, effects, faults, clock } = parsed.data
  for (const [id, account] of Object.entries(accounts)) {
    if (account.account_id !== id) throw new DamagedState(`accounts.${id}.account_id: expected "${id}", got "${account.account_id}"`)
  }
  return {
    accounts: new Map(Object.entries(accounts)),
    origins: new Map(Object.entries({ ...accounts, ...origins })),
    effects: new Map(effects.map((effect) => [effect.key, effect])),
    faults,
    clock: clock ?? 0,
  }
}

export function stringifyState(state: SimulatorState): string {
  return JSON.stringify({
    accounts: Object.fromEntries(state.accounts),
    origins: Object.fromEntries(state.origins),
    effects: [...state.effects.values()],
    faults: state.faults,
    clock: state.clock,
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (fault) {
    throw new DamagedState(`(whole): expected JSON, ${fault instanceof Error ? fault.message : String(fault)}`)
  }
}
