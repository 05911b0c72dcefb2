import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type TicketChange, type TicketQuery, ticketChangeSchema, ticketQuerySchema } from '../../src/contract/tickets.js'
import { type Asked, type AuditEntry, addNote, changeTicket } from '../../src/handoff/changeTicket.js'
import { countTickets, findTicket, listTickets, ticketsBeside } from '../../src/handoff/listTickets.js'
import { openStorage } from '../../src/storage/open.js'
import type { SqlStorage } from '../../src/storage/options.js'
import { temporaryFolder } from '../storage/folder.js'
import { startPostgres } from '../storage/postgresServer.js'
import { record, said, ticket } from '../storage/record.js'

type Unversioned<Change> = Change extends TicketChange ? Omit<Change, 'version'> : never
type Wanted = Unversioned<TicketChange>

const LIN = { id: 'lin', role: 'agent' } as const
const WANG = { id: 'wang', role: 'agent' } as const
const ZHAO = { id: 'zhao', role: 'lead' } as const
const NOON = 1_800_000_000_000
const inFolder = temporaryFolder()
let server: Awaited<ReturnType<typeof startPostgres>>
beforeAll(async () => {
  server = await startPostgres()
}, 120_000)
afterAll(() => server.stop())

let databases = 0
const subjects = [
  ['SQLite', async () => openStorage(`sqlite:${inFolder(`tickets-${++databases}.db`)}`)],
  ['PostgreSQL', async () => openStorage(await server.newDatabase())],
] as const

describe.each(subjects)('tickets on %s', (_, open) => {
  let storage: SqlStorage
  const entries: AuditEntry[] = []
  const audit = async (_db: unknown, entry: AuditEntry): Promise<void> => void entries.push(entry)
  beforeAll(async () => {
    storage = await open()
    const packet = (language: string) => ({ language, ownership: 'not_proven' })
    for (let n = 1; n <= 12; n++)
      await storage.commitTurn(
        record(`c${n}`, 0, {
          activities: [said(`m${n}`)],
          tickets: [
            ticket(`MB-${String(n).padStart(8, '0')}`, {
              at: NOON + n,
              queue: n % 3 === 0 ? 'appeals' : 'general',
              problem: n % 2 === 0 ? 'unbind_failed' : 'change_phone',
              accountHash: `account-${n}`,
              packet: packet(n % 4 === 0 ? 'en' : 'zh'),
            }),
          ],
        }),
      )
  })
  afterAll(() => storage.close())

  const query = (changes: Partial<TicketQuery> = {}): TicketQuery => ({ ...ticketQuerySchema.parse({}), ...changes })
  const numbers = async (changes: Partial<TicketQuery> = {}) => (await listTickets(storage.kysely, query(changes))).rows.map((row) => row.number)
  const versionOf = async (number: string): Promise<number> => Number((await findTicket(storage.kysely, number))?.version)
  const ask = async (number: string, actor: Asked['actor'], wanted: Wanted, version?: number) => {
    const change = ticketChangeSchema.parse({ ...wanted, version: version ?? (await versionOf(number)) })
    return changeTicket(storage.kysely, { number, change, actor, at: NOON + 100 }, audit)
  }

  test('the oldest come first, page after page, each once', async () => {
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await listTickets(storage.kysely, query({ limit: 5, ...(cursor !== undefined && { cursor }) }))
      seen.push(...page.rows.map(({ number }) => number))
      cursor = page.next ?? undefined
    } while (cursor !== undefined)
    expect(seen).toEqual(Array.from({ length: 12 }, (_, n) => `MB-${String(n + 1).padStart(8, '0')}`))
  })

  test('a cursor that is none begins at the start', async () => {
    expect(await numbers({ cursor: 'nonsense', limit: 1 })).toEqual(['MB-00000001'])
  })

  test('filters hold together', async () => {
    expect(await numbers({ queue: 'appeals' })).toEqual(['MB-00000003', 'MB-00000006', 'MB-00000009', 'MB-00000012'])
    expect(await numbers({ queue: 'appeals', problem: 'unbind_failed', language: 'en' })).toEqual(['MB-00000012'])
    expect(await numbers({ status: 'resolved' })).toEqual([])
  })

  test('of two who claim at once one wins and the other is told', async () => {
    const number = 'MB-00000001'
    const version = await versionOf(number)
    const results = await Promise.all([LIN, WANG].map((actor) => ask(number, actor, { do: 'claim' }, version)))
    expect(results.map(({ type }) => type).sort()).toEqual(['changed', 'stale'])
    expect(entries.filter(({ subject }) => subject === number)).toEqual([expect.objectContaining({ action: 'ticket_claim' })])
  })

  test('an agent lets colleagues have theirs; a lead does not ask', async () => {
    const number = 'MB-00000002'
    await ask(number, LIN, { do: 'claim' })
    for (const wanted of [{ do: 'return' }, { do: 'resolve' }, { do: 'assign', agent: 'wang' }, { do: 'move', queue: 'appeals' }] as const)
      expect(await ask(number, WANG, wanted)).toEqual({ type: 'forbidden' })
    expect(await ask(number, ZHAO, { do: 'assign', agent: 'wang' })).toMatchObject({ type: 'changed' })
    expect((await findTicket(storage.kysely, number))?.assignee).toBe('wang')
  })

  test('who is given a ticket goes on where the colleague spoke', async () => {
    const number = 'MB-00000004'
    await ask(number, LIN, { do: 'claim' })
    await storage.commitTurn(record('c4', 1, { owner: 'agent', ownerEpoch: 1, ownerAgent: 'lin' }))
    await ask(number, LIN, { do: 'assign', agent: 'wang' })
    expect(await storage.conversation('c4')).toMatchObject({ owner: 'agent', ownerAgent: 'wang', version: 3 })
  })

  test('a resolved one leaves the queue, and comes back unless its problem has another', async () => {
    const number = 'MB-00000005'
    await ask(number, LIN, { do: 'claim' })
    await ask(number, LIN, { do: 'resolve' })
    expect(await numbers()).not.toContain(number)
    expect(await numbers({ status: 'resolved' })).toEqual([number])
    await storage.commitTurn(
      record('c20', 0, { tickets: [ticket('MB-00000020', { problem: 'change_phone', accountHash: 'account-5', at: NOON + 50 })] }),
    )
    expect(await ask(number, LIN, { do: 'reopen' })).toEqual({ type: 'another_open', number: 'MB-00000020' })
    const row = await findTicket(storage.kysely, number)
    expect(row && (await ticketsBeside(storage.kysely, row)).map((other) => other.number)).toEqual(['MB-00000020'])
    await ask('MB-00000020', ZHAO, { do: 'resolve' })
    expect(await ask(number, LIN, { do: 'reopen' })).toMatchObject({ type: 'changed' })
    expect(await findTicket(storage.kysely, number)).toMatchObject({ status: 'open', assignee: null, resolved_at: null })
  })

  test('the urgent come first', async () => {
    await ask('MB-00000012', ZHAO, { do: 'prioritise', priority: 2 })
    expect((await numbers())[0]).toBe('MB-00000012')
  })

  test('a note makes what others saw stale, and is kept', async () => {
    const number = 'MB-00000006'
    const version = await versionOf(number)
    expect(await addNote(storage.kysely, { number, text: '已回电', agent: 'lin', at: NOON + 200 })).toBe(true)
    expect(await storage.ticketNotes(number)).toEqual([{ number, note: { type: 'agent_note', text: '已回电', agent: 'lin' }, at: NOON + 200 }])
    expect(await ask(number, LIN, { do: 'claim' }, version)).toEqual({ type: 'stale' })
    expect(await addNote(storage.kysely, { number: 'MB-99999999', text: 'x', agent: 'lin', at: NOON })).toBe(false)
  })

  test('what is not there is said to be not there', async () => {
    expect(await ask('MB-99999999', LIN, { do: 'claim' }, 1)).toEqual({ type: 'not_found' })
    expect(await findTicket(storage.kysely, 'MB-99999999')).toBeNull()
  })

  test('the counts are those of the list', async () => {
    const rows = (await listTickets(storage.kysely, query({ limit: 100 }))).rows
    expect(await countTickets(storage.kysely, 'wang')).toEqual({
      open: rows.filter(({ status }) => status === 'open').length,
      mine: rows.filter(({ assignee }) => assignee === 'wang').length,
      assigned: rows.filter(({ status }) => status === 'assigned').length,
    })
  })

  test('whatever is asked in whatever order, a ticket has an agent exactly while it is assigned', async () => {
    const number = 'MB-00000007'
    const wanted = fc.constantFrom<Wanted[]>(
      { do: 'claim' },
      { do: 'return' },
      { do: 'resolve' },
      { do: 'reopen' },
      { do: 'assign', agent: 'wang' },
      { do: 'move', queue: 'general' },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(wanted, fc.constantFrom(LIN, WANG, ZHAO)), { maxLength: 8 }), async (steps) => {
        for (const [change, actor] of steps) {
          const before = await versionOf(number)
          const result = await ask(number, actor, change)
          const row = await findTicket(storage.kysely, number)
          expect(row?.status === 'open' ? row.assignee : null).toBeNull()
          expect(row?.status === 'assigned' ? row.assignee : 'somebody').not.toBeNull()
          expect(Number(row?.version)).toBe(result.type === 'changed' ? before + 1 : before)
        }
      }),
      { numRuns: 20 },
    )
  })
})
