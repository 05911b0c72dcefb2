import * as z from 'zod'
import type { Sms, SmsSender } from './sms.js'

const KEPT_PER_NUMBER = 20

const keptSchema = z
  .strictObject({ key: z.string(), at: z.number(), text: z.string(), code: z.string(), purpose: z.enum(['ownership', 'possession']) })
  .readonly()
const contentSchema = z.record(z.string(), z.array(keptSchema).readonly()).readonly()

type Kept = z.infer<typeof keptSchema>
type Phones = ReadonlyMap<string, readonly Kept[]>
export type InboxMessage = Omit<Kept, 'key'>

/** Where the inbox is kept between two runs; `load` gives undefined when nothing is there yet. */
export type InboxFile = { load(): Promise<unknown>; save(content: unknown): Promise<void> }

/** The phones of the simulation: they receive what is sent, and anybody may read them. */
export type SimulatedInbox = SmsSender & {
  /** Newest first. */
  messages(number: string): readonly InboxMessage[]
  clear(number?: string): Promise<void>
}

/** Without a file it lives as long as the process. */
export async function simulatedInbox(file?: InboxFile): Promise<SimulatedInbox> {
  let phones: Phones = new Map(Object.entries(contentSchema.parse((await file?.load()) ?? {})))
  const sent = new Set([...phones.values()].flat().map((message) => message.key))
  let queue: Promise<void> = Promise.resolve()

  /** One change after another; what could not be saved has not happened, so a repeat does it anew. */
  function change(next: (before: Phones) => Phones): Promise<void> {
    const changed = queue.then(async () => {
      const after = next(phones)
      await file?.save(Object.fromEntries(after))
      phones = after
    })
    // The caller is told of a failure; the queue only has to go on.
    queue = changed.then(
      () => undefined,
      () => undefined,
    )
    return changed
  }

  return {
    async send(sms) {
      await change((before) => (sent.has(sms.key) ? before : delivered(before, sms)))
      sent.add(sms.key)
    },
    messages: (number) => (phones.get(number) ?? []).map(({ at, text, code, purpose }) => ({ at, text, code, purpose })),
    clear: (number) => change((before) => new Map([...before].filter(([other]) => number !== undefined && other !== number))),
  }
}

function delivered(phones: Phones, { key, to, text, code, purpose, at }: Sms): Phones {
  if (to === null) return phones
  return new Map(phones).set(to, [{ key, at, text, code, purpose }, ...(phones.get(to) ?? [])].slice(0, KEPT_PER_NUMBER))
}
