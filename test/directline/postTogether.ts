import { connect } from 'node:net'
import type { Talk } from './conversation.js'

/** Sends several activities in one write, so that the later are there before the first is answered; gives their ids. */
export function postTogether(origin: string, { id, token }: Pick<Talk, 'id' | 'token'>, activities: readonly object[]): Promise<readonly string[]> {
  const { hostname, port } = new URL(origin)
  const requests = activities.map((activity, index) => {
    const body = JSON.stringify(activity)
    const head = [
      `POST /v3/directline/conversations/${id}/activities HTTP/1.1`,
      `Host: ${hostname}:${port}`,
      `Authorization: Bearer ${token}`,
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      `Connection: ${index === activities.length - 1 ? 'close' : 'keep-alive'}`,
    ]
    return `${head.join('\r\n')}\r\n\r\n${body}`
  })
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(Number(port), hostname, () => socket.write(requests.join('')))
    socket.on('data', (chunk) => {
      answer += chunk.toString()
    })
    socket.on('error', reject)
    socket.on('end', () => resolve([...answer.matchAll(/\{"id":"([^"]+)"\}/g)].map(([, posted = '']) => posted)))
  })
}
