import { type Activity, BotAdapter, type ResourceResponse, TurnContext } from 'botbuilder'
import type { Turns } from '../turn/arrival.js'
import { DeskActivityHandler, newPassage, putPassage, type Sender, type Taken } from './activityHandler.js'
import { type Incoming, readIncoming } from './readIncoming.js'
import { BOT, placeOf } from './render.js'

/** Takes an activity from outside; resolves once its message is durable. */
export type Bot = { receive(raw: unknown, sender: Sender): Promise<Taken> }

/** Direct Line into the SDK: replies go out from the store and not from here, so what middleware sends is only collected. */
export class DirectLineAdapter extends BotAdapter {
  readonly collected: Partial<Activity>[] = []

  async run(activity: Partial<Activity>, logic: (context: TurnContext) => Promise<void>): Promise<void> {
    const context = new TurnContext(this, activity)
    await this.runMiddleware(context, logic)
  }

  override async sendActivities(_context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    this.collected.push(...activities)
    return activities.map((_, index) => ({ id: String(index) }))
  }

  override updateActivity(): Promise<void> {
    return Promise.reject(new Error('Direct Line has no updates of activities'))
  }

  override deleteActivity(): Promise<void> {
    return Promise.reject(new Error('Direct Line has no deletion of activities'))
  }

  override continueConversation(): Promise<void> {
    return Promise.reject(new Error('replies to Direct Line are delivered from the store'))
  }
}

export function createBot(turns: Turns): Bot {
  const handler = new DeskActivityHandler(turns)
  return {
    async receive(raw, sender) {
      const incoming = readIncoming(raw)
      if ('field' in incoming) return incoming
      const passage = newPassage(sender, incoming)
      await new DirectLineAdapter().run(activityOf(incoming, sender), async (context) => {
        putPassage(context, passage)
        await handler.run(context)
      })
      return passage.taken
    },
  }
}

/** Only what was read goes into the SDK, so nothing hostile can hide in fields that we do not know. */
const activityOf = ({ type, text, name, value, channelData }: Incoming, { conversation, user, at }: Sender): Partial<Activity> => ({
  type,
  text,
  name,
  value,
  channelData,
  channelId: 'directline',
  serviceUrl: '',
  timestamp: new Date(at),
  conversation: placeOf(conversation),
  from: { id: user, name: '', role: 'user' },
  recipient: BOT,
})
