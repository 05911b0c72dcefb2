import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { insightsQuerySchema, insightsSchema } from '../../src/contract/insights.js'
import { clusterSentences } from '../../src/review/clusters.js'
import { flowOf } from '../../src/review/flow.js'
import { reviewMigrations } from '../../src/review/migrations.js'
import { openReader, type Reader } from '../../src/review/reader.js'
import { type Session, sessionsOf } from '../../src/review/sessions.js'
import { openStorage } from '../../src/storage/open.js'
import type { SqlStorage } from '../../src/storage/options.js'
import type { Arrival } from '../../src/turn/arrival.js'
import { temporaryFolder } from '../storage/folder.js'
import { openOffice } from '../turn/office.js'
import { tinyLibrary } from '../turn/tinyLibrary.js'

const inFolder = temporaryFolder()
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const START = Date.UTC(2030, 0, 10, 2)
const library = tinyLibrary()
let storage: SqlStorage
let reader: Reader

type Step = string | { readonly start: true } | { readonly wait: number } | { readonly stars: number }
/** Conversations with the hours after which they began, and what was said in them. */
const TALKS: readonly (readonly [number, readonly Step[]])[] = [
  [0, ['出门', '撑伞', '回家', { stars: 5 }]],
  [1, ['出门', '看天', '回家', { stars: 2 }]],
  [2, ['出门']],
  [26, ['出门', '人工']],
  [27, ['讲个笑话']],
  [28, [{ start: true }]],
  // Somebody who comes back on the next day, and somebody who does so after a break.
  [30, ['出门', '撑伞', '回家', { wait: 20 * HOUR }, '出门']],
  [31, ['出门', { wait: 31 * MINUTE }, '撑伞', '回家']],
  [50, ['出门', '撑伞', '回家']],
]

function contentOf(step: Exclude<Step, { readonly wait: number }>): Arrival['content'] {
  if (typeof step === 'string') return { type: 'text', text: step }
  return 'stars' in step ? { type: 'rate', stars: step.stars, comment: '' } : { type: 'start' }
}

beforeAll(async () => {
  const files = { database: inFolder('main.db'), index: inFolder('review.db'), titles: {}, zone: 'UTC' }
  storage = await openStorage(`sqlite:${files.database}`, { migrations: reviewMigrations })
  await storage.saveProgram(library.hash, JSON.stringify(library.program))
  for (const [n, [hours, steps]] of TALKS.entries()) {
    const office = openOffice({ storage, library, holder: `node-${n}` })
    office.clock.now = START + hours * HOUR
    for (const [m, step] of steps.entries()) {
      if (typeof step === 'object' && 'wait' in step) {
        office.clock.now += step.wait
        continue
      }
      const content = contentOf(step)
      office.clock.now += 1000
      await office.turns.handle({
        conversation: `talk-${n}`,
        user: 'u',
        site: 's',
        clientId: `m${m}`,
        at: office.clock.now,
        channelData: null,
        content,
      })
      await office.turns.settled()
    }
  }
  reader = openReader(files)
  reader.catchUp()
})
afterAll(async () => {
  reader.close()
  await storage.close()
})

const LATER = START + 1000 * HOUR
const query = (changes: object = {}) => insightsQuerySchema.parse({ from: '2030-01-10', to: '2030-01-12', ...changes })
const read = (changes: object = {}, now = LATER) => insightsSchema.parse(reader.insights(query(changes), now))
const figure = (id: string, changes: object = {}, now = LATER) => read(changes, now).figures.find((one) => one.id === id)

async function allSessions(): Promise<readonly Session[]> {
  const all = await Promise.all(
    TALKS.map(async (_, n) => sessionsOf(await storage.events(`talk-${n}`), await storage.activitiesAfter(`talk-${n}`, 0, 1000))),
  )
  return all.flat()
}

describe('sessions', () => {
  test('end after half an hour without a word, and nowhere else', async () => {
    expect((await allSessions()).length).toBe(TALKS.length + 2)
  })
  test('know how they ended', async () => {
    const endings = (await allSessions()).map(({ ending }) => ending)
    expect(endings.filter((ending) => ending === 'escalated')).toHaveLength(1)
    expect(endings.filter((ending) => ending === 'not_engaged')).toHaveLength(1)
    expect(endings.filter((ending) => ending.startsWith('resolved'))).toHaveLength(5)
    expect(endings.filter((ending) => ending === 'open')).toHaveLength(4)
  })
})

describe('figures', () => {
  test('are what counting the sessions one by one gives', async () => {
    const sessions = await allSessions()
    const n = (holds: (session: Session) => boolean): number => sessions.filter(holds).length
    const engaged = n(({ ending }) => ending !== 'not_engaged')
    expect(figure('sessions')?.value).toBe(sessions.length)
    expect(figure('engaged')).toMatchObject({ of: engaged, base: sessions.length })
    expect(figure('escalation')).toMatchObject({ of: 1, base: engaged, value: 1 / engaged })
    expect(figure('containment')).toMatchObject({ of: engaged - 1, base: engaged })
    expect(figure('containment_strict')).toMatchObject({ of: engaged - 1 - 2, base: engaged })
    expect(figure('abandoned')).toMatchObject({ of: 4, base: engaged })
    expect(figure('rating')).toMatchObject({ of: 1, base: 2 })
    expect(figure('rating_answered')?.of).toBe(2)
    const fallbacks = sessions.reduce((sum, session) => sum + session.fallbacks.length, 0)
    expect(figure('fallback')).toMatchObject({ of: fallbacks, base: sessions.reduce((sum, { freeTexts }) => sum + freeTexts, 0) })
    expect(fallbacks).toBeGreaterThan(0)
  })
  test('fall on the days on which the sessions began, and add up', () => {
    const { days, figures } = read()
    expect(days).toEqual(['2030-01-10', '2030-01-11', '2030-01-12'])
    const perDay = figures.find(({ id }) => id === 'sessions')?.series ?? []
    expect(perDay.reduce((sum: number, n) => sum + (n ?? 0), 0)).toBe(TALKS.length + 2)
    expect(perDay[0]).toBe(3)
  })
  test('stand beside those of the period before', () => {
    expect(figure('sessions', { from: '2030-01-11', to: '2030-01-11' })?.before.value).toBe(3)
  })
  test('of a dialog count the sessions that began it', () => {
    expect(figure('sessions', { dialog: 'errand' })?.value).toBe(TALKS.length)
    expect(figure('sessions', { dialog: 'nothing' })?.value).toBe(0)
  })
  test('of a language are part of all', () => {
    const [all, zh, en] = [figure('sessions'), figure('sessions', { language: 'zh' }), figure('sessions', { language: 'en' })]
    expect((zh?.value ?? 0) + (en?.value ?? 0)).toBe(all?.value)
  })
  test('nobody who goes on at this moment has been left alone', () => {
    const now = START + 50 * HOUR + 2 * MINUTE
    expect(read({}, now).underWay).toBe(1)
    expect(figure('abandoned', {}, now)?.of).toBe(3)
  })
  test('a period without anybody divides by nothing', () => {
    const { figures } = read({ from: '2020-01-01', to: '2020-01-02' })
    expect(figures.filter(({ kind, value }) => kind !== 'count' && value !== null)).toEqual([])
  })
  test.each([{ from: '2030-01-12', to: '2030-01-10' }, { from: 'yesterday' }, { from: '2020-01-01' }])('%j is no period', (wrong) => {
    expect(insightsQuerySchema.safeParse(Object.assign({ from: '2030-01-10', to: '2030-01-12' }, wrong)).success).toBe(false)
  })
})

describe('the picture of a dialog', () => {
  const flow = () => flowOf(library.program, 'errand', reader.steps(query({ dialog: 'errand' })))
  test('tells who came by each step, left there or was handed over', () => {
    const nodes = new Map(flow()?.nodes.map((node) => [node.id, node]))
    expect(nodes.get('ask')).toMatchObject({ visits: 8 })
    expect([...nodes.values()].reduce((sum, { dropped }) => sum + dropped, 0)).toBe(3)
    expect([...nodes.values()].reduce((sum, { escalated }) => sum + escalated, 0)).toBe(1)
  })
  test('has every step of the dialog, walked or not', () => {
    const edges = flow()?.edges ?? []
    expect(edges.find(({ from, to }) => from === 'ask' && to === 'open')).toMatchObject({ isWritten: true, sessions: expect.any(Number) })
    expect(edges.some(({ sessions }) => sessions === 0)).toBe(true)
  })
  test('of a dialog that is none is null', () => expect(flowOf(library.program, 'constructor', [])).toBeNull())
})

test('counts follow a conversation that goes on, and forget one that is deleted', async () => {
  const before = JSON.stringify(read())
  const office = openOffice({ storage, library, holder: 'more' })
  for (const text of ['出门', '撑伞', '讲个笑话']) {
    office.clock.now = START + HOUR
    await office.turns.handle({
      ...{ conversation: 'more', user: 'u', site: 's', clientId: text, at: office.clock.now, channelData: null },
      content: { type: 'text', text },
    })
    await office.turns.settled()
    reader.touched(['more'])
  }
  expect(figure('sessions')?.value).toBe(TALKS.length + 3)
  const db = new Database(inFolder('main.db'))
  db.pragma('foreign_keys = on')
  db.prepare('delete from conversation where id = ?').run('more')
  db.close()
  reader.catchUp()
  expect(JSON.stringify(read())).toBe(before)
})

describe('groups of sentences', () => {
  const sentence = (text: string) => ({ text, conversation: 'c', at: 0 })
  test('sentences that say the same are together, the largest group first', () => {
    const groups = clusterSentences(
      ['今天天气怎么样', '今天天气怎么样啊', '今天的天气怎么样', '给我讲个笑话', '讲个笑话吧', 'play a song'].map(sentence),
    )
    expect(groups.map(({ size }) => size)).toEqual([3, 2, 1])
    expect(groups[0]?.text).toContain('天气')
  })
  test('every sentence is in exactly one group', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 30 }), { maxLength: 40 }), (texts) => {
        const groups = clusterSentences(texts.map(sentence))
        expect(groups.reduce((sum, { size }) => sum + size, 0)).toBe(texts.length)
      }),
    )
  })
})
