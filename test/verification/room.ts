import { createHash } from 'node:crypto'
import type { Contact } from '../../src/accounts/port.js'
import type { Asked, Deps } from '../../src/verification/deps.js'
import { limitsSchema } from '../../src/verification/limits.js'
import { memoryStore } from '../../src/verification/memoryStore.js'
import { type SimulatedInbox, simulatedInbox } from '../../src/verification/simulatedInbox.js'
import type { VerificationStore } from '../../src/verification/store.js'
import { type Verification, verification } from '../../src/verification/verification.js'

export const START = Date.UTC(2030, 0, 1)
export const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'
export const ANN = '100001'
export const BEN = '100002'
/** Has no verified contact, dynamic code or face. */
export const BARE = '100003'
export const NOBODY = '999999'
export const ANNS_PHONE = '13800000001'
export const BENS_PHONE = '13800000002'

export const hashOf = (value: string): string => createHash('sha256').update(value).digest('hex').slice(0, 16)

const contact = (verified_contact: string | null, has: boolean, dynamic_secret = SECRET): Contact => ({
  verified_contact,
  dynamic_code: has,
  dynamic_secret,
  face: has,
})

type Faces = 'pass' | 'fail' | 'bad_light'
export type Room = {
  readonly desk: Verification
  readonly inbox: SimulatedInbox
  readonly store: VerificationStore
  readonly contacts: Map<string, Contact>
  readonly faces: Map<string, Faces>
  asked(over?: Partial<Asked>): Asked
  /** The code that lies on top of this phone's inbox. */
  codeOn(number: string): string
  /** Sends a code and types it; the outcome of the try. */
  proveBySms(over?: Partial<Asked>): Promise<string>
  /** Types a code. */
  type(code: string, over?: Partial<Asked>): Promise<string>
}

export type RoomOptions = {
  readonly store?: VerificationStore
  readonly limits?: Readonly<Record<string, number>>
  readonly wrap?: (deps: Pick<Deps, 'store' | 'accounts' | 'sms'>) => Pick<Deps, 'store' | 'accounts' | 'sms'>
}

/** A desk on fakes that work: an account book, phones, salts from a counter. Every call of `asked` makes a key of its own. */
export async function room({ store = memoryStore(), limits = {}, wrap = (deps) => deps }: RoomOptions = {}): Promise<Room> {
  const inbox = await simulatedInbox()
  const contacts = new Map([
    [ANN, contact(ANNS_PHONE, true)],
    [BEN, contact(BENS_PHONE, true, 'KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU')],
    [BARE, contact(null, false)],
  ])
  const faces = new Map<string, Faces>([
    [ANN, 'pass'],
    [BEN, 'pass'],
  ])
  const accounts = {
    contactOf: async (id: string) => contacts.get(id) ?? null,
    faceResult: async (id: string) => faces.get(id) ?? null,
  }
  let salts = 0
  let keys = 0
  const desk = verification({
    ...wrap({ store, accounts, sms: inbox }),
    serverKey: Buffer.alloc(32, 7),
    limits: limitsSchema.parse(limits),
    random: (bytes) => createHash('sha256').update(String(salts++)).digest().subarray(0, bytes),
  })

  function asked(over: Partial<Asked> = {}): Asked {
    const account = over.account ?? ANN
    return { conversation: 'c1', account, accountHash: hashOf(account), purpose: 'change', key: `key ${keys++}`, at: START, ...over }
  }
  function codeOn(number: string): string {
    const [newest] = inbox.messages(number)
    if (newest === undefined) throw new Error(`expected a message on ${number}`)
    return newest.code
  }
  async function type(code: string, over: Partial<Asked> = {}): Promise<string> {
    const from = asked(over)
    return desk.tryOwnershipCode({ ...from, tag: await desk.tagOf(from.conversation, code) })
  }
  async function proveBySms(over: Partial<Asked> = {}): Promise<string> {
    const from = asked(over)
    await desk.sendOwnershipCode(from)
    return type(codeOn(contacts.get(from.account)?.verified_contact ?? ''), { ...over, key: `${from.key} try` })
  }
  return { desk, inbox, store, contacts, faces, asked, codeOn, proveBySms, type }
}

/** A code that differs from this one. */
export function otherThan(code: string): string {
  return String((Number(code) + 1) % 1_000_000).padStart(6, '0')
}

/** How often each outcome came. */
export function tally(outcomes: readonly string[]): Record<string, number> {
  const sums = new Map<string, number>()
  for (const outcome of outcomes) sums.set(outcome, (sums.get(outcome) ?? 0) + 1)
  return Object.fromEntries(sums)
}
