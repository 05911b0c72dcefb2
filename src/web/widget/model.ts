import type { Answer, CheckRow, Choice, LocaleTag, Speaker } from '../contract.js'

/** What the widget shows. The view draws it and nothing else; the connection and the person send messages to update(). */
export type Delivery = 'pending' | 'sent' | 'failed'

export type Line = {
  /** Stays the same from pending to sent, so that the view never redraws a bubble. */
  readonly key: string
  readonly id: string | undefined
  readonly from: Speaker
  readonly name: string
  readonly text: string
  readonly delivery: Delivery
  readonly choices: readonly Choice[]
  readonly checks: readonly CheckRow[]
  readonly answers: Answer | undefined
  /** The question that this line takes back; such a line is a note, not a bubble. */
  readonly withdraws: string | undefined
  /** That a person came or went; such a line is a note too. */
  readonly notice?: 'joined' | 'left' | 'ask' | 'rated'
  /** Of a rating: 1 to 5. */
  readonly stars?: number
}

/** Where somebody stands who waits for a person, and whether anybody is there. */
export type QueueShown = { readonly place: number; readonly present: number; readonly hours: { readonly zh: string; readonly en: string } }

/** An activity as the widget understands it; everything else on the wire is left out before it comes here. */
export type Incoming =
  | { readonly type: 'line'; readonly id: string; readonly clientId: string | undefined; readonly line: Omit<Line, 'key' | 'id' | 'delivery'> }
  | { readonly type: 'typing' }
  | { readonly type: 'progress'; readonly checks: readonly CheckRow[] }
  | { readonly type: 'queue'; readonly queue: QueueShown | null }

export type ConnectionShown = 'idle' | 'connecting' | 'online' | 'reconnecting' | 'unreachable'

export type Model = {
  readonly connection: ConnectionShown
  readonly lines: readonly Line[]
  readonly progress: readonly CheckRow[]
  readonly typing: boolean
  readonly queue: QueueShown | null
  readonly draft: string
  readonly locale: LocaleTag
  readonly open: boolean
  readonly atEnd: boolean
  readonly unread: number
  /** Lines of an open chat not yet read out; `announcing` is what the live region holds at this moment. */
  readonly toAnnounce: readonly Line[]
  readonly announcing: readonly Line[]
}

export type Msg =
  | { readonly type: 'connection_changed'; readonly connection: ConnectionShown }
  | { readonly type: 'activities_received'; readonly activities: readonly Incoming[]; readonly live: boolean }
  | { readonly type: 'message_written'; readonly clientId: string; readonly text: string; readonly answers?: Answer }
  | { readonly type: 'answer_withdrawn'; readonly clientId: string; readonly question: string }
  | { readonly type: 'rated'; readonly clientId: string; readonly stars: number }
  | { readonly type: 'delivery_changed'; readonly clientId: string; readonly delivery: Delivery; readonly id?: string }
  | { readonly type: 'retried'; readonly clientId: string }
  | { readonly type: 'draft_changed'; readonly draft: string }
  | { readonly type: 'locale_chosen'; readonly locale: LocaleTag }
  | { readonly type: 'opened' | 'closed' | 'typing_ended' | 'announced' | 'announcement_ended' | 'conversation_ended' }
  | { readonly type: 'scrolled'; readonly atEnd: boolean }

export function emptyModel(locale: LocaleTag): Model {
  const nothing = { lines: [], progress: [], toAnnounce: [], announcing: [] }
  return { ...nothing, connection: 'idle', typing: false, queue: null, draft: '', locale, open: false, atEnd: true, unread: 0 }
}

export function update(model: Model, msg: Msg): Model {
  switch (msg.type) {
    case 'connection_changed':
      // What was typed or checked on the other side is not known while nothing is heard from it.
      return { ...model, connection: msg.connection, typing: model.typing && msg.connection === 'online' }
    case 'activities_received':
      return msg.activities.reduce((before, activity) => receive(before, activity, msg.live), model)
    case 'message_written':
      return write(model, { ...ownLine(msg.clientId), text: msg.text, answers: msg.answers })
    case 'answer_withdrawn':
      return write(model, { ...ownLine(msg.clientId), withdraws: msg.question })
    case 'rated':
      return write(model, { ...ownLine(msg.clientId), notice: 'rated', stars: msg.stars })
    case 'delivery_changed':
      return { ...model, lines: model.lines.map((line) => (line.key === msg.clientId ? settle(line, msg.delivery, msg.id) : line)) }
    case 'retried':
      return retry(model, msg.clientId)
    case 'draft_changed':
      return { ...model, draft: msg.draft }
    case 'locale_chosen':
      return { ...model, locale: msg.locale }
    case 'opened':
      return { ...model, open: true, unread: model.atEnd ? 0 : model.unread }
    case 'closed':
      return { ...model, open: false }
    case 'scrolled':
      return { ...model, atEnd: msg.atEnd, unread: msg.atEnd && model.open ? 0 : model.unread }
    case 'typing_ended':
      return { ...model, typing: false }
    case 'announced':
      return { ...model, toAnnounce: [], announcing: model.toAnnounce }
    case 'announcement_ended':
      return { ...model, announcing: [] }
    case 'conversation_ended':
      return { ...emptyModel(model.locale), connection: model.connection, open: model.open }
  }
}

function ownLine(clientId: string): Line {
  const nothing = { name: '', text: '', choices: [], checks: [], answers: undefined, withdraws: undefined }
  return { ...nothing, key: clientId, id: undefined, from: 'user', delivery: 'pending' }
}

function write(model: Model, line: Line): Model {
  return { ...model, lines: [...model.lines, line], atEnd: true, unread: 0 }
}

function settle(line: Line, delivery: Delivery, id: string | undefined): Line {
  // The echo may overtake the answer to the post; what is known to be stored never falls back to failed.
  if (line.id !== undefined && delivery === 'failed') return line
  return { ...line, delivery, id: id ?? line.id }
}

function retry(model: Model, clientId: string): Model {
  const line = model.lines.find((each) => each.key === clientId && each.delivery === 'failed')
  if (line === undefined) return model
  // It will stand last on the server, so it stands last here.
  return write({ ...model, lines: model.lines.filter((each) => each !== line) }, { ...line, delivery: 'pending' })
}

function receive(model: Model, activity: Incoming, live: boolean): Model {
  switch (activity.type) {
    case 'typing':
      return { ...model, typing: true }
    case 'progress':
      return { ...model, progress: activity.checks, typing: false }
    case 'queue':
      return { ...model, queue: activity.queue }
    case 'line':
      return receiveLine(model, activity, live)
  }
}

function receiveLine(model: Model, activity: Extract<Incoming, { type: 'line' }>, live: boolean): Model {
  const { id, clientId } = activity
  // After a reconnect the server repeats what we may have; an id is shown once, and our own echo settles the line we drew.
  const at = model.lines.findIndex((line) => line.id === id || (clientId !== undefined && line.key === clientId))
  const known = model.lines[at]
  const line: Line = { ...activity.line, key: known?.key ?? clientId ?? id, id, delivery: 'sent' }
  const lines = known === undefined ? [...model.lines, line] : model.lines.with(at, line)
  if (line.from === 'user') return { ...model, lines }
  const isNews = live && known === undefined
  return {
    ...model,
    lines,
    progress: [],
    typing: false,
    unread: isNews && !(model.open && model.atEnd) ? model.unread + 1 : model.unread,
    toAnnounce: isNews && model.open ? [...model.toAnnounce, line] : model.toAnnounce,
  }
}

/** Whether to ask how it went: after an end, until the person rates or goes on; once a conversation. */
export function asksForRating(lines: readonly Line[]): boolean {
  if (lines.some(({ notice, delivery }) => notice === 'rated' && delivery !== 'failed')) return false
  const asked = lines.findLastIndex(({ notice }) => notice === 'ask' || notice === 'left')
  return asked >= 0 && !lines.slice(asked).some(({ from }) => from === 'user')
}
