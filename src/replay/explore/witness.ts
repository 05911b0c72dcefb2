import type { Account } from '../../accounts/model.js'
import type { AccountState } from './accountStates.js'
import { Breaches, type Found } from './breaches.js'
import type { Exploration } from './explore.js'
import { withoutMeans } from './groups.js'
import { OneAccount, type OneWorld, oneKey, oneWorld } from './oneAccount.js'
import { Settling } from './settle.js'
import { codesExpired } from './verifying.js'
import { type Via, wayTo } from './walk.js'
import { afterActions } from './world.js'
import { Worlds } from './worlds.js'

/** The first account with which the way of a breach can be gone, and shows it: the walk goes it for many accounts at once. */
export const witnessOf = (exploration: Exploration, found: Found): AccountState | undefined =>
  exploration.exploring.states.find((state) => isShownBy(exploration, found, state))

/** The first account with which this way comes by what has this name; one that is a persona's as it stands, where there is one. */
export function witnessOfPart(exploration: Exploration, name: string, via: Via): AccountState | undefined {
  const { states } = exploration.exploring
  const plainFirst = [...states.filter(({ patch }) => !patch), ...states.filter(({ patch }) => patch)]
  return plainFirst.find((state) => goAlong(exploration, via, state).walked.has(name))
}

/** What is told of a turn under way must be seen again; what is told of a state that was reached, reached by one of the accounts that it is about. */
function isShownBy(exploration: Exploration, { kind, place, via, among }: Found, state: AccountState): boolean {
  if (via === null) return false
  const { breaches, arrived } = goAlong(exploration, via, state)
  const isSeen = breaches.all.some((one) => one.kind === kind && one.place.dialog === place.dialog && one.place.node === place.node)
  const isAmong = (account: Account): boolean => among === undefined || among.includes(exploration.groups.idOf(withoutMeans(account)))
  return isSeen || (via.to !== null && arrived.some(isAmong))
}

/** `arrived`: the account as it is at the end of the way, in every case in which it gets there. */
type Gone = { readonly breaches: Breaches; readonly walked: ReadonlyMap<string, Via>; readonly arrived: readonly Account[] }

/** Goes a way with an account that is known from the beginning. */
function goAlong(exploration: Exploration, via: Via, state: AccountState): Gone {
  const breaches = new Breaches()
  const walked = new Map<string, Via>()
  const settling = accountSettling(exploration, breaches, walked)
  let at: number | null = null
  let reached: readonly OneWorld[] = [oneWorld(state.account)]
  for (const way of wayTo(via)) {
    const segment = at === null ? exploration.graph.begin(way.answer) : exploration.graph.answer(at, way.answer)
    const outcomes = reached.flatMap((world) => settling.turn(segment, prepared(world, way), way))
    if (way.to === null) break
    at = way.to
    reached = outcomes.filter(({ conversation }) => conversation === way.to).map(({ world }) => settling.world(world))
    if (reached.length === 0) return { breaches: new Breaches(), walked: new Map(), arrived: [] }
  }
  return { breaches, walked, arrived: reached.map(({ account }) => account) }
}

/** Conversations on these dialogs, for accounts that are known from the beginning. */
export function accountSettling({ graph, exploring }: Exploration, breaches: Breaches, walked = new Map<string, Via>()): Settling<OneWorld> {
  const { program, states } = exploring
  const outside = { states, signatures: program.signatures }
  return new Settling({ program, outside, surroundings: new OneAccount(outside), graph, worlds: new Worlds(oneKey), breaches, walked })
}

/** What the person does before this turn, and what is about to fail in it. */
function prepared(world: OneWorld, { phone, waits, fault }: Via): OneWorld {
  const verifying = waits ? codesExpired(world.verifying) : world.verifying
  return { ...world, verifying, fault, account: afterActions(world.account, phone) }
}
