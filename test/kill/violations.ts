import type { SimulatorState } from '../../src/accounts/simulatorState.js'
import { actsOf, repliesTo, type Sent, type Talk } from './converse.js'
import type { Activity } from './wire.js'

/** What the simulated world keeps, read from its files once everything is over. */
export type World = { readonly accounts: SimulatorState; readonly inbox: ReadonlyMap<string, readonly unknown[]> }

/** Everything in which a talk, or what it left in the world, is not as if no server had ever died. */
export function violations(talk: Talk, world: World): readonly string[] {
  return [
    ...talk.faults,
    ...talk.sent.flatMap((sent) => ofMessage(sent, talk)),
    ...ofOrder(talk),
    ...ofStrangers(talk),
    ...(talk.isWhole ? ofWorld(talk, world) : []),
  ]
}

const own = (activities: readonly Activity[], id: string): readonly Activity[] =>
  activities.filter(({ from, channelData }) => from.role === 'user' && channelData?.clientActivityID === id)

function ofMessage({ id, ack, acts }: Sent, { activities, isWhole }: Talk): readonly string[] {
  const kept = own(activities, id)
  if (kept.length !== 1) return [`${ack}: ${id} was acknowledged and is there ${kept.length} times`]
  if (kept[0]?.id !== ack) return [`${ack}: ${id} was acknowledged under this id and is there as ${kept[0]?.id}`]
  if (!isWhole) return []
  const replies = repliesTo(activities, ack)
  const done = actsOf(replies.at(-1)?.channelData?.debug)
  const texts = activities.flatMap(({ replyToId, text }) => (replyToId === ack && text !== '' ? [text] : []))
  return [
    ...(replies.length === 0 ? [`${ack}: ${id} has no reply`] : []),
    ...(done.join() === acts.join() ? [] : [`${ack}: ${id} should have done [${acts.join()}] and did [${done.join()}]`]),
    ...(new Set(texts).size === texts.length ? [] : [`${ack}: ${id} got the same reply twice`]),
  ]
}

function ofOrder({ sent, activities }: Talk): readonly string[] {
  const wanted = sent.map(({ id }) => id)
  const got = activities.flatMap(({ from, channelData }) => (from.role === 'user' ? [channelData?.clientActivityID ?? '?'] : []))
  const sorted = activities.map(({ id }) => id)
  const ordered = [...new Set(got)].filter((id) => wanted.includes(id)).join() === wanted.filter((id) => got.includes(id)).join()
  return [
    ...(ordered ? [] : [`sent as ${wanted.join()}, kept as ${got.join()}`]),
    ...(sorted.join() === [...sorted].sort().join() ? [] : ['activities are not in order']),
  ]
}

/** Messages that nobody sent. */
const ofStrangers = ({ sent, activities }: Talk): readonly string[] =>
  activities.flatMap(({ id, from, channelData }) =>
    from.role === 'user' && !sent.some((one) => one.id === channelData?.clientActivityID) ? [`${id}: nobody sent this`] : [],
  )

function ofWorld({ person }: Talk, { accounts, inbox }: World): readonly string[] {
  const done = [...accounts.effects.values()].flatMap(({ account_id, operation, result }) =>
    account_id === person.account ? [`${nameOf(operation)} ${result.outcome}`] : [],
  )
  const sms = [person.contact, person.newPhone].map((number) => inbox.get(number)?.length ?? 0)
  return [
    ...(done.join() === 'bind_phone bound,unbind_phone unbound' ? [] : [`${person.account}: the account service did [${done.join()}]`]),
    ...(accounts.accounts.get(person.account)?.bound_phone === null ? [] : [`${person.account}: the phone is still bound`]),
    ...(sms.join() === '1,1' ? [] : [`${person.account}: expected one code on each phone, got ${sms.join()}`]),
  ]
}

const nameOf = (operation: string): string => /"name":"(\w+)"/.exec(operation)?.[1] ?? operation
