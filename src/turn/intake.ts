import type { RatingBody, UserBody } from '../conversations/bodies.js'
import type { Event, Heard } from '../engine/events.js'
import type { Input } from '../engine/inputs.js'
import type { Recognised } from '../engine/recognised.js'
import { openQuestion, type State } from '../engine/state.js'
import { LANGS, type Lang } from '../shared/lang.js'
import { maskDeep, maskText } from '../shared/mask.js'
import { own } from '../shared/own.js'
import type { Conversation, Json, NewActivity, VaultRow, WaitingInput } from '../storage/records.js'
import { agentEvent } from './agentActivities.js'
import type { Arrival } from './arrival.js'
import type { TurnDeps } from './deps.js'
import type { Library } from './library.js'
import { listen, maskWords } from './listen.js'
import { seqOfInput } from './seqOfInput.js'

/** An arrival with what this process adds: its id, and the question that was open when it came. */
export type Intake = Arrival & { readonly inputId: string; readonly seq: number; readonly open: string | null | undefined }

export const takeIn = (deps: TurnDeps, arrival: Arrival, open: string | null | undefined): Intake => ({
  ...arrival,
  inputId: arrival.clientId ?? deps.newId(),
  seq: 0,
  open,
})

export type Taken = {
  readonly activity: NewActivity | null
  readonly vault: readonly VaultRow[]
  readonly taken: Event
} & ({ readonly input: Input } | { readonly input: null /** Why nothing could be made of it. */; readonly fault: unknown })

/** The engine's input, and the user's message as it may be stored: masked. */
export async function inputOf(deps: TurnDeps, library: Library, state: State, intake: Intake): Promise<Taken> {
  const { content, at, conversation } = intake
  switch (content.type) {
    case 'start':
      return { input: { type: 'started', language: localeOf(intake.channelData), at }, activity: null, vault: [], taken: takenAs('started', at) }
    case 'time_passed':
      return {
        input: { type: 'time_passed', kind: content.kind, at },
        activity: null,
        vault: [],
        taken: { ...takenAs('time_passed', at), heard: { passed: content.kind } },
      }
    case 'hand_back':
      return {
        input: { type: 'handed_back', solved: content.solved, at },
        activity: agentEvent(intake.inputId, 'handoff.left', content.agent, at),
        vault: [],
        taken: takenAs('handed_back', at),
      }
    case 'rate':
      return { input: null, fault: null, activity: ratingActivity(intake, content), vault: [], taken: takenAs('rated', at) }
    case 'withdraw':
      return {
        input: { type: 'withdrew', question: idOf(content.question), at },
        activity: userActivity(intake, 'event', '', { question: idOf(content.question) }, 'withdraw'),
        vault: [],
        taken: { ...takenAs('withdrew', at), heard: { question: idOf(content.question) } },
      }
    case 'tap': {
      const value = { question: idOf(content.question), option: idOf(content.option) }
      const { entities } = library.recognize(content.text, { lang: state.language })
      return {
        input: { type: 'chose', ...value, at },
        activity: userActivity(intake, 'message', maskWords(content.text, entities), value, null),
        vault: [],
        taken: { ...takenAs('chose', at), choice: value.option, heard: { question: value.question } },
      }
    }
    case 'text': {
      const { recognised: understood, masked, vault } = await listen(deps, library, state, content.text, { conversation, open: intake.open })
      const recognised = carriesFiles(intake.channelData) ? { ...understood, refused: [...understood.refused, 'file'] } : understood
      const taken = {
        ...takenAs('said', at),
        intent: recognised.ranking[0]?.intent ?? null,
        ranking: recognised.ranking,
        decision: recognised.decision.type,
        choice: recognised.choice,
        entities: recognised.entities.map((entity) => entity.kind),
        command: recognised.command,
        heard: heardIn(recognised, intake.open !== undefined && intake.open !== openQuestion(state)),
      }
      return { input: { type: 'said', at, recognised, open: null }, activity: userActivity(intake, 'message', masked, null, null), vault, taken }
    }
  }
}

/** What the log keeps beside the ranking: only what is there, for most words bring little. */
function heardIn({ lang, decision, ranking, also, entities, piece, article, refused }: Recognised, early: boolean): Heard {
  return {
    ...(lang !== null && { lang }),
    ...(decision.type === 'understood' && decision.intent !== ranking[0]?.intent && { meant: decision.intent }),
    ...(decision.type === 'ambiguous' && { between: decision.between }),
    ...(also.length > 0 && { also }),
    ...(entities.length > 0 && { entities }),
    ...(piece !== null && { piece }),
    ...(article !== null && { article }),
    ...(refused.length > 0 && { refused }),
    ...(early && { early }),
  }
}

/** The language that a client says it is set to. */
function localeOf(channelData: Json | null): Lang | null {
  const locale = fieldOf(channelData, 'locale')
  if (typeof locale !== 'string') return null
  return LANGS.find((lang) => locale.toLowerCase().startsWith(lang)) ?? null
}

const carriesFiles = (channelData: Json | null): boolean => Number(fieldOf(channelData, 'filesNotTaken') ?? 0) > 0
const fieldOf = (json: Json | null, name: string): Json | undefined =>
  json !== null && typeof json === 'object' && !Array.isArray(json) ? own(Object.fromEntries(Object.entries(json)), name) : undefined

/** Ids that the bot gave out hold nothing personal; whatever else a client puts in their place is not kept. */
const idOf = (id: string): string => (/^[a-z][a-z0-9_]{0,63}$/.test(id) ? maskText(id) : '')

/** What could not be listened to cannot be masked either: only that it came is kept. */
export const unheard = (intake: Intake, fault: unknown): Taken => ({
  input: null,
  fault,
  activity: intake.content.type === 'text' || intake.content.type === 'tap' ? userActivity(intake, 'message', '…', null, null) : null,
  vault: [],
  taken: takenAs('unheard', intake.at),
})

const takenAs = (kind: string, at: number) =>
  ({ type: 'input_taken', kind, at, intent: null, ranking: [], decision: null, choice: null, entities: [], command: null }) satisfies Extract<
    Event,
    { type: 'input_taken' }
  >

function userActivity(
  { clientId, inputId, at, channelData }: Intake,
  kind: 'message' | 'event',
  text: string,
  value: Json | null,
  name: string | null,
): NewActivity {
  const body: UserBody = { type: 'user_said', text, value, name, echo: echoOf(channelData, clientId) }
  return { clientId, inputId, role: 'user', kind, body, at }
}

/** A slash is in no client id, so a conversation is rated once and nobody can take the place of the rating. */
const RATING = 'rating/once'
function ratingActivity(
  { inputId, at, clientId, channelData }: Intake,
  { stars, comment }: { readonly stars: number; readonly comment: string },
): NewActivity {
  const body: RatingBody = { type: 'user_rated', stars, comment: maskText(comment), echo: echoOf(channelData, clientId) }
  return { clientId: RATING, inputId, role: 'user', kind: 'event', body, at }
}

/** Everything a client sent along goes back to it masked, except the id by which it knows its own message. */
function echoOf(channelData: Json | null, clientId: string | null): Json | null {
  if (channelData === null || typeof channelData !== 'object' || Array.isArray(channelData))
    return clientId === null ? null : { clientActivityID: clientId }
  const masked = maskDeep(channelData)
  return asJson({ ...(typeof masked === 'object' ? masked : {}), ...(clientId !== null && { clientActivityID: clientId }) })
}

const asJson = (value: unknown): Json => JSON.parse(JSON.stringify(value))

const WAITING = 'waiting'
/** What waits is sealed until its turn comes: nothing of it can be understood before the question that it meets is known. */
export function waitingOf(deps: TurnDeps, intake: Intake): WaitingInput {
  const { content, clientId, channelData, user, site, open } = intake
  const row = deps.sealer.seal(intake.inputId, WAITING, JSON.stringify({ content, clientId, channelData, user, site, open: open ?? null }))
  return { inputId: intake.inputId, at: intake.at, input: { sealed: Buffer.from(row.ciphertext).toString('base64') } }
}

export async function readWaiting(deps: TurnDeps, conversation: Conversation, waiting: WaitingInput): Promise<Intake> {
  const { input } = waiting
  const sealed = typeof input === 'object' && input !== null && 'sealed' in input && typeof input.sealed === 'string' ? input.sealed : ''
  const kept: Pick<Intake, 'content' | 'clientId' | 'channelData' | 'user' | 'site' | 'open'> = JSON.parse(
    deps.sealer.open({ ref: waiting.inputId, kind: WAITING, ciphertext: Buffer.from(sealed, 'base64') }),
  )
  const seq =
    kept.clientId === null
      ? await seqOfInput(deps.storage, conversation.id, waiting.inputId)
      : ((await deps.storage.activityByClientId(conversation.id, kept.clientId))?.seq ?? 0)
  return { ...kept, conversation: conversation.id, at: waiting.at, inputId: waiting.inputId, seq }
}
