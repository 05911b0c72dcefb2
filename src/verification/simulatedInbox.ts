import * as z from 'zod'
import type { Sms, SmsSender } from './sms.js'

const KEPT_PER_NUMBER = 20

const keptSchema = z
  .strictObject({ key: z.string(), at: z.number(), text: z.string(), code: z.string(), purpose: z.enum(['ownership', 'possession']) })
  .readonly()
const contentSchema = z.record(z.string(), z.array(keptSchema).readonly()).readonly()

type Content = z.infer<typeof contentSchema>
export type InboxMessage = Omit<z.infer<typeof keptSchema>, 'key'>

/** Where the inbox is kept between two runs; `load` gives undefined when nothing is there yet. */
export type InboxFile = { load(): Promise<unknown>; save(content: unknown): Promise<void> }

/** The phones of the simulation: they receive what is sent, and anybody may read them. */
export type SimulatedInbox = SmsSender & {
  /** Newest first. */
  messages(number: string): readonly InboxMessage[]
  clear(number?: string): Promise<void>
}

export async function simulatedInbox(file: InboxFile = inMemory): Promise<SimulatedInbox> {
  let content = contentSchema.parse((await file.load()) ?? {})
  let queue: Promise<void> = Promise.resolve()

  /** One change after another; what could not be saved has not happened, so a repeat does it anew. */
  function change(next: (before: Content) => Content): Promise<void> {
    const changed = queue.then(async () => {
      const after = next(content)
      await file.save(after)
      content = after
    })
    // The caller is told of a failure; the queue only has to go on.
    queue = changed.then(
      () => undefined,
      () => undefined,
    )
    return changed
  }

  return {
    send: (sms) => change((before) => delivered(before, sms)),
    messages: (number) => messagesOf(content, number).map(({ at, text, code, purpose }) => ({ at, text, code, purpose })),
    clear: (number) =>
      change((before) => (number === undefined ? {} : Object.fromEntries(Object.entries(before).filter(([other]) => other !== number)))),
  }
}

const inMemory: InboxFile = { load: async () => undefined, save: async () => undefined }

function delivered(content: Content, { key, to, text, code, purpose, at }: Sms): Content {
  const earlier = to === null ? [] : messagesOf(content, to)
  if (to === null || earlier.some((message) => message.key === key)) return content
  return { ...content, [to]: [{ key, at, text, code, purpose }, ...earlier].slice(0, KEPT_PER_NUMBER) }
}

function messagesOf(content: Content, number: string): Content[string] {
  return Object.hasOwn(content, number) ? (content[number] ?? []) : []
}
