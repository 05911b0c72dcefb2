import { expect, test } from '@jest/globals'
import { fresh, type Subject } from './contract.js'
import { record, replied, said, ticket } from './record.js'

/** One unresolved ticket an account and problem, and what becomes of tickets. */
export function ticketsContract(subject: Subject): void {
  test('a ticket is found by number, conversation and account', async () => {
    const storage = await fresh(subject)
    await storage.commitTurn(record('c1', 0, { tickets: [ticket('MB-1'), ticket('MB-2', { problem: 'login', at: 5 })] }))
    const first = { ...ticket('MB-1'), conversation: 'c1', status: 'open', updatedAt: 1_700_000_000_000, assignee: null, version: 1 }
    expect(await storage.ticket('MB-1')).toEqual(first)
    expect((await storage.ticketsOfConversation('c1')).map(({ number }) => number)).toEqual(['MB-2', 'MB-1'])
    expect((await storage.ticketsOfAccount('account-1')).map(({ number }) => number)).toEqual(['MB-2', 'MB-1'])
    expect(await storage.ticketsOfAccount('account-2')).toEqual([])
    expect(await storage.openTickets()).toEqual({ count: 2, oldestAt: 5 })
  })

  test('without tickets none is open', async () => {
    expect(await (await fresh(subject)).openTickets()).toEqual({ count: 0, oldestAt: null })
  })

  test('a second ticket on the same problem is refused and nothing of its record is stored', async () => {
    const storage = await fresh(subject)
    await storage.commitTurn(record('c1', 0, { tickets: [ticket('MB-1')] }))
    const second = { tickets: [ticket('MB-2', { problem: 'other' }), ticket('MB-3')], activities: [said('m1')] }
    expect(await storage.commitTurn(record('c2', 0, second))).toEqual({ type: 'ticket_exists', number: 'MB-1' })
    expect(await storage.conversation('c2')).toBeNull()
    expect(await storage.ticket('MB-2')).toBeNull()
    expect(await storage.commitTurn(record('c2', 0, { tickets: [ticket('MB-2', { problem: 'other' })] }))).toMatchObject({ type: 'committed' })
  })

  test('without an account the ticket belongs to the conversation', async () => {
    const storage = await fresh(subject)
    const unproven = (number: string) => ({ tickets: [ticket(number, { accountHash: null })] })
    await storage.commitTurn(record('c1', 0, unproven('MB-1')))
    expect(await storage.commitTurn(record('c1', 1, unproven('MB-2')))).toEqual({ type: 'ticket_exists', number: 'MB-1' })
    expect(await storage.commitTurn(record('c2', 0, unproven('MB-2')))).toMatchObject({ type: 'committed' })
  })

  test('a number that another ticket bears is told apart', async () => {
    const storage = await fresh(subject)
    await storage.commitTurn(record('c1', 0, { tickets: [ticket('MB-1')] }))
    const other = { tickets: [ticket('MB-1', { accountHash: 'account-2' })] }
    expect(await storage.commitTurn(record('c2', 0, other))).toEqual({ type: 'ticket_number_taken', number: 'MB-1' })
    expect(await storage.conversation('c2')).toBeNull()
  })

  test('an agent owns a conversation until the bot has it again', async () => {
    const storage = await fresh(subject)
    await storage.commitTurn(record('c1', 0))
    await storage.commitTurn(record('c1', 1, { owner: 'agent', ownerEpoch: 1, ownerAgent: 'lin' }))
    await storage.commitTurn(record('c1', 2, { owner: 'agent', ownerEpoch: 1 }))
    expect(await storage.conversation('c1')).toMatchObject({ owner: 'agent', ownerAgent: 'lin' })
    await storage.commitTurn(record('c1', 3, { owner: 'bot', ownerEpoch: 1 }))
    expect(await storage.conversation('c1')).toMatchObject({ owner: 'bot', ownerAgent: null })
  })

  test('a ticket that has moved meanwhile is not moved, and nothing of the commit is stored', async () => {
    const storage = await fresh(subject)
    await storage.commitTurn(record('c1', 0, { tickets: [ticket('MB-1')] }))
    const assigned = { number: 'MB-1', status: 'assigned', assignee: 'lin', version: 1 } as const
    expect(await storage.commitTurn(record('c1', 1, { ticketsMoved: [assigned] }))).toMatchObject({ type: 'committed' })
    expect(await storage.ticket('MB-1')).toMatchObject({ status: 'assigned', assignee: 'lin', version: 2 })
    const late = record('c1', 2, { ticketsMoved: [{ ...assigned, assignee: 'wang' }], activities: [replied('late')] })
    expect(await storage.commitTurn(late)).toEqual({ type: 'conflict' })
    expect(await storage.ticket('MB-1')).toMatchObject({ assignee: 'lin', version: 2 })
    expect(await storage.activitiesAfter('c1', 0, 10)).toEqual([])
  })

  test('a ticket moves with its conversation; a resolved one makes room for the next', async () => {
    const storage = await fresh(subject)
    await storage.commitTurn(record('c1', 0, { tickets: [ticket('MB-1')] }))
    await storage.commitTurn(record('c1', 1, { owner: 'agent', ownerEpoch: 1, ticketsMoved: [{ number: 'MB-1', status: 'assigned' }] }))
    expect(await storage.ticket('MB-1')).toMatchObject({ status: 'assigned', updatedAt: 1_700_000_000_001 })
    expect(await storage.conversation('c1')).toMatchObject({ owner: 'agent', ownerEpoch: 1 })
    expect(await storage.commitTurn(record('c2', 0, { tickets: [ticket('MB-2')] }))).toMatchObject({ type: 'ticket_exists' })
    await storage.commitTurn(record('c1', 2, { ticketsMoved: [{ number: 'MB-1', status: 'resolved' }] }))
    expect(await storage.openTickets()).toEqual({ count: 0, oldestAt: null })
    expect(await storage.commitTurn(record('c2', 0, { tickets: [ticket('MB-2')] }))).toMatchObject({ type: 'committed' })
    await expect(storage.commitTurn(record('c1', 3, { ticketsMoved: [{ number: 'MB-1', status: 'open' }] }))).rejects.toHaveProperty('message')
    await expect(storage.commitTurn(record('c1', 3, { ticketsMoved: [{ number: 'MB-2', status: 'resolved' }] }))).rejects.toThrow('no ticket MB-2')
    expect((await storage.ticket('MB-2'))?.status).toBe('open')
  })

  test('notes are kept in the order in which they were added', async () => {
    const storage = await fresh(subject)
    const note = (text: string) => ({ number: 'MB-1', note: { text }, at: 7 })
    await storage.commitTurn(record('c1', 0, { tickets: [ticket('MB-1')], ticketNotes: [note('z')] }))
    await storage.commitTurn(record('c1', 1, { ticketNotes: [note('a'), note('m')] }))
    expect(await storage.ticketNotes('MB-1')).toEqual([note('z'), note('a'), note('m')])
    await expect(storage.commitTurn(record('c1', 2, { ticketNotes: [{ ...note('x'), number: 'MB-9' }] }))).rejects.toThrow('no ticket MB-9')
  })
}
