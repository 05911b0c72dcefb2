import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import {
  type ConversationQuery,
  type ConversationRow,
  conversationListSchema,
  conversationQuerySchema,
  conversationSchema,
} from '../../src/contract/conversations.js'
import { reviewMigrations } from '../../src/review/migrations.js'
import { openReader, type Reader, type ReaderFiles } from '../../src/review/reader.js'
import { addNote, changeReview } from '../../src/review/reviews.js'
import { openStorage } from '../../src/storage/open.js'
import type { SqlStorage } from '../../src/storage/options.js'
import { temporaryFolder } from '../storage/folder.js'
import { openOffice } from '../turn/office.js'
import { tinyLibrary } from '../turn/tinyLibrary.js'

const inFolder = temporaryFolder()
const HOUR = 3_600_000
let storage: SqlStorage
let reader: Reader
let now = 0
let files: ReaderFiles
const query = (changes: Partial<ConversationQuery> = {}): ConversationQuery => ({ ...conversationQuerySchema.parse({}), limit: 100, ...changes })
const list = (changes: Partial<ConversationQuery> = {}) => conversationListSchema.parse(reader.list(query(changes), now))
const found = (changes: Partial<ConversationQuery>) => list(changes).items.map(({ preview }) => preview)

/** Talks of the real bot, each in a conversation of its own. */
const TALKS: readonly (readonly string[])[] = [
  ['出门', '看天'],
  ['出门', '撑伞'],
  ['我的QQ号是 123456789'],
  ['讲个笑话'],
  ['hello umbrella, please unbind'],
  ['出门', '人工'],
  ['谢谢'],
]

beforeAll(async () => {
  files = { database: inFolder('main.db'), index: inFolder('review.db'), titles: {}, zone: 'Asia/Shanghai' }
  storage = await openStorage(`sqlite:${files.database}`, { migrations: reviewMigrations })
  const library = tinyLibrary()
  await storage.saveProgram(library.hash, JSON.stringify(library.program))
  for (const [n, talk] of TALKS.entries()) {
    const office = openOffice({ storage, library, holder: `node-${n}` })
    office.clock.now += n * HOUR
    for (const [m, text] of talk.entries()) {
      await office.turns.handle({
        ...{ conversation: `talk-${n}`, user: 'u', site: 's', clientId: `m${m}`, at: office.clock.now + m, channelData: null },
        content: { type: 'text', text },
      })
      await office.turns.settled()
    }
    now = office.clock.now + 1
  }
  reader = openReader(files)
  reader.catchUp()
})
afterAll(async () => {
  reader.close()
  await storage.close()
})

describe('the list', () => {
  test('has every conversation once, the latest first', () => {
    const { items, total, next } = list()
    expect(items.map(({ id }) => id)).toEqual(TALKS.map((_, n) => `talk-${n}`).reverse())
    expect([total, next]).toEqual([TALKS.length, null])
  })

  test('comes page by page, each row once', () => {
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = list({ limit: 2, ...(cursor !== undefined && { cursor }) })
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.next ?? undefined
    } while (cursor !== undefined)
    expect(seen).toEqual(list().items.map(({ id }) => id))
    expect(list({ cursor: 'nonsense' }).items).toHaveLength(TALKS.length)
  })

  test('shows only what is masked', () => {
    expect(list({ q: '12****89' }).items).toHaveLength(1)
    expect(JSON.stringify(list())).not.toContain('123456789')
    expect(list({ q: '123456789' }).items).toEqual([])
  })

  /** What each filter means, said once more in plain code. */
  const MEANING: Readonly<Record<string, (row: ConversationRow, value: never) => boolean>> = {
    intent: (row, value) => row.intents.includes(value),
    dialog: (row, value) => row.dialogs.includes(value),
    outcome: (row, value) => row.outcome === value,
    language: (row, value) => row.language === value,
    owner: (row, value) => row.owner === value,
    reviewed: (row, value) => row.reviewed === value,
    fallback: (row, value) => row.fallbacks > 0 === value,
    tag: (row, value) => row.tags.includes(value),
    confidenceBelow: (row, value) => row.lowestConfidence !== null && row.lowestConfidence < value,
    from: (row, value) => row.lastAt >= value,
    to: (row, value) => row.lastAt < value,
  }
  test('filters alone and together as plain code does', () => {
    const all = list().items
    const of = <Value>(pick: (row: ConversationRow) => readonly Value[]) => fc.constantFrom(...new Set(all.flatMap(pick)))
    const filters = fc.record(
      {
        intent: of((row) => row.intents),
        dialog: of((row) => row.dialogs),
        outcome: of((row) => [row.outcome]),
        language: fc.constantFrom('zh' as const, 'en' as const),
        owner: fc.constantFrom('bot' as const, 'agent' as const),
        reviewed: fc.boolean(),
        fallback: fc.boolean(),
        tag: fc.constantFrom('旧的', '新的'),
        confidenceBelow: fc.double({ min: 0, max: 1, noNaN: true }),
        from: of((row) => [row.lastAt]),
        to: of((row) => [row.lastAt]),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(filters, (wanted) => {
        const expected = all.filter((row) => Object.entries(wanted).every(([name, value]) => MEANING[name]?.(row, value as never)))
        expect(list(wanted).items).toEqual(expected)
        expect(list(wanted).total).toBe(expected.length)
      }),
    )
  })
})

describe('search', () => {
  test.each([
    ['一个字', '伞', '撑伞'],
    ['两个字', '笑话', '讲个笑话'],
    ['三个字', '个笑话', '讲个笑话'],
    ['an English word', 'umbrella', 'hello umbrella, please unbind'],
    ['the beginning of one', 'UNBI', 'hello umbrella, please unbind'],
    ['full width', 'ｕｎｂｉｎｄ', 'hello umbrella, please unbind'],
    ['several words', 'unbind hello', 'hello umbrella, please unbind'],
  ])('%s', (_what, q, expected) => expect(found({ q })).toContain(expected))

  test('every word must be there, and in Chinese side by side', () => {
    expect(found({ q: 'hello 笑话' })).toEqual([])
    expect(found({ q: '笑个' })).toEqual([])
  })

  test('the hit is shown where it stands', () => {
    expect(list({ q: '笑话' }).items[0]?.snippet).toContain('⟦笑话⟧')
  })

  test.each([
    '"',
    '" OR "',
    'NEAR(a b)',
    'text:x',
    '*',
    '()',
    '^hello',
    '-hello',
    'a'.repeat(1000),
    '？！……',
    "'; drop table summary; --",
    '\u0000',
    '\ud800',
  ])('words like %j are only words', (q) => {
    expect(list({ q }).items.length).toBeLessThanOrEqual(TALKS.length)
    expect(list().items).toHaveLength(TALKS.length)
  })
  test('any query is answered', () => fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (q) => list({ q }).total <= TALKS.length)))
})

describe('a whole conversation', () => {
  test('has messages, why, and where the bot stands', () => {
    const detail = reader.detail('talk-0', now)
    expect(() => conversationSchema.parse({ ...detail, ticketRows: [] })).not.toThrow()
    expect(detail?.messages[0]).toMatchObject({ from: 'user', text: '出门' })
    const [first] = detail?.messages ?? []
    expect(detail?.why[first?.inputId ?? '']).toMatchObject({ kind: 'said', intent: expect.any(String) })
    expect(detail?.messages.some(({ from, text }) => from === 'bot' && text.length > 0)).toBe(true)
  })
  test('that is not there is null', () => expect(reader.detail('nowhere', now)).toBeNull())
})

describe('what agents note', () => {
  test('shows at once, and an older view is stale', async () => {
    expect(await changeReview(storage.kysely, 'talk-1', { version: 0, reviewed: true, tags: ['新的', '新的'] })).toBe('changed')
    expect(await changeReview(storage.kysely, 'talk-1', { version: 0, reviewed: false })).toBe('stale')
    expect(await changeReview(storage.kysely, 'nowhere', { version: 0 })).toBe('not_found')
    reader.touched(['talk-1'])
    expect(list({ reviewed: true, tag: '新的' }).items.map(({ id, tags }) => [id, tags])).toEqual([['talk-1', ['新的']]])
    expect(await changeReview(storage.kysely, 'talk-1', { version: 1, tags: ['旧的'] })).toBe('changed')
    expect(reader.detail('talk-1', now)).toMatchObject({ reviewed: true, tags: ['旧的'], reviewVersion: 2 })
  })
  test('notes stay in order', async () => {
    await addNote(storage.kysely, 'talk-1', { text: '一', agent: 'lin', at: 1 })
    await addNote(storage.kysely, 'talk-1', { text: '二', agent: 'lin', at: 2 })
    expect(reader.detail('talk-1', now)?.notes.map(({ text }) => text)).toEqual(['一', '二'])
    expect(await addNote(storage.kysely, 'nowhere', { text: 'x', agent: 'lin', at: 1 })).toBe(false)
  })
})

test('an index that grew is the one that is built anew', async () => {
  const fresh = openReader({ ...files, index: inFolder('again.db') })
  fresh.catchUp()
  expect(fresh.list(query(), now)).toEqual(reader.list(query(), now))
  fresh.close()
})

test('what is deleted from the store leaves nothing in the index', async () => {
  const office = openOffice({ storage, library: tinyLibrary(), holder: 'gone' })
  await office.turns.handle({
    ...{ conversation: 'gone', user: 'u', site: 's', clientId: 'x', at: office.clock.now, channelData: null },
    content: { type: 'text', text: '很特别的话' },
  })
  reader.touched(['gone'])
  expect(list({ q: '特别' }).items).toHaveLength(1)
  const db = new Database(files.database)
  db.pragma('foreign_keys = on')
  db.prepare('delete from conversation where id = ?').run('gone')
  db.close()
  reader.catchUp()
  expect(list({ q: '特别' }).items).toEqual([])
  expect(reader.detail('gone', now)).toBeNull()
})

test('a conversation that cannot be read is told of, and left out of the others', () => {
  const broken = inFolder('broken.db')
  const source = new Database(files.database)
  source.exec(`vacuum into '${broken}'`)
  source.close()
  const db = new Database(broken)
  db.prepare(`update activity set body = '{"type":"nothing"}' where conversation = 'talk-0' and seq = 1`).run()
  db.close()
  const told: string[] = []
  const fresh = openReader({ ...files, database: broken, index: inFolder('broken.review.db') }, (error) => told.push(error.message))
  fresh.catchUp()
  expect(told).toEqual(['the conversation talk-0 cannot be read'])
  expect(fresh.list(query(), now).items.map(({ id }) => id)).not.toContain('talk-0')
  expect(fresh.list(query(), now).items.length).toBeGreaterThan(3)
  fresh.close()
})
