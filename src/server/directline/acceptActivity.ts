import type { Taken } from '../../bot/activityHandler.js'
import { activityId } from '../../bot/render.js'
import type { Conversation } from '../../storage/records.js'
import type { Desk } from '../deps.js'
import { badArgument, botRejected } from '../errors.js'
import { assertOpen } from './access.js'

/** Hands one activity to the bot and gives its id. It is acknowledged only once it is stored. */
export async function acceptActivity(desk: Desk, { id, user, site }: Conversation, activity: unknown): Promise<{ readonly id: string }> {
  assertOpen(desk)
  await desk.quotas.site(site)
  await desk.quotas.user(`${site} ${user}`)
  let taken: Taken
  try {
    taken = await desk.bot.receive(activity, { conversation: id, user, site, at: desk.now() })
  } catch (error) {
    desk.log.failed('turn', error)
    throw botRejected()
  }
  if (taken.type === 'refused') throw badArgument(taken.field, taken.message)
  // What causes nothing is stored nowhere, so it has no number; its id only has to be its own.
  return { id: taken.seq === null ? `${id}|${desk.newId()}` : activityId(id, taken.seq) }
}
