import type { Answer, CheckRow, CheckState, Choice, Speaker } from '../../contract.js'
import { field, list, text } from '../../record.js'
import type { Incoming, QueueShown } from '../model.js'

/** One activity of the wire as the widget shows it; undefined for what it does not show. */
export function readActivity(activity: unknown): Incoming | undefined {
  const type = text(activity, 'type')
  const from = readSpeaker(activity)
  if (type === 'typing') return from === 'user' ? undefined : { type: 'typing' }
  if (type === 'event' && text(activity, 'name') === 'diagnosis.progress') {
    return { type: 'progress', checks: readChecks(field(activity, 'value')) }
  }
  if (type === 'event' && text(activity, 'name') === 'handoff.status') return { type: 'queue', queue: readQueue(field(activity, 'value')) }
  const id = text(activity, 'id')
  if (id === undefined) return undefined
  const clientId = text(field(activity, 'channelData'), 'clientActivityID')
  if (type === 'message') return { type: 'line', id, clientId, line: readMessage(activity, from) }
  const notice = type === 'event' ? NOTICES.get(text(activity, 'name') ?? '') : undefined
  if (notice !== undefined)
    return { type: 'line', id, clientId: undefined, line: { ...nothing, from: 'agent', name: nameIn(activity), withdraws: undefined, notice } }
  if (type === 'event' && text(activity, 'name') === 'rating')
    return {
      type: 'line',
      id,
      clientId,
      line: { ...nothing, from: 'user', withdraws: undefined, notice: 'rated', stars: numberIn(activity, 'stars') },
    }
  const question = type === 'event' && text(activity, 'name') === 'withdraw' ? text(field(activity, 'value'), 'question') : undefined
  if (question === undefined || from !== 'user') return undefined
  return { type: 'line', id, clientId, line: { ...nothing, from, withdraws: question } }
}

const nothing = { name: '', text: '', choices: [], checks: [], answers: undefined }
const NOTICES: ReadonlyMap<string, 'joined' | 'left' | 'ask'> = new Map([
  ['rating.ask', 'ask'],
  ['handoff.joined', 'joined'],
  ['handoff.left', 'left'],
])
const numberIn = (activity: unknown, name: string): number => Number(field(field(activity, 'value'), name)) || 0

/** Where somebody stands who waits for a person; null once they do not. */
function readQueue(value: unknown): QueueShown | null {
  const [place, present, hours] = [field(value, 'place'), field(value, 'present'), field(value, 'hours')]
  if (typeof place !== 'number' || typeof present !== 'number') return null
  return { place, present, hours: { zh: text(hours, 'zh') ?? '', en: text(hours, 'en') ?? '' } }
}
const nameIn = (activity: unknown): string => text(field(activity, 'value'), 'agent') ?? ''

function readMessage(activity: unknown, from: Speaker): Extract<Incoming, { type: 'line' }>['line'] {
  return {
    from,
    name: from === 'agent' ? (text(field(activity, 'from'), 'name') ?? '') : '',
    text: text(activity, 'text') ?? '',
    choices: from === 'user' ? [] : readChoices(activity),
    checks: from === 'user' ? [] : readChecks(field(field(activity, 'channelData'), 'card')),
    answers: from === 'user' ? readAnswer(field(activity, 'value')) : undefined,
    withdraws: undefined,
  }
}

function readSpeaker(activity: unknown): Speaker {
  const from = field(activity, 'from')
  const channelData = field(activity, 'channelData')
  if (text(from, 'role') === 'user') return 'user'
  // Servers that leave the role out still echo the client's own id, and replies never carry one.
  if (text(from, 'role') === undefined && text(channelData, 'clientActivityID') !== undefined) return 'user'
  return text(channelData, 'speaker') === 'agent' ? 'agent' : 'bot'
}

function readAnswer(value: unknown): Answer | undefined {
  const question = text(value, 'question')
  const option = text(value, 'option')
  return question === undefined || option === undefined ? undefined : { question, option }
}

function readChoices(activity: unknown): readonly Choice[] {
  return list(field(activity, 'suggestedActions'), 'actions').flatMap((action) => {
    const title = text(action, 'title')
    const answer = readAnswer(field(action, 'value'))
    return title === undefined || answer === undefined ? [] : [{ ...answer, title }]
  })
}

const STATES: ReadonlyMap<string, CheckState> = new Map([
  ['running', 'running'],
  ['fine', 'fine'],
  ['found', 'found'],
  ['not_checked', 'not_checked'],
])

function readChecks(card: unknown): readonly CheckRow[] {
  return list(card, 'checks').flatMap((row) => {
    const check = text(row, 'check')
    const state = STATES.get(text(row, 'state') ?? '')
    if (check === undefined || state === undefined) return []
    return [{ check, title: text(row, 'title') ?? check, state, result: text(row, 'result') ?? '', meaning: text(row, 'meaning') ?? '' }]
  })
}
