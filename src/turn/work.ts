import { UNAVAILABLE, type WorkResult } from '../engine/inputs.js'
import type { Resolve, TurnDeps, WorkOrder } from './deps.js'

export type WorkDone = {
  readonly result: WorkResult /** False when nothing came back: an act may then have happened all the same. */
  readonly certain: boolean
}

/**
 * Carries out a check or an act: 3 s a call, one retry under the same key, never beyond the end of the turn.
 * One fault is not noticed; two give `unavailable`.
 */
export async function carryOut(deps: TurnDeps, order: WorkOrder, resolve: Resolve, endsAt: number): Promise<WorkDone> {
  for (const _attempt of ['first', 'retry']) {
    const left = Math.min(deps.limits.callMs, endsAt - deps.wallNow())
    if (left <= 0) break
    const answer = await withinTime(() => deps.workshop.run(order, resolve), left)
    if (answer.type === 'done' && answer.value.outcome !== UNAVAILABLE) return { result: answer.value, certain: true }
    if (answer.type === 'failed') deps.watch.failed(answer.error, order.conversation)
  }
  return { result: { outcome: UNAVAILABLE, gives: {} }, certain: false }
}

type Timed<T> = { readonly type: 'done'; readonly value: T } | { readonly type: 'failed'; readonly error: unknown } | { readonly type: 'late' }

export async function withinTime<T>(work: () => Promise<T>, ms: number): Promise<Timed<T>> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Timed<T>>((resolve) => {
    timer = setTimeout(() => resolve({ type: 'late' }), ms)
  })
  const done = work().then(
    (value): Timed<T> => ({ type: 'done', value }),
    (error: unknown): Timed<T> => ({ type: 'failed', error }),
  )
  const first = await Promise.race([done, late])
  clearTimeout(timer)
  return first
}
