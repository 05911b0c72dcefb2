import type { Account } from '../../accounts/model.js'
import type { Answer, Breadth } from './answers.js'
import { IntList } from './intList.js'
import type { Deed, Fault } from './world.js'

/** What an edge may be used for by the rules about walks; several can hold at once. */
export const EDGE = {
  /** An option or a value: the question itself is answered. */
  answers: 1,
  /** What somebody does who wants to be helped and holds what is asked for. */
  sensible: 2,
  nonsense: 4,
  silence: 8,
  human: 16,
  /** Hands over to a person in the same turn. */
  escalates: 32,
} as const

/** Where a turn that ends a problem leads, as far as distances go. */
export const END = -1

/** One turn of the shortest way to a state, with the turns before it. */
export type Via = {
  readonly before: Via | null
  readonly turns: number
  readonly answer: Answer
  /** What the user did on the phone first. */
  readonly phone: Deed['phone']
  /** Waited first, until codes were too old. */
  readonly waits: boolean
  /** The account, as it was at first, where this turn showed which one it is. */
  readonly origin: Account | null
  /** The act that took the code typed in this turn. */
  readonly codeFor: string | null
  /** What failed in this turn. */
  readonly fault: Fault | null
  /** The conversation that the turn led to; null while it is under way. */
  readonly to: number | null
}

export const viaAfter = (before: Via | null, answer: Answer, deed: Pick<Via, 'phone' | 'waits'> = { phone: [], waits: false }): Via => ({
  before,
  turns: (before?.turns ?? 0) + 1,
  answer,
  phone: deed.phone,
  waits: deed.waits,
  origin: null,
  codeFor: null,
  fault: null,
  to: null,
})

/** The turns of a way, from its first. */
export function wayTo(last: Via): readonly Via[] {
  const ways: Via[] = []
  for (let via: Via | null = last; via !== null; via = via.before) ways.unshift(via)
  return ways
}

/** Every state that was reached, a conversation in a world, with the edges between them. */
export class Walk {
  readonly conversations = new IntList()
  readonly worlds = new IntList()
  readonly vias: Via[] = []
  readonly edgeFrom = new IntList()
  readonly edgeUse = new IntList()
  readonly edgeStart = new IntList()
  readonly targets = new IntList()
  /** How each state was walked. */
  readonly breadths: (Breadth | null)[] = []
  private readonly ids = new Map<number, number>()

  get states(): number {
    return this.conversations.length
  }

  /** The number of a state that was reached before. */
  known(conversation: number, world: number): number | undefined {
    return this.ids.get(conversation * WORLDS + world)
  }

  /** Numbers a new state. */
  add(conversation: number, world: number, via: Via): number {
    const id = this.conversations.push(conversation)
    this.ids.set(conversation * WORLDS + world, id)
    this.worlds.push(world)
    this.vias.push(via)
    this.breadths.push(null)
    return id
  }

  edge(from: number, use: number, targets: readonly number[]): number {
    this.edgeFrom.push(from)
    this.edgeStart.push(this.targets.length)
    for (const target of targets) this.targets.push(target)
    return this.edgeUse.push(use)
  }

  via(id: number): Via {
    const via = this.vias[id]
    if (!via) throw new Error(`expected a state numbered ${id}, found ${this.states} of them`)
    return via
  }

  targetsOf(edge: number): readonly number[] {
    const from = this.edgeStart.at(edge)
    const to = edge + 1 < this.edgeStart.length ? this.edgeStart.at(edge + 1) : this.targets.length
    return Array.from({ length: to - from }, (_, index) => this.targets.at(from + index))
  }
}

/** More worlds than any walk meets. */
export const WORLDS = 2 ** 22
