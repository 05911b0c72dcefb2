import type { Purpose } from '../../src/verification/core.js'
import { dynamicCode } from '../../src/verification/dynamicCode.js'
import { ANN, ANNS_PHONE, BEN, BENS_PHONE, hashOf, type Room, START } from './room.js'

const MINUTE = 60_000
const STEP = 30_000
const PURPOSES = ['read', 'change'] as const

export type Command = {
  readonly what: 'send' | 'try' | 'try_dynamic' | 'send_possession' | 'try_possession' | 'face' | 'wait' | 'drop'
  readonly conversation: string
  readonly account: string
  readonly purpose: Purpose
  readonly typed: 'arrived' | 'phone' | 'dynamic' | 'guess'
  readonly phone: string
  readonly back: number
  readonly number: string
  readonly face: 'pass' | 'fail' | 'bad_light'
  readonly minutes: number
}
type Sent = { readonly code: string; readonly at: number }
type Right = { readonly conversation: string; readonly account: string; readonly purpose: Purpose; readonly until: number }

/** Knows from the phones, the dynamic codes and the faces alone what may be proven, and holds the room to it. */
export class GuardModel {
  proven = 0
  #now = START
  #rights: readonly Right[] = []
  #possessions: readonly string[] = []
  readonly #sent = new Map<string, Sent>()

  constructor(private readonly room: Room) {}

  async run(command: Command): Promise<void> {
    // No two inputs come at once.
    this.#now += 1
    const { conversation, account, purpose } = command
    const asked = this.room.asked({ conversation, account, purpose, at: this.#now })
    const number = { number: command.number, numberHash: hashOf(command.number) }
    const code = this.#typed(command)
    const tag = await this.room.desk.tagOf(conversation, code)
    const { desk } = this.room
    switch (command.what) {
      case 'send':
        return this.#noteSent(contactOf(account), [conversation, account, purpose], () => desk.sendOwnershipCode(asked))
      case 'try':
        return this.#noteRight(command, this.#isInForce([conversation, account, purpose], code), await desk.tryOwnershipCode({ ...asked, tag }))
      case 'try_dynamic':
        return this.#noteRight(command, this.#isDynamicCode(account, code), await desk.tryDynamicCode({ ...asked, tag }))
      case 'face':
        this.room.faces.set(account, command.face)
        return this.#noteRight(command, command.face === 'pass', await desk.checkFace(asked))
      case 'send_possession':
        return this.#noteSent(command.number, [conversation, account, command.number], async () => {
          const outcome = await desk.sendPossessionCode({ ...asked, ...number })
          if (outcome !== 'not_verified' && !this.#mayBeProven(conversation, account, 'change'))
            throw new Error('a possession code sent without proof')
        })
      case 'try_possession': {
        const may = this.#isInForce([conversation, account, command.number], code)
        const outcome = await desk.tryPossessionCode({ ...asked, ...number, tag })
        if (outcome === 'verified' && !may) throw new Error('possession without a right code')
        if (outcome === 'verified') this.#possessions = [...this.#possessions, `${conversation} ${account} ${command.number}`]
        return
      }
      case 'wait':
        this.#now += command.minutes * MINUTE
        return
      case 'drop':
        this.#rights = this.#rights.filter((right) => right.conversation !== conversation)
        this.#possessions = this.#possessions.filter((possession) => !possession.startsWith(conversation))
        return desk.dropProofs(conversation)
    }
  }

  /** No proof and no possession holds that the model does not know. */
  async check(): Promise<void> {
    for (const conversation of ['c1', 'c2']) {
      for (const account of [ANN, BEN]) {
        const of = { conversation, accountHash: hashOf(account), at: this.#now }
        for (const purpose of PURPOSES) {
          const holds = (await this.room.desk.requireProof({ ...of, purpose })) === 'ok'
          if (holds && !this.#mayBeProven(conversation, account, purpose))
            throw new Error(`a ${purpose} proof without a right code, dynamic code or face`)
        }
        for (const number of [ANNS_PHONE, '13700000001']) {
          const holds = await this.room.desk.hasPossession({ ...of, numberHash: hashOf(number) })
          if (holds && !this.#possessions.includes(`${conversation} ${account} ${number}`)) throw new Error('a possession held without a right code')
        }
      }
    }
  }

  #typed({ what, typed, phone, back, account, number }: Command): string {
    switch (typed) {
      case 'arrived':
        return this.room.inbox.messages(what === 'try' ? contactOf(account) : number)[0]?.code ?? 'nothing'
      case 'phone':
        return this.room.inbox.messages(phone)[back]?.code ?? 'nothing'
      case 'dynamic':
        return dynamicCode(this.#secretOf(account), this.#now)
      case 'guess':
        return '000000'
    }
  }

  /** A newer send replaces the code, even where nothing arrived. */
  async #noteSent(phone: string, of: readonly string[], send: () => Promise<unknown>): Promise<void> {
    const before = this.room.inbox.messages(phone).length
    const outcome = await send()
    if (outcome === 'limited') return
    const [newest] = this.room.inbox.messages(phone)
    if (newest !== undefined && this.room.inbox.messages(phone).length > before) this.#sent.set(of.join(' '), { code: newest.code, at: this.#now })
  }

  #noteRight({ conversation, account, purpose }: Command, may: boolean, outcome: string): void {
    if (outcome !== 'verified') return
    if (!may) throw new Error('verified without a right code, dynamic code or face')
    this.proven++
    this.#rights = [...this.#rights, { conversation, account, purpose, until: this.#now + 15 * MINUTE }]
  }

  #isInForce(of: readonly string[], code: string): boolean {
    const sent = this.#sent.get(of.join(' '))
    return sent !== undefined && sent.code === code && this.#now < sent.at + 5 * MINUTE
  }

  #isDynamicCode(account: string, code: string): boolean {
    return [-STEP, 0, STEP].some((apart) => dynamicCode(this.#secretOf(account), this.#now + apart) === code)
  }

  #mayBeProven(conversation: string, account: string, purpose: Purpose): boolean {
    return this.#rights.some(
      (right) =>
        right.conversation === conversation &&
        right.account === account &&
        (right.purpose === purpose || right.purpose === 'change') &&
        this.#now < right.until,
    )
  }

  #secretOf(account: string): string {
    return this.room.contacts.get(account)?.dynamic_secret ?? ''
  }
}

function contactOf(account: string): string {
  return account === ANN ? ANNS_PHONE : BENS_PHONE
}
