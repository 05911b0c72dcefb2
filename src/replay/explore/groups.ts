import type { Account } from '../../accounts/model.js'
import type { Proof, Signature } from '../../dialog/program.js'
import { UNAVAILABLE } from '../../engine/inputs.js'
import type { Work } from '../../engine/state.js'
import { own } from '../../shared/own.js'
import { accountKey } from './accountStates.js'
import { ANY_MEANS, type Means, NOTHING_SENT, PROVEN_MEANS, type Verifying } from './verifying.js'
import {
  ACTIONS,
  type Answered,
  afresh,
  afterActions,
  answerBy,
  CHANGES,
  type Deed,
  deedsIn,
  given,
  meansKey,
  type Outside,
  REFS,
  type Surroundings,
  TURNS,
  verifyFor,
  verifyingKey,
  workedOn,
} from './world.js'

/**
 * The outside of a conversation, for all accounts that nothing has told apart so far: a group is a set of accounts, which a check or an act
 * divides by its outcomes. What an owner can prove ownership with is known only until it is proven.
 */
export type GroupWorld = { readonly means: Means; readonly group: number; readonly verifying: Verifying; readonly faulted: boolean }

export const groupKey = ({ means, group, verifying, faulted }: GroupWorld): string =>
  `${group}|${meansKey(means)}|${verifyingKey(verifying)}|${faulted ? 'f' : ''}`

type Divided = { readonly outcome: string; readonly changed: boolean; readonly group: number }

/** All groups of accounts that a walk meets, numbered, and what work comes to on each. */
export class Groups implements Surroundings<GroupWorld> {
  private readonly members: (readonly Account[])[] = []
  private readonly numbers = new Map<string, number>()
  private readonly ids = new Map<string, number>()
  private readonly divided = new Map<string, readonly Divided[]>()
  private readonly mapped = new Map<string, number>()
  /** Where nothing is known of the account yet. */
  readonly start: GroupWorld

  constructor(private readonly outside: Outside) {
    this.start = this.worldOf(outside.states.map(({ account }) => account))
  }

  worldOf(accounts: readonly Account[]): GroupWorld {
    return { means: ANY_MEANS, group: this.number(accounts.map(withoutMeans)), verifying: NOTHING_SENT, faulted: false }
  }

  accounts({ group }: Pick<GroupWorld, 'group'>): readonly Account[] {
    const found = this.members[group]
    if (!found) throw new Error(`expected a group numbered ${group}, found ${this.members.length} of them`)
    return found
  }

  afresh(world: GroupWorld): GroupWorld {
    return afresh(world)
  }

  answer(world: GroupWorld, work: Work, held: Proof): readonly Answered<GroupWorld>[] {
    return answerBy(
      this.outside.signatures,
      { world, work, held },
      {
        verify: (signature) => this.verify(world, work, signature),
        onAccount: (signature) => this.onAccount(world, work, signature),
      },
    )
  }

  private verify(world: GroupWorld, work: Work, { proves }: Signature): readonly Answered<GroupWorld>[] | undefined {
    const { means, verifying } = world
    return verifyFor(this.outside, { means, verifying, account: null }, work)?.map(({ world: after, ...rest }) => ({
      ...rest,
      world: { ...world, means: rest.outcome === proves ? PROVEN_MEANS : after.means, verifying: after.verifying },
    }))
  }

  private onAccount(world: GroupWorld, work: Work, signature: Signature): readonly Answered<GroupWorld>[] {
    if (work.args.account_id !== REFS.own) return [{ outcome: UNAVAILABLE, gives: {}, world }]
    const divided = this.divide(world, work)
    // A number that was bound needs no second proof, and whoever binds another one begins anew.
    const after = ({ changed, group }: Omit<Divided, 'outcome'>): GroupWorld => ({
      ...world,
      group,
      verifying: changed ? NOTHING_SENT : world.verifying,
    })
    const answered = divided.map((one) => ({ outcome: one.outcome, gives: given(signature), world: after(one) }))
    return world.faulted ? answered : [...answered, ...this.faults(world, work, divided)]
  }

  /** The service fails once at this work, if it has not failed before: nothing is done, or an act is done and its answer lost. */
  private faults(world: GroupWorld, work: Work, divided: readonly Divided[]): readonly Answered<GroupWorld>[] {
    const failed = { outcome: UNAVAILABLE, gives: {} }
    const undone = { ...failed, world: { ...world, faulted: true }, fault: { operation: work.name, mode: 'unavailable' as const } }
    if (!divided.some(({ changed }) => changed)) return [undone]
    const group = this.number(divided.flatMap((one) => this.accounts(one)))
    return [undone, { ...failed, world: { ...world, group, faulted: true }, fault: { operation: work.name, mode: 'slow' as const } }]
  }

  private divide({ group, verifying }: GroupWorld, work: Work): readonly Divided[] {
    const possessed = verifying.possession === 'proven' && verifying.number === work.args.new_phone
    const key = `${group}|${work.kind}${work.name}|${work.args.new_phone ?? ''}|${possessed}`
    const known = this.divided.get(key)
    if (known) return known
    const parts = new Map<string, { outcome: string; changed: boolean; accounts: Account[] }>()
    for (const account of this.accounts({ group })) {
      const { outcome, after } = workedOn(account, work, verifying)
      const changed = after !== account
      const part = parts.get(`${outcome}|${changed}`) ?? { outcome, changed, accounts: [] }
      part.accounts.push(after)
      parts.set(`${outcome}|${changed}`, part)
    }
    const divided = [...parts.values()].map(({ outcome, changed, accounts }) => ({ outcome, changed, group: this.number(accounts) }))
    this.divided.set(key, divided)
    return divided
  }

  /** What the user may do before the next answer. Before anything has looked at the account it is any of those walked anyway. */
  deeds(world: GroupWorld, advised: readonly string[], mayWait: boolean): readonly Deed<GroupWorld>[] {
    return deedsIn(world, this.isAny(world) ? [] : advised.flatMap((advice) => this.done(world, own(ACTIONS, advice) ?? [])), mayWait)
  }

  /** What others may have done to the account before an act, or a look. */
  meanwhile(world: GroupWorld, before: Pick<Work, 'kind' | 'name'>): readonly Deed<GroupWorld>[] {
    if (this.isAny(world)) return []
    return (before.kind === 'act' ? CHANGES : (own(TURNS, before.name) ?? [])).flatMap((fields) => this.done(world, [{ action: 'patch', fields }]))
  }

  isAny({ group }: Pick<GroupWorld, 'group'>): boolean {
    return group === this.start.group
  }

  private done(world: GroupWorld, phone: Deed['phone']): readonly Deed<GroupWorld>[] {
    const group = this.after(world.group, phone)
    return group === world.group ? [] : [{ phone, waits: false, world: { ...world, group } }]
  }

  private after(group: number, phone: Deed['phone']): number {
    const key = `${group}|${JSON.stringify(phone)}`
    const known = this.mapped.get(key)
    if (known !== undefined) return known
    const after = this.number(this.accounts({ group }).map((account) => afterActions(account, phone)))
    this.mapped.set(key, after)
    return after
  }

  private number(accounts: readonly Account[]): number {
    const members = new Map(accounts.map((account) => [this.idOf(account), account]))
    const ordered = [...members].sort(([a], [b]) => a - b)
    const key = ordered.map(([id]) => id).join(',')
    const known = this.numbers.get(key)
    if (known !== undefined) return known
    this.numbers.set(key, this.members.length)
    return this.members.push(ordered.map(([, account]) => account)) - 1
  }

  /** The same number for accounts that no work tells apart. */
  idOf(account: Account): number {
    const key = accountKey(account)
    const known = this.ids.get(key)
    if (known !== undefined) return known
    this.ids.set(key, this.ids.size)
    return this.ids.size - 1
  }
}

/** No check and no act reads what ownership is proven with. */
export const withoutMeans = (account: Account): Account => ({
  ...account,
  verified_contact: null,
  dynamic_code: false,
  face: false,
  face_result: 'pass',
})
