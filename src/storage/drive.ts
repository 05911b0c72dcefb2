import type { Step, Steps } from './steps.js'

/** Runs a transaction's queries one after the other, at once. */
export function drive<Result>(steps: Steps<Result>, run: (step: Step) => void): Result {
  for (;;) {
    const next = steps.next()
    if (next.done) return next.value
    run(next.value)
  }
}

/** The same where every query has to be waited for. */
export async function driveAsync<Result>(steps: Steps<Result>, run: (step: Step) => Promise<void>): Promise<Result> {
  for (;;) {
    const next = steps.next()
    if (next.done) return next.value
    await run(next.value)
  }
}
