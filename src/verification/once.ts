import type * as z from 'zod'
import type { Asked, Deps } from './deps.js'

/** An operation under its key: what it works on is pinned by the first call, and its result is kept. */
export type Once<Outcome extends string> = {
  readonly operation: string
  readonly subject: string
  readonly outcomes: z.ZodType<Outcome>
  /** May run again after a crash, with the same pinned subject; all that it changes is keyed by `key`. */
  work(key: string, subject: string): Promise<Outcome>
}

/** Runs the operation unless its result is known. The stored key is derived, so it names neither conversation nor input. */
export async function once<Outcome extends string>({ store, secrets }: Deps, asked: Asked, what: Once<Outcome>): Promise<Outcome> {
  const key = operationKey(secrets, asked, what.operation)
  const claimed = await store.claim({ key, conversation: asked.conversation, subject: what.subject, at: asked.at })
  if (claimed.result !== null) return what.outcomes.parse(claimed.result)
  const outcome = await what.work(key, claimed.subject)
  return what.outcomes.parse(await store.keep(key, outcome))
}

export function operationKey(secrets: Deps['secrets'], asked: Asked, operation: string): string {
  return secrets.derive('operation', operation, asked.key)
}
