import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { changeTicket } from '../../src/handoff/changeTicket.js'
import { openStorage } from '../../src/storage/open.js'
import type { SqlStorage } from '../../src/storage/options.js'
import type { StoredActivity } from '../../src/storage/records.js'
import { createAgentSide } from '../../src/turn/agentSide.js'
import { record, said, ticket } from '../storage/record.js'
import { CONVERSATION, NOON, openOffice } from '../turn/office.js'
import { tinyLibrary } from '../turn/tinyLibrary.js'

const CLAIMS = 10_000
const TAKEOVERS = 1000
const AGENTS = ['lin', 'wang', 'sara'].map((id) => ({ id, display: id }))

let storage: SqlStorage
beforeAll(async () => {
  storage = await openStorage(':memory:')
})
afterAll(() => storage.close())

test(`${CLAIMS} times two or three claim one ticket at once: each time one has it, and what is on record says so`, async () => {
  await storage.commitTurn(record('c1', 0, { activities: [said('m1')], tickets: [ticket('MB-00000001', { at: NOON })] }))
  let recorded = 0
  const audit = async (): Promise<void> => {
    recorded += 1
  }
  let version = 1
  for (let round = 0; round < CLAIMS; round++) {
    const claim = { do: 'claim', version } as const
    const asked = AGENTS.slice(0, 2 + (round % 2)).map(({ id }) => ({
      number: 'MB-00000001',
      change: claim,
      actor: { id, role: 'agent' as const },
      at: NOON,
    }))
    const results = await Promise.all(asked.map((one) => changeTicket(storage.kysely, one, audit)))
    const winners = asked.filter((_, n) => results[n]?.type === 'changed')
    if (winners.length !== 1 || !results.every(({ type }) => type === 'changed' || type === 'stale'))
      throw new Error(`round ${round}: ${JSON.stringify(results)}`)
    const back = { do: 'return', version: version + 1 } as const
    const [winner] = winners
    if (!winner) throw new Error('expected a winner')
    expect((await changeTicket(storage.kysely, { ...winner, change: back }, audit)).type).toBe('changed')
    version += 2
  }
  expect(recorded).toBe(2 * CLAIMS)
}, 120_000)

test(`${TAKEOVERS} times an agent takes over while the bot is at work: nothing of the bot's comes behind it`, async () => {
  const office = openOffice({ storage, library: tinyLibrary() })
  const desk = createAgentSide(office.deps, office.turns)
  await office.say('出门')
  for (let round = 0; round < TAKEOVERS; round++) {
    const agent = AGENTS[round % AGENTS.length] ?? { id: 'lin', display: 'lin' }
    const others = AGENTS.filter((one) => one !== agent)
    const saying = office.send(round % 2 === 0 ? '看天' : '出门', `c${round}`)
    const steps = [agent, ...others].map((one) => desk.takeOver(CONVERSATION, one, NOON + round))
    const results = await Promise.all([saying, ...steps])
    await office.turns.settled()
    const owner = (await office.conversation()).ownerAgent
    expect(results.slice(1).filter((step) => 'type' in step && step.type === 'done')).toHaveLength(1)
    const winner = AGENTS.find(({ id }) => id === owner)
    if (!winner) throw new Error(`round ${round}: expected one of the agents to have it, got ${owner}`)
    await desk.handBack(CONVERSATION, winner, NOON + round)
    await office.turns.settled()
  }
  expect(repliesWhileAgentsHadIt(await storage.activitiesAfter(CONVERSATION, 0, 100_000))).toEqual([])
}, 120_000)

/** Messages of the bot between an agent's coming and going. */
function repliesWhileAgentsHadIt(activities: readonly StoredActivity[]): readonly number[] {
  let isAgents = false
  return activities.flatMap(({ role, kind, body, seq }) => {
    const name = typeof body === 'object' && body !== null && 'name' in body ? body.name : null
    if (role === 'agent' && kind === 'event') isAgents = name === 'handoff.joined'
    return isAgents && role === 'bot' && kind === 'message' ? [seq] : []
  })
}
