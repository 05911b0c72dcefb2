import { expect, test } from '@jest/globals'
import type { CommitResult, Storage } from '../../src/storage/records.js'
import { fresh, type Subject } from './contract.js'
import { record, replied, said, ticket } from './record.js'

const many = <Result>(count: number, one: (n: number) => Promise<Result>): Promise<Result[]> =>
  Promise.all(Array.from({ length: count }, (_, n) => one(n)))

/** What holds when everything happens at once. */
export function racesContract(subject: Subject): void {
  const { parallel } = subject

  test(`${parallel} messages at once, tried again on conflict, are each stored once and in one order`, async () => {
    const storage = await fresh(subject)
    await storage.commitTurn(record('c1', 0))
    await many(parallel, (n) => commitAgain(storage, `m${n}`))
    const activities = await storage.activitiesAfter('c1', 0, 10 * parallel)
    expect(activities.map(({ seq }) => seq)).toEqual(Array.from({ length: 2 * parallel }, (_, i) => i + 1))
    const clientIds = activities.filter(({ role }) => role === 'user').map(({ clientId }) => clientId)
    expect([...clientIds].sort()).toEqual(Array.from({ length: parallel }, (_, n) => `m${n}`).sort())
    // Each reply directly follows what it answers.
    activities.forEach(({ role, clientId }, i) => {
      if (role === 'user') expect(activities[i + 1]?.body).toEqual({ text: `to ${clientId}` })
    })
    expect((await storage.conversation('c1'))?.version).toBe(parallel + 1)
    // Everybody but one conflicts each time, so this is parallel² / 2 transactions.
  }, 60_000)

  test(`one message sent ${parallel} times at once is stored once`, async () => {
    const storage = await fresh(subject)
    const results = await many(parallel, () => storage.commitTurn(record('c1', 0, { activities: [replied('first'), said('m1')] })))
    expect(results.filter(({ type }) => type === 'committed')).toHaveLength(1)
    expect(results.filter((result) => result.type === 'duplicate' && result.seq === 2)).toHaveLength(parallel - 1)
    expect(await storage.activitiesAfter('c1', 0, 10)).toHaveLength(2)
  })

  test(`${parallel} tickets at once on one problem become one`, async () => {
    const storage = await fresh(subject)
    const results = await many(parallel, (n) => storage.commitTurn(record(`c${n}`, 0, { tickets: [ticket(`MB-${n}`)] })))
    expect(results.filter(({ type }) => type === 'committed')).toHaveLength(1)
    const [only, ...others] = await storage.ticketsOfAccount('account-1')
    expect(others).toEqual([])
    const refused = results.filter((result) => result.type === 'ticket_exists' && result.number === only?.number)
    expect(refused).toHaveLength(parallel - 1)
  })

  test('of many agents who take a ticket at once one gets it', async () => {
    const storage = await fresh(subject)
    await storage.commitTurn(record('c1', 0, { tickets: [ticket('MB-1')] }))
    const take = { owner: 'agent', ticketsMoved: [{ number: 'MB-1', status: 'assigned' }] } as const
    const results = await many(parallel, (n) => storage.commitTurn(record('c1', 1, { ...take, audit: [{ agent: n }] })))
    expect(results.filter(({ type }) => type === 'committed')).toHaveLength(1)
    expect(await storage.audit('c1')).toHaveLength(1)
  })
}

async function commitAgain(storage: Storage, clientId: string): Promise<CommitResult> {
  for (;;) {
    const version = (await storage.conversation('c1'))?.version ?? 0
    const result = await storage.commitTurn(record('c1', version, { activities: [said(clientId), replied(`to ${clientId}`)] }))
    if (result.type !== 'conflict') return result
  }
}
