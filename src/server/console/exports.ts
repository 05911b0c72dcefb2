import { z } from 'zod'
import { type ConversationRow, conversationQuerySchema, type Message } from '../../contract/conversations.js'
import { exportQuerySchema } from '../../contract/review.js'
import { csvOf } from '../../shared/csv.js'
import { conversationNotFound } from '../errors.js'
import type { ConsoleDeps } from './deps.js'
import { operation } from './operation.js'

export const exportConversation = operation({
  method: 'get',
  path: '/conversations/{id}/export',
  name: 'exportConversation',
  summary: 'A conversation as a file, masked: Bot Framework transcript, JSON, text, or a replay with a persona in place of the account.',
  parameters: { id: z.string().max(64) },
  query: exportQuerySchema,
  answer: null,
  async run(desk, { parameter, query: { format }, res }) {
    const id = parameter('id')
    const detail = await desk.transcripts.detail(id)
    if (!detail) throw conversationNotFound()
    // Ids may have been chosen by a client, so files are named by us.
    const name = `conversation-${new Date(detail.startedAt).toISOString().slice(0, 19).replace(/[-:]/g, '')}`
    switch (format) {
      case 'transcript':
        res
          .type('application/json')
          .attachment(`${name}.transcript`)
          .send(JSON.stringify(await desk.exporting.wire(id), null, 2))
        return
      case 'json':
        res
          .type('application/json')
          .attachment(`${name}.json`)
          .send(JSON.stringify(detail, null, 2))
        return
      case 'text':
        res.type('text/plain; charset=utf-8').attachment(`${name}.txt`).send(textOf(detail.messages))
        return
      case 'replay': {
        const recorded = await desk.exporting.replay(id, detail.language)
        if (recorded === null) throw conversationNotFound()
        res.set('X-Replay-Differs', recorded.differs === null ? 'no' : String(recorded.differs + 1))
        res.type('application/yaml').attachment(`${name}.yaml`).send(recorded.yaml)
      }
    }
  },
})

const MOST_ROWS = 10_000
const PAGE = 100

export const exportConversations = operation({
  method: 'get',
  path: '/conversations.csv',
  name: 'exportConversations',
  summary: 'A row for each conversation that the filters match, at most 10,000. Nothing in it is a formula.',
  query: conversationQuerySchema,
  answer: null,
  async run(desk, { query, res }) {
    res.status(200).type('text/csv; charset=utf-8').attachment('conversations.csv')
    res.write(`\ufeff${csvOf([COLUMNS.map(([name]) => name)])}`)
    for await (const rows of pages(desk, query)) res.write(csvOf(rows.map((row) => COLUMNS.map(([, value]) => value(row)))))
    res.end()
  },
})

async function* pages(desk: ConsoleDeps, query: z.output<typeof conversationQuerySchema>): AsyncGenerator<readonly ConversationRow[]> {
  let cursor: string | null | undefined = query.cursor
  for (let read = 0; read < MOST_ROWS && cursor !== null; read += PAGE) {
    const page = await desk.transcripts.list({ ...query, limit: PAGE, ...(cursor !== undefined && { cursor }) })
    yield page.items
    cursor = page.next
  }
}

type Column = readonly [string, (row: ConversationRow) => string | number | null]
const time = (at: number): string => new Date(at).toISOString()
const COLUMNS: readonly Column[] = [
  ['id', ({ id }) => id],
  ['started', ({ startedAt }) => time(startedAt)],
  ['last', ({ lastAt }) => time(lastAt)],
  ['language', ({ language }) => language],
  ['outcome', ({ outcome }) => outcome],
  ['turns', ({ turns }) => turns],
  ['dialogs', ({ dialogs }) => dialogs.join(' ')],
  ['intents', ({ intents }) => intents.join(' ')],
  ['not understood', ({ fallbacks }) => fallbacks],
  ['lowest confidence', ({ lowestConfidence }) => lowestConfidence],
  ['rating', ({ rating }) => rating],
  ['tickets', ({ tickets }) => tickets.join(' ')],
  ['reviewed', ({ reviewed }) => (reviewed ? 'yes' : 'no')],
  ['tags', ({ tags }) => tags.join(' ')],
  ['last words', ({ preview }) => preview],
]

const WHO = { user: '用户 User', bot: '小密 Bot', agent: '客服 Agent', event: '—' } as const
const textOf = (messages: readonly Message[]): string =>
  messages
    .filter(({ from }) => from !== 'event')
    .map(
      ({ at, from, name, text, choices }) =>
        `[${time(at)}] ${WHO[from]}${name === '' ? '' : ` ${name}`}: ${text}${choices.length > 0 ? `\n  (${choices.join(' / ')})` : ''}`,
    )
    .join('\n')
