import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Activity, DirectLine } from 'botframework-directlinejs'
import { WebSocket } from 'ws'
import xhr from 'xhr2'
import { begin, type Desk, SECRET, startDesk } from './desk.js'

let desk: Desk
const clients: DirectLine[] = []
beforeAll(async () => {
  desk = await startDesk()
  Object.assign(globalThis, { WebSocket, XMLHttpRequest: xhr.XMLHttpRequest })
})
afterAll(async () => {
  for (const client of clients) client.end()
  await desk.stop()
})

type Options = ConstructorParameters<typeof DirectLine>[0]

/** The client looks for both globals as it is loaded. */
async function connect(options: Options) {
  const { DirectLine } = await import('botframework-directlinejs')
  const client = new DirectLine({ domain: `${desk.origin}/v3/directline`, ...options })
  clients.push(client)
  const seen: Activity[] = []
  let look = (): void => undefined
  client.activity$.subscribe(
    (activity) => {
      seen.push(activity)
      look()
    },
    // Ending the client is told as an error.
    () => undefined,
  )
  const until = (count: number): Promise<readonly Activity[]> =>
    new Promise((resolve) => {
      look = () => seen.length >= count && resolve(seen)
      look()
    })
  const post = (text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      client.postActivity({ type: 'message', text, from: { id: 'u1' } }).subscribe(resolve, reject)
    })
  return { until, post, client }
}

const numbers = (activities: readonly Activity[]) => activities.map(({ id }) => Number(id?.split('|')[1]))

test.each([
  ['over a socket', true],
  ['by polling', false],
])('the real client talks %s', async (_how, webSocket) => {
  const { body } = await desk.call('POST', '/v3/directline/tokens/generate', { bearer: SECRET, body: { user: { id: 'u1' } } })
  const { until, post } = await connect({ token: body.token, webSocket, pollingInterval: 200 })
  expect(numbers(await until(1))).toEqual([1])
  expect(await post('你好')).toBe(`${body.conversationId}|0000002`)
  const seen = await until(3)
  expect(numbers(seen)).toEqual([1, 2, 3])
  expect(seen[1]).toMatchObject({ text: '你好', from: { id: 'u1', role: 'user' } })
})

test('the real client comes back to a conversation and gets its history', async () => {
  const { id, token } = await begin(desk)
  desk.turns.say(id, 3)
  const { until } = await connect({ token, conversationId: id, webSocket: true })
  expect(numbers(await until(4))).toEqual([1, 2, 3, 4])
})
