import { expect, test } from '@jest/globals'
import { createBot } from '../../src/bot/adapter.js'
import { createCloudEndpoint } from '../../src/bot/cloud.js'
import { createDelivery } from '../../src/bot/delivery.js'
import type { Arrival, Turns } from '../../src/turn/arrival.js'
import { createFeed } from '../../src/turn/feed.js'
import { program } from './program.js'

const sender = { conversation: 'c1', user: 'u1', site: 's1', at: 5 }

function recordedTurns(): Turns & { readonly arrivals: Arrival[] } {
  const arrivals: Arrival[] = []
  return {
    arrivals,
    handle: async (arrival) => ({ seq: arrivals.push(arrival) }),
    settled: async () => undefined,
  }
}

async function receive(raw: unknown) {
  const turns = recordedTurns()
  return { taken: await createBot(turns).receive(raw, sender), arrivals: turns.arrivals }
}

test('words become an arrival with everything that the server knows of the sender', async () => {
  const channelData = { clientActivityID: 'a.1:_-', other: [1, { deep: true }] }
  const { taken, arrivals } = await receive({ type: 'message', text: '解绑失败', channelData, from: { id: 'somebody else' } })
  expect(taken).toEqual({ type: 'taken', seq: 1 })
  expect(arrivals).toEqual([{ ...sender, clientId: 'a.1:_-', channelData, content: { type: 'text', text: '解绑失败' } }])
})

test.each([
  ['no text at all', { type: 'message' }, { type: 'text', text: '' }],
  ['text null', { type: 'message', text: null }, { type: 'text', text: '' }],
  ['10,000 characters', { type: 'message', text: '长'.repeat(10_000) }, { type: 'text', text: '长'.repeat(10_000) }],
  ['control characters', { type: 'message', text: '\u0000\u001b[31m\ud800😀' }, { type: 'text', text: '\u0000\u001b[31m\ud800😀' }],
  ['a tap', { type: 'message', text: '猫', value: { question: 'q1', option: 'cat' } }, { type: 'tap', text: '猫', question: 'q1', option: 'cat' }],
  ['a value of another kind', { type: 'message', text: '猫', value: { option: 5 } }, { type: 'text', text: '猫' }],
  ['a withdrawal', { type: 'event', name: 'withdraw', value: { question: 'q1' } }, { type: 'withdraw', question: 'q1' }],
])('%s is taken', async (_what, raw, content) => {
  const { taken, arrivals } = await receive(raw)
  expect(taken).toEqual({ type: 'taken', seq: 1 })
  expect(arrivals.map((arrival) => arrival.content)).toEqual([content])
})

test.each([
  { type: 'event', name: 'startConversation' },
  { type: 'event', name: 'webchat/join' },
  { type: 'event' },
  { type: 'typing' },
  { type: 'conversationUpdate', membersAdded: 5 },
  { type: 'endOfConversation' },
])('%j is accepted and causes nothing', async (raw) => {
  const { taken, arrivals } = await receive(raw)
  expect(taken).toEqual({ type: 'taken', seq: null })
  expect(arrivals).toEqual([])
})

const deep = JSON.parse(`${'['.repeat(40)}${']'.repeat(40)}`)
test.each([
  ['type', {}],
  ['type', { type: '' }],
  ['type', { type: 5 }],
  ['type', { type: 'constructor' }],
  ['type', { type: 'invoke', name: 'adaptiveCard/action', value: {} }],
  ['type', { type: 'messageReaction', reactionsAdded: [{}] }],
  ['type', { type: 'installationUpdate' }],
  ['text', { type: 'message', text: 5 }],
  ['value', { type: 'message', value: deep }],
  ['value.question', { type: 'event', name: 'withdraw' }],
  ['channelData', { type: 'message', channelData: 'x' }],
  ['channelData', { type: 'message', channelData: [] }],
  ['channelData', { type: 'message', channelData: { big: 'x'.repeat(2048) } }],
  ['channelData.clientActivityID', { type: 'message', channelData: { clientActivityID: 'x'.repeat(65) } }],
  ['channelData.clientActivityID', { type: 'message', channelData: { clientActivityID: 'a b' } }],
  ['channelData.clientActivityID', { type: 'message', channelData: { clientActivityID: 7 } }],
  ['activity', 'words'],
])('what is wrong is named: %s', async (field, raw) => {
  const { taken, arrivals } = await receive(raw)
  expect(taken).toMatchObject({ type: 'refused', field })
  expect(arrivals).toEqual([])
})

test('a turn that fails is not acknowledged', async () => {
  const turns: Turns = { handle: () => Promise.reject(new Error('disk full')), settled: async () => undefined }
  await expect(createBot(turns).receive({ type: 'message', text: 'hi' }, sender)).rejects.toThrow('disk full')
})

test('other channels exist only with an app id and its password', () => {
  const failed = () => undefined
  const delivery = createDelivery({ program: async () => program, titles: () => ({}), debug: false, failed })
  const deps = { turns: recordedTurns(), feed: createFeed(), delivery, now: () => 0, failed }
  const credentials = { appId: 'app', appPassword: 'password', appType: 'MultiTenant', tenantId: '' } as const
  expect(createCloudEndpoint(deps, null)).toBeNull()
  expect(createCloudEndpoint(deps, { ...credentials, appId: '' })).toBeNull()
  expect(createCloudEndpoint(deps, { ...credentials, appPassword: '' })).toBeNull()
  expect(createCloudEndpoint(deps, credentials)).toBeInstanceOf(Function)
})
