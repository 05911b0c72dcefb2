import type { AddressInfo } from 'node:net'
import { type Activity, BotAdapter, ConversationState, MemoryStorage, type ResourceResponse, TurnContext } from 'botbuilder'
import express, { type RequestHandler } from 'express'

/** What the SDK needs at the least, with the replies collected for the answer. */
class EchoAdapter extends BotAdapter {
  readonly replies: Partial<Activity>[] = []

  override async sendActivities(_context: TurnContext, activities: Partial<Activity>[]): Promise<ResourceResponse[]> {
    this.replies.push(...activities)
    return activities.map((_, index) => ({ id: String(index) }))
  }
  override async updateActivity(): Promise<void> {}
  override async deleteActivity(): Promise<void> {}
  override async continueConversation(): Promise<void> {}
  run(activity: Partial<Activity>, logic: (context: TurnContext) => Promise<void>): Promise<void> {
    return this.runMiddleware(new TurnContext(this, activity), logic)
  }
}

const state = new ConversationState(new MemoryStorage())
const count = state.createProperty<number>('count')

const plainEcho: RequestHandler = (req, res) => {
  res.json({ id: '1', text: req.body.text })
}
const botbuilderEcho: RequestHandler = async (req, res) => {
  const adapter = new EchoAdapter()
  const { conversation } = req.params
  await adapter.run(
    { ...req.body, channelId: 'bench', conversation: { id: String(conversation), isGroup: false, conversationType: '', name: '' } },
    async (context) => {
      await count.set(context, (await count.get(context, 0)) + 1)
      await context.sendActivity(String(context.activity.text))
      await state.saveChanges(context)
    },
  )
  res.json({ id: '1', replies: adapter.replies })
}

const server = express()
  .use(express.json())
  .post('/express/:conversation', plainEcho)
  .post('/botbuilder/:conversation', botbuilderEcho)
  .listen(0, '127.0.0.1', () => {
    const address: AddressInfo | string | null = server.address()
    console.log(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`)
  })
