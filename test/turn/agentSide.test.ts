import { describe, expect, test } from '@jest/globals'
import { readState } from '../../src/conversations/readState.js'
import type { WorkResult } from '../../src/engine/inputs.js'
import { createAgentSide } from '../../src/turn/agentSide.js'
import { CONVERSATION, gate, NOON, openOffice } from './office.js'

const LIN = { id: 'lin', display: '林晓' }
const WANG = { id: 'wang', display: '王宇' }

function openDesk() {
  const office = openOffice()
  return { office, desk: createAgentSide(office.deps, office.turns) }
}

describe('an agent takes over', () => {
  test('and the bot is silent from then on', async () => {
    const { office, desk } = openDesk()
    await office.say('出门')
    expect(await desk.takeOver(CONVERSATION, LIN, NOON)).toMatchObject({ type: 'done' })
    const before = (await office.transcript()).length
    await office.say('看天')
    expect((await office.transcript()).slice(before)).toEqual(['> 看天'])
    expect(await office.conversation()).toMatchObject({ owner: 'agent', ownerAgent: 'lin', ownerEpoch: 1 })
  })

  test('in the middle of an act: its result is kept, its replies are not', async () => {
    const { office, desk } = openDesk()
    const opening = gate<WorkResult>()
    office.shop.answers.set('open_umbrella', () => opening.promise)
    await office.say('出门')
    await office.send('撑伞', 'c1')
    await desk.takeOver(CONVERSATION, LIN, NOON)
    const before = (await office.transcript()).length
    opening.open({ outcome: 'opened', gives: {} })
    await office.turns.settled()
    expect((await office.transcript()).slice(before)).toEqual([])
    expect(await office.events()).toContainEqual(expect.objectContaining({ type: 'work_finished', name: 'open_umbrella', outcome: 'opened' }))
  })

  test('twice, which is once', async () => {
    const { office, desk } = openDesk()
    await office.say('出门')
    const first = await desk.takeOver(CONVERSATION, LIN, NOON)
    expect(await desk.takeOver(CONVERSATION, LIN, NOON)).toEqual(first)
    expect(await office.conversation()).toMatchObject({ ownerEpoch: 1 })
  })

  test('that no colleague has; of many at once one gets it, and the others are told who', async () => {
    const { office, desk } = openDesk()
    await office.say('出门')
    const agents = Array.from({ length: 4 }, (_, n) => ({ id: `agent-${n}`, display: `客服 ${n}` }))
    const steps = await Promise.all(agents.map((agent) => desk.takeOver(CONVERSATION, agent, NOON)))
    const winner = (await office.conversation()).ownerAgent
    expect(steps.filter(({ type }) => type === 'done')).toHaveLength(1)
    expect(steps.filter((step) => step.type === 'held' && step.by === winner)).toHaveLength(3)
  })

  test('and what does not exist cannot be taken', async () => {
    const { desk } = openDesk()
    expect(await desk.takeOver('nowhere', LIN, NOON)).toEqual({ type: 'not_found' })
  })
})

describe('an agent says', () => {
  test('what the user reads, masked, once', async () => {
    const { office, desk } = openDesk()
    await office.say('出门')
    await desk.takeOver(CONVERSATION, LIN, NOON)
    const message = { clientId: 'm1', text: '您的手机是 13812345678 吗' }
    const first = await desk.say(CONVERSATION, message, LIN, NOON)
    expect(await desk.say(CONVERSATION, message, LIN, NOON)).toEqual(first)
    const said = office.published.filter(({ role, kind }) => role === 'agent' && kind === 'message')
    expect(said.map(({ body }) => body)).toEqual([{ type: 'agent_said', text: '您的手机是 138****5678 吗', agent: '林晓' }])
  })

  test('nothing in a conversation of the bot or of a colleague', async () => {
    const { office, desk } = openDesk()
    await office.say('出门')
    const message = { clientId: 'm1', text: '你好' }
    expect(await desk.say(CONVERSATION, message, LIN, NOON)).toEqual({ type: 'held', by: null })
    await desk.takeOver(CONVERSATION, WANG, NOON)
    expect(await desk.say(CONVERSATION, message, LIN, NOON)).toEqual({ type: 'held', by: 'wang' })
  })

  test('what a user cannot block by using the same client id', async () => {
    const { office, desk } = openDesk()
    await office.send('出门', 'm1')
    await office.turns.settled()
    await desk.takeOver(CONVERSATION, LIN, NOON)
    await desk.say(CONVERSATION, { clientId: 'm1', text: '你好' }, LIN, NOON)
    expect(office.published.at(-1)?.body).toMatchObject({ text: '你好' })
  })
})

describe('an agent hands back', () => {
  test('and the bot puts the open question again', async () => {
    const { office, desk } = openDesk()
    await office.say('出门')
    const open = (await office.conversation()).state
    await desk.takeOver(CONVERSATION, LIN, NOON)
    const before = (await office.transcript()).length
    expect(await desk.handBack(CONVERSATION, LIN, NOON)).toMatchObject({ type: 'done' })
    await office.turns.settled()
    expect((await office.transcript()).length).toBeGreaterThan(before)
    const now = await office.conversation()
    expect(now).toMatchObject({ owner: 'bot', ownerAgent: null })
    expect(now.state).toMatchObject({ frames: open !== null && typeof open === 'object' && 'frames' in open ? open.frames : [] })
    const { stored, folded } = await office.foldsToItsState()
    expect(stored).toEqual(folded)
  })

  test('and where the matter is solved it says so, and goes on with nothing', async () => {
    const { office, desk } = openDesk()
    await office.say('出门')
    await desk.takeOver(CONVERSATION, LIN, NOON)
    await desk.handBack(CONVERSATION, LIN, NOON, true)
    await office.turns.settled()
    expect((await office.transcript()).slice(-2)).toEqual(['(handoff.left)', 'sentence:handed_back_solved'])
    expect(readState((await office.conversation()).state)).toMatchObject({ frames: [], escalated: null, owner: 'bot' })
  })

  test('only what is theirs', async () => {
    const { office, desk } = openDesk()
    await office.say('出门')
    expect(await desk.handBack(CONVERSATION, LIN, NOON)).toEqual({ type: 'held', by: null })
    await desk.takeOver(CONVERSATION, WANG, NOON)
    expect(await desk.handBack(CONVERSATION, LIN, NOON)).toEqual({ type: 'held', by: 'wang' })
    expect(await desk.handBack('nowhere', LIN, NOON)).toEqual({ type: 'not_found' })
  })
})
