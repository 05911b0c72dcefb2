import { createHash } from 'node:crypto'
import { CloudAdapter, ConfigurationBotFrameworkAuthentication, type Request, type Response, type TurnContext } from 'botbuilder'
import type { StoredActivity } from '../storage/records.js'
import type { Feed, Turns } from '../turn/arrival.js'
import { DeskActivityHandler, newPassage, putPassage } from './activityHandler.js'
import type { Delivery } from './delivery.js'
import { readIncoming } from './readIncoming.js'

export type CloudCredentials = {
  readonly appId: string
  readonly appPassword: string
  readonly appType: 'MultiTenant' | 'SingleTenant'
  readonly tenantId: string
}
export type CloudDeps = { readonly turns: Turns; readonly feed: Feed; readonly delivery: Delivery; now(): number; failed(error: unknown): void }
export type CloudEndpoint = (req: Request, res: Response) => Promise<void>

/** Teams, Slack and the like. Null without an app id and its password: with an empty one the adapter accepts anybody and posts to addresses of the caller's choice. */
export function createCloudEndpoint(deps: CloudDeps, credentials: CloudCredentials | null): CloudEndpoint | null {
  if (credentials === null || credentials.appId === '' || credentials.appPassword === '') return null
  const adapter = new CloudAdapter(
    new ConfigurationBotFrameworkAuthentication({
      MicrosoftAppId: credentials.appId,
      MicrosoftAppPassword: credentials.appPassword,
      MicrosoftAppType: credentials.appType,
      MicrosoftAppTenantId: credentials.tenantId,
    }),
  )
  adapter.onTurnError = async (_context, error) => deps.failed(error)
  const handler = new DeskActivityHandler(deps.turns)
  return (req, res) => adapter.process(req, res, (context) => answer(deps, handler, context))
}

/** One activity of a channel: what the turn says until it is settled goes back as the reply. */
async function answer({ turns, feed, delivery, now }: CloudDeps, handler: DeskActivityHandler, context: TurnContext): Promise<void> {
  const { channelId, conversation: place, from, id } = context.activity
  const incoming = readIncoming({ ...context.activity, channelData: id === undefined ? undefined : { clientActivityID: keyOf(channelId, id) } })
  if ('field' in incoming) return
  const conversation = keyOf(channelId, place.id)
  const user = keyOf(channelId, from.id)
  const said: StoredActivity[] = []
  const unsubscribe = feed.subscribe(conversation, {
    activities: (activities) => void said.push(...activities.filter((activity) => activity.role !== 'user')),
    signal: () => undefined,
  })
  try {
    putPassage(context, newPassage({ conversation, user, site: `channel:${channelId}`, at: now() }, incoming))
    await handler.run(context)
    await turns.settled(conversation)
  } finally {
    unsubscribe()
  }
  const replies = await delivery.stored(said, user)
  if (replies.length > 0)
    await context.sendActivities(
      replies.map(({ type, text, textFormat, suggestedActions, name, value }) => ({
        type: type ?? 'message',
        ...(text !== undefined && { text }),
        ...(textFormat !== undefined && { textFormat }),
        ...(suggestedActions && { suggestedActions }),
        ...(name !== undefined && { name }),
        ...(value !== undefined && { value }),
      })),
    )
}

/** Channels name conversations and people in their own ways, often by address: only a digest of that is kept. */
const keyOf = (...parts: readonly string[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 22)
