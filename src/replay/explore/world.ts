import type { Account } from '../../accounts/model.js'
import { operate } from '../../accounts/operate.js'
import { checkNameSchema, type PreparedAct, plainActNameSchema, type UserAction } from '../../accounts/operations.js'
import { covers, type Proof, type Signature, type Signatures, signatureOf } from '../../dialog/program.js'
import { NOT_VERIFIED, UNAVAILABLE } from '../../engine/inputs.js'
import type { Work } from '../../engine/state.js'
import { own } from '../../shared/own.js'
import { type AccountState, accountKey } from './accountStates.js'
import { NUMBERS } from './numbers.js'
import { ANY_MEANS, codesExpired, type Means, meansTried, NO_MEANS, NOTHING_SENT, type Verified, type Verifying, verify } from './verifying.js'

/**
 * The outside of one conversation. Until something looks at the account it may be any of those whose owner has the same means of proof:
 * what happens before then is walked once for all of them.
 */
export type World = { readonly means: Means; readonly account: Account | null; readonly verifying: Verifying }

/** The service fails at one operation, once too often for the retry; `slow`: what was asked for is done, only the answer is lost. */
export type Fault = { readonly operation: string; readonly mode: 'unavailable' | 'slow' }

/** One way in which a piece of work can come out, in a world of one kind or another. */
export type Answered<W = World> = {
  readonly outcome: string
  readonly gives: Readonly<Record<string, string>>
  readonly world: W
  readonly origin?: Account
  readonly fault?: Fault
}

/** What answers the work of conversations. */
export interface Surroundings<W> {
  /** Every way in which this work can come out in this world. `held` is the proof held at the time. */
  answer(world: W, work: Work, held: Proof): readonly Answered<W>[]
  /** The account of the conversation is another one, or its proof has ended. */
  afresh(world: W): W
  /** The accounts that this world may be about. */
  accounts(world: W): readonly Account[]
}

/** What the values stand for that a walk fills slots with; the last part is the mask, as in the vault. */
export const REFS = {
  own: 'qq:own:12****89',
  other: 'qq:other:98****21',
  mine: 'phone:mine:139****0002',
  another: 'phone:another:133****0006',
  taken: 'phone:taken:135****0005',
  right: 'code:right',
  wrong: 'code:wrong',
} as const

/** A face check that the account does not have fails. */
export const meansOf = ({ verified_contact, dynamic_code, face, face_result }: Account): Means => ({
  contact: verified_contact !== null,
  dynamic: dynamic_code,
  face: face ? face_result : 'fail',
})

const fits = (known: Means, means: Means): boolean =>
  (known.contact ?? means.contact) === means.contact &&
  (known.dynamic ?? means.dynamic) === means.dynamic &&
  (known.face ?? means.face) === means.face

/** Where nothing is known of the account yet. */
export const anyWorld: World = { means: ANY_MEANS, account: null, verifying: NOTHING_SENT }

/** The accounts that this world may be about. */
export const candidates = (world: World, states: readonly AccountState[]): readonly Account[] =>
  world.account === null ? states.flatMap(({ account }) => (fits(world.means, meansOf(account)) ? [account] : [])) : [world.account]

export type Outside = { readonly states: readonly AccountState[]; readonly signatures: Signatures }

/** Every way in which this work can come out for one account, or for any while none was looked at. `held` is the proof held at the time. */
export const answerWork = (outside: Outside, world: World, work: Work, held: Proof): readonly Answered[] =>
  answerBy(
    outside.signatures,
    { world, work, held },
    {
      verify: () => verifyFor(outside, world, work),
      onAccount: (signature) => onAccount(outside, world, work, signature),
    },
  )

type Asked<W> = { readonly world: W; readonly work: Work; readonly held: Proof }
type Ways<W> = { verify(signature: Signature): readonly Answered<W>[] | undefined; onAccount(signature: Signature): readonly Answered<W>[] }

/** What is the same in every kind of world: the guard, and work that is on no account. */
export function answerBy<W>(signatures: Signatures, { world, work, held }: Asked<W>, ways: Ways<W>): readonly Answered<W>[] {
  const signature = signatureOf(signatures, work.kind, work.name)
  if (!signature) return [{ outcome: UNAVAILABLE, gives: {}, world }]
  if (!covers(held, signature.proof)) return [{ outcome: NOT_VERIFIED, gives: {}, world }]
  const verified = ways.verify(signature)
  if (verified) return verified
  if (isOnAccount(work)) return ways.onAccount(signature)
  // Tickets and the like are moved by others at any time: whatever it may answer, it does.
  return signature.outcomes.flatMap((outcome) => (outcome === UNAVAILABLE ? [] : [{ outcome, gives: given(signature), world }]))
}

/** Tries what the owner would give; as long as nothing is known of it, once with each of the means that some account has. */
export function verifyFor({ states }: Outside, world: World, { name, args }: Work): readonly Answered[] | undefined {
  const attempt = { right: args.code === REFS.right, number: args.new_phone ?? '' }
  if (args.account_id !== REFS.own) return answeredWith(verify(name, world.verifying, NO_MEANS, attempt), world)
  const tried = meansTried(name, attempt.right)
  if (tried === null || world.means[tried] !== null) return answeredWith(verify(name, world.verifying, world.means, attempt), world)
  const possible = [...new Set(candidates(world, states).map((account) => meansOf(account)[tried]))]
  return possible.flatMap((found) => {
    const means = { ...world.means, [tried]: found }
    return answeredWith(verify(name, world.verifying, means, attempt), { ...world, means }) ?? []
  })
}

const answeredWith = (verified: Verified | undefined, world: World): readonly Answered[] | undefined =>
  verified && [{ outcome: verified.outcome, gives: {}, world: { ...world, verifying: verified.after } }]

const checkNames: ReadonlySet<string> = new Set(checkNameSchema.options)
const actNames: ReadonlySet<string> = new Set([...plainActNameSchema.options, 'bind_phone', 'verify_new_phone'])
export const isOnAccount = ({ kind, name }: Pick<Work, 'kind' | 'name'>): boolean => (kind === 'check' ? checkNames : actNames).has(name)

function onAccount(outside: Outside, world: World, work: Work, signature: Signature): readonly Answered[] {
  if (work.args.account_id !== REFS.own) return [{ outcome: UNAVAILABLE, gives: {}, world }]
  return candidates(world, outside.states).map((account) => {
    const seen = { ...world, means: meansOf(account), account }
    const origin = account
    const { outcome, after } = workedOn(account, work, seen.verifying)
    // A number that was bound needs no second proof, and whoever binds another one begins anew.
    const verifying = after === account ? seen.verifying : NOTHING_SENT
    return { outcome, gives: given(signature), world: { ...seen, account: after, verifying }, origin }
  })
}

/** What a check or an act comes to on one account. */
export function workedOn(account: Account, work: Work, verifying: Verifying): { readonly outcome: string; readonly after: Account } {
  const check = checkNameSchema.safeParse(work.name)
  return check.success ? { outcome: operate(account, { name: check.data }, 0).result.outcome, after: account } : carryOut(account, work, verifying)
}

function carryOut(account: Account, { name, args }: Work, verifying: Verifying): { readonly outcome: string; readonly after: Account } {
  const possessed = verifying.possession === 'proven' && verifying.number === args.new_phone
  if ((name === 'bind_phone' || name === 'verify_new_phone') && !possessed) return { outcome: 'possession_ended', after: account }
  const done = operate(account, actOf(account, name, args.new_phone), 0)
  return { outcome: done.result.outcome, after: done.account }
}

function actOf(account: Account, name: string, ref: string | undefined): PreparedAct {
  const plain = plainActNameSchema.safeParse(name)
  if (plain.success) return { name: plain.data }
  const isTaken = ref === REFS.taken
  const phone = isTaken ? NUMBERS.taken : ref === REFS.another ? NUMBERS.another : (account.new_phone ?? NUMBERS.free)
  return name === 'verify_new_phone' ? { name, phone } : { name: 'bind_phone', phone, in_use: isTaken }
}

export const given = ({ gives }: Signature): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(gives).map(([slot, values]) => [slot, values?.[0] ?? `given_${slot}`]))

export const afresh = <W extends { readonly verifying: Verifying }>(world: W): W =>
  world.verifying === NOTHING_SENT ? world : { ...world, verifying: NOTHING_SENT }

/** What the user does besides answering: on the phone, or waiting until a code is too old. */
export type Deed<W = World> = { readonly phone: readonly (UserAction | Patch)[]; readonly waits: boolean; readonly world: W }
export type Patch = { readonly action: 'patch'; readonly fields: Partial<Account> }

/** Nothing, first of all; then what was advised, where it changes anything; then waiting, where a code is open. */
export const deeds = (world: World, advised: readonly string[], mayWait: boolean): readonly Deed[] =>
  deedsIn(
    world,
    advised.flatMap((advice) => follow(world, advice)),
    mayWait,
  )

export function deedsIn<W extends { readonly verifying: Verifying }>(world: W, followed: readonly Deed<W>[], mayWait: boolean): readonly Deed<W>[] {
  const nothing: Deed<W> = { phone: [], waits: false, world }
  if (!mayWait) return [nothing, ...followed.slice(0, 1)]
  const expired = codesExpired(world.verifying)
  const waited = expired.sms !== world.verifying.sms || expired.possession !== world.verifying.possession
  return [nothing, ...followed.slice(0, 1), ...(waited ? [{ phone: [], waits: true, world: { ...world, verifying: expired } }] : [])]
}

/** What others may have done to an account between a question and the act that its answer sets off. */
export const CHANGES: readonly Partial<Account>[] = [
  { status: 'frozen' },
  { unbind: 'complete' },
  { new_phone_verified: true },
  { new_phone: null, bound_phone: null },
  { new_phone: null },
]

/** The same before another look at it, by what it reads first: what the service may have done, and the owner elsewhere. */
export const TURNS: Readonly<Record<string, readonly Partial<Account>[]>> = {
  account_status: [{ status: 'frozen' }, { status: 'banned' }, { status: 'at_risk' }],
  unbind_record: [{ unbind: 'partial' }, { unbind: 'errored' }, { unbind: 'requested' }, { unbind: 'none' }],
  new_phone_verification: [{ new_phone: null, bound_phone: null }],
}

/** Before anything has looked at the account, what the person does to it only makes it another of the accounts walked anyway. */
function follow(world: World, advice: string): readonly Deed[] {
  const before = world.account
  const phone = own(ACTIONS, advice)
  if (before === null || phone === undefined) return []
  const account = afterActions(before, phone)
  return account === before ? [] : [{ phone, waits: false, world: { ...world, account } }]
}

export const afterActions = (account: Account, phone: readonly (UserAction | Patch)[]): Account => phone.reduce(afterAction, account)

const afterAction = (account: Account, action: UserAction | Patch): Account =>
  action.action === 'patch' ? { ...account, ...action.fields } : operate(account, action, 0).account

const logIn: UserAction = { action: 'log_in', method: 'qr_code' }
/** What the user does on the phone who follows an advice. */
export const ACTIONS: Readonly<Record<string, readonly UserAction[]>> = {
  activate: [{ action: 'activate' }],
  update_client: [{ action: 'update_client' }],
  unbind: [{ action: 'request_unbind' }, { action: 'confirm_unbind' }, logIn],
  log_in: [logIn],
  check_login: [logIn],
  undo: [{ action: 'read_notice' }],
}

/** The same for worlds that no walk can tell apart. */
export function worldKey({ means, account, verifying: v }: World): string {
  return `${account === null ? meansKey(means) : accountKey(account)}|${verifyingKey(v)}`
}
export const meansKey = ({ contact, dynamic, face }: Means): string => `${contact}${dynamic}${face}`
export const verifyingKey = (v: Verifying): string => `${v.sms}${v.dynamicLocked}${v.faceLocked}${v.possession}${v.number}${v.counted}${v.wrongs}`
