import { ActivityTypes } from 'botbuilder'
import { readBody } from '../conversations/readBody.js'
import type { Program, Text } from '../dialog/program.js'
import type { StoredActivity } from '../storage/records.js'
import type { Transient } from '../turn/arrival.js'
import { BOT, baseOf, placeOf, render, replyTo, type WireActivity } from './render.js'
import { renderChecks } from './renderChecks.js'

export type DeliveryDeps = {
  /** The program with this hash, from memory or the store; null where it is not known. */
  program(hash: string): Promise<Program | null>
  titles(): Readonly<Record<string, Text>>
  readonly debug: boolean
  /** Told of a message that could not be put into words. */
  failed(error: unknown, conversation: string): void
}

/** Renders what is stored, and what only passes by, for the clients of one conversation. */
export type Delivery = {
  stored(activities: readonly StoredActivity[], user: string): Promise<readonly WireActivity[]>
  /** Null when it cannot be shown: what passes by may be missed. */
  passing(conversation: string, transient: Transient): Promise<WireActivity | null>
}

/** Said in place of a message that cannot be rendered, so that one bad text never holds up the others. */
const APOLOGY =
  '抱歉，这条消息暂时无法显示，请稍后再试，或者回复“人工”。\n\nSorry, this message cannot be shown right now. Please try again later, or reply "agent".'

export function createDelivery(deps: DeliveryDeps): Delivery {
  const programOf = (activity: StoredActivity): Promise<Program | null> => {
    const body = readBody(activity.body)
    return body.type === 'bot_said' ? deps.program(body.program) : Promise.resolve(null)
  }

  async function one(activity: StoredActivity, user: string): Promise<WireActivity> {
    try {
      return render(activity, await programOf(activity), { titles: deps.titles(), user, debug: deps.debug })
    } catch (error) {
      deps.failed(error, activity.conversation)
      return { ...replyTo(baseOf(activity), 0), type: ActivityTypes.Message, text: APOLOGY, textFormat: 'plain' }
    }
  }

  async function passing(conversation: string, transient: Transient): Promise<WireActivity> {
    const base = { channelId: 'directline', conversation: placeOf(conversation), from: BOT }
    if (transient.type === 'typing') return { ...base, type: ActivityTypes.Typing }
    if (transient.type === 'queue') {
      const { place, present, hours } = transient
      return { ...base, type: ActivityTypes.Event, name: 'handoff.status', value: { place, present, hours } }
    }
    const program = await deps.program(transient.program)
    if (!program) throw new Error(`expected the program ${transient.program} for the progress of a diagnosis, found none`)
    const checks = renderChecks({ program, titles: deps.titles() }, transient.checks, transient.language)
    return { ...base, type: ActivityTypes.Event, name: 'diagnosis.progress', value: { checks } }
  }

  return {
    stored: (activities, user) => Promise.all(activities.map((activity) => one(activity, user))),
    async passing(conversation, transient) {
      try {
        return await passing(conversation, transient)
      } catch (error) {
        deps.failed(error, conversation)
        return null
      }
    },
  }
}
