import { stringify } from 'yaml'
import { z } from 'zod'
import { correctionSchema, type Suggestion, suggestionListSchema } from '../../contract/review.js'
import { dropSuggestion, listSuggestions, sameWords, suggest } from '../../review/suggestions.js'
import { conversationNotFound, notFound } from '../errors.js'
import type { ConsoleDeps } from './deps.js'
import { LEADS, operation } from './operation.js'
import { wordingOf } from './tickets.js'

const idSchema = { id: z.coerce.number().int() }

export const correctIntent = operation({
  method: 'post',
  path: '/conversations/{id}/corrections',
  name: 'correctIntent',
  summary: 'Says what a sentence meant: a suggestion for training.',
  parameters: { id: z.string().max(64) },
  body: correctionSchema,
  status: 201,
  answer: suggestionListSchema,
  async run(desk, { parameter, body, caller }) {
    const id = parameter('id')
    if (!Object.hasOwn(desk.wording().titles, body.intent)) throw notFound()
    const detail = await desk.transcripts.detail(id)
    if (!detail) throw conversationNotFound()
    const message = detail.messages.find(({ inputId, from }) => inputId === body.inputId && from === 'user')
    if (!message || message.text.trim() === '') throw notFound()
    const why = detail.why[body.inputId]
    await suggest(desk.db, {
      conversation: id,
      input_id: body.inputId,
      text: message.text,
      language: detail.language,
      taken: why?.decision === 'understood' ? why.intent : null,
      intent: body.intent,
      agent: caller.agent.id,
      at: desk.now(),
    })
    const all = await suggestionsOf(desk)
    return { items: all.filter(({ conversation, inputId }) => conversation === id && inputId === body.inputId) }
  },
})

export const getSuggestions = operation({
  method: 'get',
  path: '/suggestions',
  name: 'listSuggestions',
  summary: 'Sentences that were taken for something else, with who says otherwise.',
  answer: suggestionListSchema,
  run: async (desk) => ({ items: await suggestionsOf(desk) }),
})

export const removeSuggestion = operation({
  method: 'delete',
  path: '/suggestions/{id}',
  name: 'removeSuggestion',
  summary: 'Takes a suggestion away: it was none, or the knowledge has it.',
  roles: LEADS,
  parameters: idSchema,
  status: 204,
  answer: null,
  async run(desk, { parameter }) {
    if (!(await dropSuggestion(desk.db, Number(parameter('id'))))) throw notFound()
  },
})

/** The author under which the knowledge keeps what the desk suggested. */
const AUTHOR = 'desk'

export const exportSuggestions = operation({
  method: 'get',
  path: '/suggestions.yaml',
  name: 'exportSuggestions',
  summary: 'Suggestions without conflicts, as they are written in knowledge/intents.',
  roles: LEADS,
  answer: null,
  async run(desk, { res }) {
    const fit = (await suggestionsOf(desk)).filter(({ conflicts, isKnown }) => conflicts.length === 0 && !isKnown)
    const byIntent = new Map<string, Suggestion[]>()
    for (const one of fit) byIntent.set(one.intent, [...(byIntent.get(one.intent) ?? []), one])
    const linesIn = (all: readonly Suggestion[], lang: 'zh' | 'en'): object => {
      const texts = [...new Map(all.filter(({ language }) => language === lang).map(({ text }) => [sameWords(text), text])).values()]
      return texts.length === 0 ? {} : { [AUTHOR]: texts }
    }
    const documents = [...byIntent].map(([intent, all]) =>
      stringify({ intent, examples: { zh: linesIn(all, 'zh'), en: linesIn(all, 'en') } }, { lineWidth: 0 }),
    )
    const head = '# Add each list to the file of its intent below knowledge/intents.\n'
    res
      .status(200)
      .type('application/yaml')
      .attachment('suggestions.yaml')
      .send(`${head}${documents.join('---\n')}`)
  },
})

async function suggestionsOf(desk: ConsoleDeps): Promise<readonly Suggestion[]> {
  const [rows, { displayOf }] = await Promise.all([listSuggestions(desk.db), wordingOf(desk)])
  const wanted = new Map<string, Set<string>>()
  for (const { text, intent } of rows) wanted.set(sameWords(text), (wanted.get(sameWords(text)) ?? new Set()).add(intent))
  return rows.map((row) => {
    const words = sameWords(row.text)
    const known = desk.intentsOf(words)
    const others = [...(wanted.get(words) ?? [])].filter((intent) => intent !== row.intent)
    return {
      id: row.id,
      conversation: row.conversation,
      inputId: row.input_id,
      ...{ text: row.text, language: row.language, taken: row.taken, intent: row.intent, at: row.at },
      by: { id: row.agent, display: displayOf(row.agent) },
      conflicts: [
        ...known.filter((intent) => intent !== row.intent).map((intent) => ({ where: 'knowledge' as const, intent })),
        ...others.map((intent) => ({ where: 'suggestion' as const, intent })),
      ],
      isKnown: known.includes(row.intent),
    }
  })
}
