import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { memoryResumes, type Resumes, resumeMigrations, sqlResumes } from '../../src/conversations/resume.js'
import { NOTHING_STORED } from '../../src/storage/nothingStored.js'
import { openStorage } from '../../src/storage/open.js'
import type { SqlStorage } from '../../src/storage/options.js'
import type { TurnRecord } from '../../src/storage/records.js'

const whose = { conversation: 'c1', user: 'u1', site: 's1' }
const DAY = 24 * 60 * 60 * 1000

const begun = (conversation: string): TurnRecord => ({
  conversation,
  expectedVersion: 0,
  created: { user: 'u1', site: 's1' },
  at: 0,
  state: {},
  programHash: 'p1',
  owner: 'bot',
  ownerEpoch: 0,
  failures: 0,
  working: null,
  inputId: 'i',
  ...NOTHING_STORED,
})

let storage: SqlStorage
beforeAll(async () => {
  storage = await openStorage(':memory:', { migrations: resumeMigrations })
  for (const id of ['c1', 'c2']) await storage.commitTurn(begun(id))
})
afterAll(() => storage.close())

const implementations: readonly (readonly [string, () => Resumes])[] = [
  ['in memory', memoryResumes],
  ['in SQLite', () => sqlResumes(storage.kysely)],
]

describe.each(implementations)('secrets to come back with, %s', (_where, make) => {
  const use = async (resumes: Resumes, secret: string, at = 1): Promise<string> => {
    const found = await resumes.use(secret, 's1', at)
    if (!found) throw new Error('expected the secret to be good')
    expect(found).toEqual({ ...whose, secret: expect.any(String) })
    return found.secret
  }

  test('one brings back whose it is and gives another', async () => {
    const resumes = make()
    const first = await resumes.issue(whose, 0)
    expect(Buffer.from(first, 'base64url')).toHaveLength(16)
    const second = await use(resumes, first)
    expect(second).not.toBe(first)
    await use(resumes, second)
  })

  test('the one before stays good until the new one is used', async () => {
    const resumes = make()
    const first = await resumes.issue(whose, 0)
    const lost = await use(resumes, first)
    const second = await use(resumes, first)
    await use(resumes, second)
    expect(await resumes.use(first, 's1', 1)).toBeNull()
    expect(await resumes.use(lost, 's1', 1)).toBeNull()
  })

  test('two tabs that came back with one secret both hold a good one', async () => {
    const resumes = make()
    const first = await resumes.issue(whose, 0)
    await use(resumes, first)
    await use(resumes, await use(resumes, first))
  })

  test('it is refused on another site, and stays good on its own', async () => {
    const resumes = make()
    const first = await resumes.issue(whose, 0)
    expect(await resumes.use(first, 's2', 1)).toBeNull()
    await use(resumes, first)
  })

  test('it ends after seven days', async () => {
    const resumes = make()
    const first = await resumes.issue(whose, 0)
    expect(await resumes.use(first, 's1', 7 * DAY)).toBeNull()
    await use(resumes, first, 7 * DAY - 1)
  })

  test('a conversation can be closed to coming back, others stay', async () => {
    const resumes = make()
    const [mine, others] = [await resumes.issue(whose, 0), await resumes.issue({ ...whose, conversation: 'c2' }, 0)]
    const next = await use(resumes, mine)
    await resumes.end('c1')
    expect([await resumes.use(mine, 's1', 1), await resumes.use(next, 's1', 1)]).toEqual([null, null])
    expect(await resumes.use(others, 's1', 1)).toMatchObject({ conversation: 'c2' })
  })

  test('what was never given is unknown', async () => {
    expect(await make().use('nonsense', 's1', 1)).toBeNull()
  })
})

test('the database holds no secret', async () => {
  const secret = await sqlResumes(storage.kysely).issue(whose, 0)
  const rows = await storage.kysely.withTables<{ resume: { digest: string } }>().selectFrom('resume').selectAll().execute()
  expect(rows.length).toBeGreaterThan(0)
  expect(JSON.stringify(rows)).not.toContain(secret)
})
