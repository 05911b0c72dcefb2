import { type Account, accountSchema, type FaceResult, faceResultSchema } from './model.js'
import { operate } from './operate.js'
import { actOutcomes, type Operation, operationSchema, type PreparedAct, type Result, type UserActionResult, userActionSchema } from './operations.js'
import { parseFields } from './parseFields.js'
import type { Persona } from './personas.js'
import { type AccountService, AccountsUnavailable, type Contact, type On } from './port.js'
import { freshNumbers, freshSecret, withNumbers, withPatch } from './privateCopy.js'
import { KeyReused, NotFound } from './refusals.js'
import { type Fault, faultSchema, type SimulatorState } from './simulatorState.js'
import type { SimulatorStore } from './simulatorStore.js'

export interface SimulatorDeps {
  readonly store: SimulatorStore
  readonly personas: readonly Persona[]
  /** From 0 up to, not including, 1; seeded in replays. */
  readonly random: () => number
  /** Ms since 1970. */
  readonly now: () => number
  /** How a `slow` fault holds an answer back; meant to last longer than callers wait. */
  readonly delay: () => Promise<void>
}

/** The simulated account service and the controls around it. Nothing is answered before it is kept. */
export class Simulator implements AccountService {
  readonly #deps: SimulatorDeps
  readonly #state: SimulatorState
  readonly #personas: ReadonlyMap<string, Persona>
  /** Every number that any account ever had, so that a fresh one is really fresh. */
  readonly #numbers = new Set<string | null>()

  constructor(deps: SimulatorDeps) {
    this.#deps = deps
    this.#state = deps.store.state
    this.#personas = new Map(deps.personas.map((persona) => [persona.persona, persona]))
    for (const account of [...this.#state.origins.values(), ...this.#state.accounts.values()]) this.#noteNumbers(account)
  }

  async perform(operation: Operation, on: On): Promise<Result> {
    const asked = parseFields(operationSchema, operation)
    if (await this.#isDown(asked.name, on.accountId)) return this.#kept({ outcome: 'unavailable' })
    const key = Object.hasOwn(actOutcomes, asked.name) ? on.key : undefined
    return this.#kept(key === undefined ? this.#carryOut(asked, on.accountId) : this.#carryOutOnce(asked, on.accountId, key))
  }

  async contactOf(accountId: string): Promise<Contact | null> {
    if (await this.#isDown('contact', accountId)) throw new AccountsUnavailable('the look-up of the contact was made to fail')
    const account = this.#state.accounts.get(accountId)
    if (account === undefined) return this.#kept(null)
    const { verified_contact, dynamic_code, dynamic_secret, face } = account
    return this.#kept({ verified_contact, dynamic_code, dynamic_secret, face })
  }

  async faceResult(accountId: string): Promise<FaceResult | null> {
    if (await this.#isDown('face', accountId)) throw new AccountsUnavailable('the face check was made to fail')
    const account = this.#state.accounts.get(accountId)
    return this.#kept(account?.face === true ? account.face_result : null)
  }

  personas(): readonly Pick<Persona, 'persona' | 'title' | 'causes'>[] {
    return this.#deps.personas.map(({ persona, title, causes }) => ({ persona, title, causes }))
  }

  /** A new account of that persona, with numbers of its own. A patch may use the persona's placeholders. */
  async createPrivateCopy(personaName: string, patch: unknown = {}): Promise<Account> {
    const persona = this.#personas.get(personaName)
    if (persona === undefined) throw new NotFound('persona', personaName)
    const { random } = this.#deps
    const numbers = freshNumbers({ random, isTaken: (number) => this.#numbers.has(number) })
    const fields = withNumbers(persona.account, numbers)
    const plain = parseFields(accountSchema, { ...fields, persona: personaName, dynamic_secret: freshSecret(random) })
    const account = withPatch(plain, withNumbers(patch, numbers))
    this.#state.origins.set(account.account_id, account)
    return this.#put(account)
  }

  async get(accountId: string): Promise<Account> {
    return this.#kept(this.#known(accountId))
  }

  async patch(accountId: string, patch: unknown): Promise<Account> {
    return this.#put(withPatch(this.#known(accountId), patch))
  }

  /** What the person does in the app. */
  async userAction(accountId: string, action: unknown): Promise<{ readonly result: UserActionResult; readonly account: Account }> {
    const { account, result } = operate(this.#known(accountId), parseFields(userActionSchema, action), this.#deps.now())
    return { result, account: await this.#put(account) }
  }

  async setFace(accountId: string, result: unknown): Promise<Account> {
    return this.#put({ ...this.#known(accountId), face_result: parseFields(faceResultSchema, result) })
  }

  async addFault(fault: unknown): Promise<Fault> {
    const added = parseFields(faultSchema, fault)
    this.#known(added.account_id)
    this.#state.faults = [...this.#state.faults, added]
    return this.#changed(added)
  }

  /** Puts that account, or all, back to how it was made; what was done under keys and the faults set for it are forgotten. */
  async reset(accountId?: string): Promise<void> {
    const ids = accountId === undefined ? [...this.#state.accounts.keys()] : [this.#known(accountId).account_id]
    for (const id of ids) this.#state.accounts.set(id, this.#state.origins.get(id) ?? this.#known(id))
    const isMeant = (id: string): boolean => accountId === undefined || id === accountId
    for (const [key, effect] of this.#state.effects) if (isMeant(effect.account_id)) this.#state.effects.delete(key)
    this.#state.faults = this.#state.faults.filter((fault) => !isMeant(fault.account_id))
    return this.#changed(undefined)
  }

  /** Seconds by which the clock was moved on; kept for whoever owns the clock. */
  clockAdvance(): number {
    return this.#state.clock
  }

  async setClockAdvance(seconds: number): Promise<void> {
    this.#state.clock = seconds
    return this.#changed(undefined)
  }

  /** Whether a fault stops this call; a slow one only holds it back. */
  async #isDown(operation: Fault['operation'], accountId: string): Promise<boolean> {
    const hit = this.#state.faults.find((fault) => fault.account_id === accountId && strikes(fault, operation))
    if (hit === undefined) return false
    this.#state.faults = this.#state.faults.flatMap((fault) => (fault === hit ? oneLess(fault) : [fault]))
    this.#deps.store.touch()
    switch (hit.mode) {
      case 'unavailable':
        return true
      case 'error':
        await this.#deps.store.settled()
        throw new AccountsUnavailable(`${operation} was made to fail`)
      case 'slow':
        await this.#deps.delay()
        return false
    }
  }

  /** The change and the record of its key are made without waiting in between, so one write holds both or neither. */
  #carryOutOnce(operation: Operation, accountId: string, key: string): Result {
    const name = JSON.stringify(operation)
    const effect = this.#state.effects.get(key)
    if (effect !== undefined) {
      if (effect.account_id !== accountId || effect.operation !== name) throw new KeyReused()
      return effect.result
    }
    const result = this.#carryOut(operation, accountId)
    if (result.outcome === 'unavailable' || result.outcome === 'unknown_account') return result
    this.#state.effects.set(key, { key, account_id: accountId, operation: name, result })
    this.#deps.store.touch()
    return result
  }

  #carryOut(operation: Operation, accountId: string): Result {
    const before = this.#state.accounts.get(accountId)
    if (before === undefined) return { outcome: 'unknown_account' }
    const { account, result } = operate(before, this.#prepare(operation, accountId), this.#deps.now())
    if (account !== before) this.#remember(account)
    return result
  }

  #prepare(operation: Operation, accountId: string): Exclude<Operation, { readonly name: 'bind_phone' }> | PreparedAct {
    if (operation.name !== 'bind_phone') return operation
    for (const other of this.#state.accounts.values()) {
      if (other.bound_phone === operation.phone && other.account_id !== accountId) return { ...operation, in_use: true }
    }
    return operation
  }

  #known(accountId: string): Account {
    const account = this.#state.accounts.get(accountId)
    if (account === undefined) throw new NotFound('account', accountId)
    return account
  }

  #put(account: Account): Promise<Account> {
    this.#remember(account)
    return this.#kept(account)
  }

  #remember(account: Account): void {
    this.#state.accounts.set(account.account_id, account)
    this.#noteNumbers(account)
    this.#deps.store.touch()
  }

  #noteNumbers(account: Account): void {
    for (const number of [account.account_id, account.bound_phone, account.new_phone, account.verified_contact]) this.#numbers.add(number)
  }

  #changed<Answer>(answer: Answer): Promise<Answer> {
    this.#deps.store.touch()
    return this.#kept(answer)
  }

  async #kept<Answer>(answer: Answer): Promise<Answer> {
    await this.#deps.store.settled()
    return answer
  }
}

function strikes(fault: Fault, operation: Fault['operation']): boolean {
  if (fault.operation === '*') return operation !== 'contact' && operation !== 'face'
  return fault.operation === operation
}

function oneLess(fault: Fault): readonly Fault[] {
  return fault.times > 1 ? [{ ...fault, times: fault.times - 1 }] : []
}
