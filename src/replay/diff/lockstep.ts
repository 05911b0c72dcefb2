import type { Account } from '../../accounts/model.js'
import type { Program } from '../../dialog/program.js'
import type { AccountState } from '../explore/accountStates.js'
import { type Answer, opening, type Utterances } from '../explore/answers.js'
import { stateKey } from '../explore/key.js'
import { livenessOf, sharedSlots } from '../explore/liveness.js'
import { type Via, viaAfter } from '../explore/walk.js'
import { anyWorld, candidates, type Deed, worldKey } from '../explore/world.js'
import { Worlds } from '../explore/worlds.js'
import { type Changed, changedBetween } from './behaviour.js'
import { type Change, changesOfOutlook, changesOfTurn, otherNodes, partingPlace, questionOf, sameDid, standing } from './changes.js'
import { Groups } from './groups.js'
import { type Outlook, Outlooks } from './outlook.js'
import { type Pair, pairs } from './pairing.js'
import { type MayDiffer, mayDifferIn } from './reach.js'
import { type Outcome, Side } from './side.js'
import { mayTry, troubleOn } from './trouble.js'
import { Worked } from './worked.js'

export type Walking = {
  readonly base: Program
  readonly next: Program
  readonly states: readonly AccountState[]
  readonly utterances: Utterances
  readonly maxPairs?: number
  progress?(text: string): void
}
type Noted = { readonly pair: Pair; readonly changes: readonly Change[]; readonly place: string; readonly path: string; readonly via: Via }
/** Two conversations in which the same was said, one on each revision. */
type Standing = Pair & { readonly via: Via }
const MAX_PAIRS = 500_000
const PROGRESS_EVERY = 20_000

/** Walks both revisions side by side under the same answers, breadth first over pairs of conversations, and notes where they part. */
export class Lockstep {
  readonly groups = new Groups()
  private readonly worlds = new Worlds(worldKey)
  private readonly base: Side
  private readonly next: Side
  private readonly queue: Standing[] = []
  private readonly met = new Set<string>()
  private readonly worked: Worked
  private readonly outlooks: { readonly base: Outlooks; readonly next: Outlooks }
  private readonly mayDiffer: readonly [MayDiffer, MayDiffer]
  private readonly edited: ReadonlySet<Account>
  private readonly keyOf: (side: Side, conversation: number) => string
  /** Pairs that were walked on from. */
  walked = 0

  constructor(
    private readonly walking: Walking,
    private readonly changed: Changed = changedBetween(walking.base, walking.next),
  ) {
    const { base, next, states, utterances } = walking
    this.base = new Side(base, states, utterances, this.worlds)
    this.next = new Side(next, states, utterances, this.worlds)
    this.worked = new Worked(this.base, this.next)
    // What may still come where the account is not known yet is told by the personas: their variations only add more of the same.
    const plain = states.filter(({ patch }) => patch === undefined)
    this.edited = new Set(states.flatMap(({ account, patch }) => (patch === undefined ? [] : [account])))
    const few = plain.length > 0 ? plain : states
    this.outlooks = { base: new Outlooks(this.base.withOnly(few)), next: new Outlooks(this.next.withOnly(few)) }
    this.mayDiffer = [mayDifferIn(base, changed), mayDifferIn(next, changed)]
    const [live, shared] = [livenessOf(base), sharedSlots(base)]
    this.keyOf = (side, conversation) => stateKey(live, shared, side.state(conversation))
  }

  /** False when there were more pairs than may be walked. */
  run(): boolean {
    const { maxPairs = MAX_PAIRS, progress = () => undefined } = this.walking
    for (const answer of this.openings()) {
      const via = viaAfter(null, answer)
      for (const pair of pairs(this.base.begin(answer, anyWorld), this.next.begin(answer, anyWorld), null)) this.compare(null, pair, via)
    }
    for (; this.walked < this.queue.length; this.walked++) {
      if (this.walked >= maxPairs) return false
      if (this.walked > 0 && this.walked % PROGRESS_EVERY === 0) progress(`${this.walked} pairs, ${this.queue.length - this.walked} waiting`)
      const pair = this.queue[this.walked]
      if (pair) this.expand(pair)
    }
    return true
  }

  private openings(): readonly Answer[] {
    const { base, next, utterances } = this.walking
    const intents = [base, next].flatMap(({ dialogs, interrupts }) => [
      ...Object.values(dialogs).flatMap(({ startsOn }) => startsOn),
      ...interrupts.flatMap(({ on }) => ('intent' in on ? [on.intent] : [])),
    ])
    return [...new Set(intents)].flatMap((intent) => [false, true].map((known) => opening(intent, known, utterances)))
  }

  private expand({ base, next, origin, via }: Standing): void {
    const answers = this.next.trials(next.conversation)
    const trouble = troubleOn(via)
    for (const answer of this.base.trials(base.conversation)) {
      if (!mayTry(answer, via, trouble)) continue
      const other = answers.find((one) => nameOf(one) === nameOf(answer))
      if (!other) continue
      for (const [deed, same] of this.deeds(base, next)) {
        const after = viaAfter(via, other, deed)
        const outside = `${this.worlds.number(deed.world)}/${this.worlds.number(same.world)}/${this.numberOf(origin)}`
        if (this.worked.has([base.conversation, answer], [next.conversation, other], { outside, trouble: troubleOn(after) })) continue
        const turns = pairs(this.base.turn(base.conversation, answer, deed.world), this.next.turn(next.conversation, other, same.world), origin)
        for (const pair of turns) this.compare({ base, next }, pair, after)
      }
    }
  }

  /** Nothing, or what both have advised. */
  private deeds(base: Outcome, next: Outcome): readonly (readonly [Deed, Deed])[] {
    const [ofBase, ofNext] = [this.base.deeds(base.conversation, base.world), this.next.deeds(next.conversation, next.world)]
    return ofBase.flatMap((deed) => {
      const same = ofNext.find(({ phone }) => JSON.stringify(phone) === JSON.stringify(deed.phone))
      return same ? [[deed, same] as const] : []
    })
  }

  /** Holds one turn of both against each other, and goes on where both still ask the same. */
  private compare(stood: { readonly base: Outcome; readonly next: Outcome } | null, pair: Pair, before: Via): void {
    const { base, next } = pair
    const via: Via = { ...before, origin: before.origin ?? base.origin ?? next.origin, codeFor: next.codeFor ?? base.codeFor }
    const place = this.placeOf(stood, pair)
    const difference = { place, pair, via, path: `${stood?.base.conversation}/${stood?.next.conversation}/${JSON.stringify(before.answer.write)}` }
    if (!this.goOnAlike(base, next)) {
      this.note({ ...difference, changes: changesOfOutlook(this.outlook(this.base, base), this.outlook(this.next, next)) })
      this.meetAgain({ ...pair, via })
      return
    }
    if (!sameDid(base.did, next.did)) this.note({ ...difference, changes: changesOfTurn(base.did, next.did) })
    if (base.did.end === null) this.goOn({ ...pair, via })
  }

  /** Where the ways part: at a node that has changed, if one is under way, else at the last one that both passed. */
  private placeOf(stood: { readonly base: Outcome } | null, { base, next }: Pair): string {
    const place = partingPlace(stood && standing(this.base, stood.base), base.did, next.did)
    if (this.changed.nodes.has(place) || stood === null) return place
    const under = this.base
      .state(stood.base.conversation)
      .frames.flatMap(({ dialog, node, diagnosis }) => [...(diagnosis ? [`${dialog}/${diagnosis.node}`] : []), `${dialog}/${node}`])
    return under.findLast((node) => this.changed.nodes.has(node)) ?? place
  }

  /** Both end, or both ask the same: then what follows is walked side by side. */
  private goOnAlike(base: Outcome, next: Outcome): boolean {
    if (base.did.end !== null || next.did.end !== null) return base.did.end !== null && next.did.end !== null
    const at = standing(this.base, base)
    if (at !== null && at === standing(this.next, next)) {
      const [ofBase, ofNext] = [this.base.answers(base.conversation), this.next.answers(next.conversation)]
      return ofBase.length === 0 || ofNext.length === 0 || ofBase.some((answer) => ofNext.some((other) => nameOf(other) === nameOf(answer)))
    }
    const question = questionOf(this.base, base.conversation)
    return question !== '?' && question === questionOf(this.next, next.conversation)
  }

  private goOn(pair: Standing): void {
    const { base, next, origin, via } = pair
    const place = `${base.conversation}/${next.conversation}/${this.worlds.number(base.world)}/${this.worlds.number(next.world)}/${this.numberOf(origin)}`
    const trouble = troubleOn(via)
    const key = trouble === null ? place : `${place}/${trouble}${via.answer.kind === 'nonsense'}`
    // Whoever had no trouble yet may still have any, so what such a way has met is known.
    if (this.met.has(key) || this.met.has(place)) return
    // Trouble is the same for an account and for the persona that it differs from in one field.
    if (trouble !== null && origin !== null && this.edited.has(origin)) return
    this.met.add(key)
    if (this.cannotDiffer(base, next)) return
    this.options(pair)
    this.queue.push(pair)
  }

  /** The same conversation in the same outside, and nothing that has changed can be reached from it. */
  private cannotDiffer(base: Outcome, next: Outcome): boolean {
    const [baseMay, nextMay] = this.mayDiffer
    if (baseMay(this.base.state(base.conversation)) || nextMay(this.next.state(next.conversation))) return false
    return (
      this.worlds.number(base.world) === this.worlds.number(next.world) &&
      this.keyOf(this.base, base.conversation) === this.keyOf(this.next, next.conversation)
    )
  }

  /** Options that only one of them offers, and where they lead. */
  private options({ base, next, origin, via }: Standing): void {
    const [ofBase, ofNext] = [this.base.answers(base.conversation), this.next.answers(next.conversation)]
    const missing = (all: readonly Answer[], others: readonly Answer[]) =>
      all.filter((answer) => !others.some((other) => nameOf(other) === nameOf(answer)))
    const at = { place: standing(this.next, next) ?? '(menu)', pair: { base, next, origin }, path: `${base.conversation}/${next.conversation}` }
    for (const answer of missing(ofBase, ofNext)) {
      const led = this.leads(this.base, base, answer)
      this.note({ ...at, via, changes: [{ type: 'option_gone', option: nameOf(answer), led }] })
    }
    for (const answer of missing(ofNext, ofBase)) {
      const leads = this.leads(this.next, next, answer)
      this.note({ ...at, via: viaAfter(via, answer), changes: [{ type: 'option_new', option: nameOf(answer), leads }] })
    }
  }

  private leads(side: Side, { conversation, world }: Outcome, answer: Answer): readonly string[] {
    return [...new Set(side.turn(conversation, answer, world).flatMap((outcome) => [...this.outlook(side, outcome).ends.keys()]))].sort()
  }

  /** A question that only one asks: after its answer both may stand at the same place again, and go on side by side. */
  private meetAgain({ base, next, origin, via }: Standing): void {
    if (base.did.end !== null || next.did.end !== null) return
    for (const { after, via: longer } of ahead(this.next, next, via))
      if (this.isThere(base, after)) this.goOn({ base, next: after, origin, via: longer })
    for (const { after } of ahead(this.base, base, via)) if (this.isThere(after, next)) this.goOn({ base: after, next, origin, via })
  }

  private isThere(base: Outcome, next: Outcome): boolean {
    const isOpen = base.did.end === null && next.did.end === null
    return isOpen && this.worlds.number(base.world) === this.worlds.number(next.world) && this.goOnAlike(base, next)
  }

  private outlook(side: Side, outcome: Outcome): Outlook {
    return (side === this.base ? this.outlooks.base : this.outlooks.next).of(outcome)
  }

  private note(noted: Noted): void {
    const { pair, changes, place, path, via } = noted
    const { base, next, origin } = pair
    const accounts = origin === null ? candidates(next.world, this.walking.states) : [origin]
    this.groups.add({
      place,
      path: troubleOn(via) === null ? path : null,
      via,
      origin,
      accounts,
      changes: changes.length > 0 ? changes : [otherNodes(base.did, next.did)],
    })
  }

  private readonly numbers = new Map<Account | null, number>()
  private numberOf(account: Account | null): number {
    const known = this.numbers.get(account)
    if (known !== undefined) return known
    this.numbers.set(account, this.numbers.size)
    return this.numbers.size - 1
  }
}

/** An option by its name, a value by what stands for it in replays. */
const nameOf = ({ write }: Answer): string => String(write.tap ?? write.user)

/** One turn further. */
const ahead = (side: Side, from: Outcome, via: Via): readonly { readonly after: Outcome; readonly via: Via }[] =>
  side
    .answers(from.conversation)
    .flatMap((answer) => side.turn(from.conversation, answer, from.world).map((after) => ({ after, via: viaAfter(via, answer) })))
