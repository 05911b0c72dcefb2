import type { Program } from '../../dialog/program.js'
import type { AccountState } from '../explore/accountStates.js'
import type { Utterances } from '../explore/answers.js'
import { writeReplay } from '../explore/writeReplay.js'
import { changedBetween, nothingChanged } from './behaviour.js'
import { endsDifferently, type Fact } from './facts.js'
import { factsIn, type Group } from './groups.js'
import { Lockstep } from './lockstep.js'
import { concerned, sentence } from './sentences.js'

/** One thing that differs, with how many it concerns; `of` names them. */
export type Told = {
  readonly fact: Fact
  readonly says: string
  readonly accounts: number
  readonly paths: number
  readonly personas: readonly string[]
}
export type ToldGroup = { readonly place: string; readonly endsDifferently: boolean; readonly differences: readonly Told[]; readonly replay: string }
export type Explored = {
  /** False where nothing but words differs: then there is nothing to walk. */
  readonly walked: boolean
  readonly pairs: number
  readonly accountStates: number
  /** False when there was more than may be walked. */
  readonly complete: boolean
  /** Interrupts or the menu have changed, which a walk of sensible answers meets at the beginning only. */
  readonly asideChanged: boolean
  readonly groups: readonly ToldGroup[]
}
export type Exploring = {
  readonly base: Program
  readonly next: Program
  readonly states: readonly AccountState[]
  readonly utterances: Utterances
  readonly maxPairs?: number
  progress?(text: string): void
}

/** Every account state and every answer of somebody who wants to be helped, on both programs. */
export function diffExplored(exploring: Exploring): Explored {
  const { base, next, states } = exploring
  const changed = changedBetween(base, next)
  if (nothingChanged(changed)) return { walked: false, pairs: 0, accountStates: states.length, complete: true, asideChanged: false, groups: [] }
  const lockstep = new Lockstep(exploring, changed)
  const complete = lockstep.run()
  const groups = lockstep.groups.all.map((group) => toldGroup(group, states))
  return { walked: true, pairs: lockstep.walked, accountStates: states.length, complete, asideChanged: changed.aside, groups }
}

function toldGroup(group: Group, states: readonly AccountState[]): ToldGroup {
  const differences = factsIn(group).map(({ fact, accounts, paths }): Told => {
    const who = concerned(accounts.size, states.length, Math.max(1, paths.size))
    const personas = [...new Set(states.flatMap(({ persona, account }) => (accounts.has(account) ? [persona] : [])))]
    const says = sentence(fact, who, accounts.size === 1 || accounts.size >= states.length)
    return { fact, says, accounts: accounts.size, paths: paths.size, personas }
  })
  const { via, origin } = group.shown
  return {
    place: group.place,
    endsDifferently: endsDifferently(differences.map(({ fact }) => fact)),
    differences,
    replay: writeReplay({ via, account: origin }, states),
  }
}
