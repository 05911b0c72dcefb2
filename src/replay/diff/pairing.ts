import type { Account } from '../../accounts/model.js'
import type { Means } from '../explore/verifying.js'
import { meansOf } from '../explore/world.js'
import type { Outcome } from './side.js'

/** One turn of both revisions in one and the same outside. */
export type Pair = { readonly base: Outcome; readonly next: Outcome; readonly origin: Account | null }

/** Puts together what came out on both for the same account and the same answers of the outside. */
export function pairs(bases: readonly Outcome[], nexts: readonly Outcome[], origin: Account | null): readonly Pair[] {
  const byOrigin = new Map<Account | null, Outcome[]>()
  for (const next of nexts) {
    const known = byOrigin.get(next.origin)
    if (known) known.push(next)
    else byOrigin.set(next.origin, [next])
  }
  return bases.flatMap((base) => {
    const fitting = base.origin === null ? nexts : [...(byOrigin.get(base.origin) ?? []), ...(byOrigin.get(null) ?? [])]
    return fitting.flatMap((next) => pairOf(base, next, origin) ?? [])
  })
}

function pairOf(base: Outcome, next: Outcome, before: Account | null): Pair | null {
  if (!agree(base.picks, next.picks)) return null
  if (before !== null) return { base, next, origin: before }
  const origin = base.origin ?? next.origin
  if (origin === null) {
    const means = meansTogether(base.world.means, next.world.means)
    return means && { base: withMeans(base, means), next: withMeans(next, means), origin }
  }
  const [one, other] = [knowing(base, origin), knowing(next, origin)]
  return one && other && { base: one, next: other, origin }
}

/** What one revision has learnt of the account holds for the other too; null where the other has learnt otherwise. */
function knowing(outcome: Outcome, account: Account): Outcome | null {
  const { world } = outcome
  if (world.account !== null) return outcome
  const means = meansTogether(world.means, meansOf(account))
  return means && { ...outcome, world: { ...world, means, account } }
}

const withMeans = (outcome: Outcome, means: Means): Outcome =>
  sameMeans(outcome.world.means, means) ? outcome : { ...outcome, world: { ...outcome.world, means } }

const sameMeans = (a: Means, b: Means): boolean => a.contact === b.contact && a.dynamic === b.dynamic && a.face === b.face

/** Null where they contradict each other. */
function meansTogether(a: Means, b: Means): Means | null {
  const isAtOdds =
    (a.contact ?? b.contact) !== (b.contact ?? a.contact) ||
    (a.dynamic ?? b.dynamic) !== (b.dynamic ?? a.dynamic) ||
    (a.face ?? b.face) !== (b.face ?? a.face)
  return isAtOdds ? null : { contact: a.contact ?? b.contact, dynamic: a.dynamic ?? b.dynamic, face: a.face ?? b.face }
}

/** Where both asked the outside the same, they got the same answer. */
function agree(a: readonly string[], b: readonly string[]): boolean {
  const length = Math.min(a.length, b.length)
  for (let index = 0; index < length; index++) {
    const [one, other] = [a[index] ?? '', b[index] ?? '']
    if (one !== other && one.split(': ')[0] === other.split(': ')[0]) return false
  }
  return true
}
