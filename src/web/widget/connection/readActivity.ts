import type { Answer, CheckRow, CheckState, Choice, Speaker } from '../../contract.js'
import { field, list, text } from '../../record.js'
import type { Incoming } from '../model.js'

/** One activity of the wire as the widget shows it; undefined for what it does not show. */
export function readActivity(activity: unknown): Incoming | undefined {
  const type = text(activity, 'type')
  const from = readSpeaker(activity)
  if (type === 'typing') return from === 'user' ? undefined : { type: 'typing' }
  if (type === 'event' && text(activity, 'name') === 'diagnosis.progress') {
    return { type: 'progress', checks: readChecks(field(activity, 'value')) }
  }
  const id = text(activity, 'id')
  if (id === undefined) return undefined
  const clientId = text(field(activity, 'channelData'), 'clientActivityID')
  if (type === 'message') return { type: 'line', id, clientId, line: readMessage(activity, from) }
  const notice = type === 'event' ? NOTICES.get(text(activity, 'name') ?? '') : undefined
  if (notice !== undefined)
    return { type: 'line', id, clientId: undefined, line: { ...nothing, from: 'agent', name: nameIn(activity), withdraws: undefined, notice } }
  const question = type === 'event' && text(activity, 'name') === 'withdraw' ? text(field(activity, 'value'), 'question') : undefined
  if (question === undefined || from !== 'user') return undefined
  return { type: 'line', id, clientId, line: { ...nothing, from, withdraws: question } }
}

const nothing = { name: '', text: '', choices: [], checks: [], answers: undefined }
const NOTICES: ReadonlyMap<string, 'joined' | 'left'> = new Map([
  ['handoff.joined', 'joined'],
  ['handoff.left', 'left'],
])
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
