import type { Message } from '../contract/conversations.js'
import { textOf } from '../dialog/textOf.js'
import type { Lang } from '../shared/lang.js'
import { own } from '../shared/own.js'
import type { StoredActivity } from '../storage/records.js'
import type { BotBody, EventBody } from './bodies.js'
import { type Wording, wordsOf } from './plainText.js'
import { readBody } from './readBody.js'

/** The program of a message by its hash, or null where it is not known any more. */
export type Programs = (hash: string) => Wording | null

const STARS = ['', '★☆☆☆☆', '★★☆☆☆', '★★★☆☆', '★★★★☆', '★★★★★']
const NOTHING = { text: '', choices: [], checks: [], event: null, name: '' }

/** Messages as they were shown, masked as they are stored. */
export const showMessages = (activities: readonly StoredActivity[], programs: Programs): readonly Message[] =>
  activities.map((activity) => showMessage(activity, programs))

function showMessage({ seq, inputId, at, role, body: stored }: StoredActivity, programs: Programs): Message {
  const base = { seq, inputId, at, ...NOTHING }
  const body = readBody(stored)
  switch (body.type) {
    case 'user_said':
      return { ...base, from: body.name === null ? 'user' : 'event', text: body.text, event: body.name }
    case 'agent_said':
      return { ...base, from: 'agent', text: body.text, name: body.agent }
    case 'user_rated':
      return { ...base, from: 'event', event: 'rating', text: `${STARS[body.stars] ?? body.stars} ${body.comment}`.trim() }
    case 'event':
      return { ...base, from: 'event', event: body.name, name: role === 'agent' ? agentIn(body) : '', text: ticketIn(body) }
    case 'bot_said':
      return { ...base, from: 'bot', ...botWords(body, programs(body.program)) }
  }
}

function botWords(body: BotBody, wording: Wording | null): Pick<Message, 'text' | 'choices' | 'checks'> {
  const { language, values } = body
  return {
    text: wordsOrKey(wording, body.key, language, values),
    choices: body.choices.map(({ label }) => wordsOrKey(wording, label, language, values)),
    checks: body.checks.map(({ check, outcome, state }) => ({
      title: wordsOrKey(wording, `check:${check}`, language),
      meaning: wordsOrKey(wording, state === 'not_checked' ? 'sentence:not_checked' : `check:${check}.${outcome}`, language),
      state,
    })),
  }
}

/** A text that the program does not have is named by its key: a transcript with a hole is better than none. */
function wordsOrKey(wording: Wording | null, key: string, language: Lang, values: BotBody['values'] = {}): string {
  const has = (one: string): boolean => wording !== null && textOf(wording.program, wording.titles, one) !== undefined
  const known = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value.startsWith('@') && !has(value.slice(1)) ? value.slice(1) : value]),
  )
  return wording && has(key) ? wordsOf(wording, key, language, known) : key
}

const agentIn = ({ value }: EventBody): string => textIn(value, 'agent')
const ticketIn = ({ value }: EventBody): string => textIn(value, 'ticket')
function textIn(value: EventBody['value'], field: string): string {
  const found =
    value !== null && typeof value === 'object' && !Array.isArray(value) ? own(Object.fromEntries(Object.entries(value)), field) : undefined
  return typeof found === 'string' ? found : ''
}
