import { expect, test } from '@jest/globals'
import { sqlStore } from '../../src/verification/sqlStore.js'
import { intercepted } from './recorder.js'
import { ANN, ANNS_PHONE, BARE, NOBODY, type Room, room, START } from './room.js'
import { inDatabase, sqlite } from './stores.js'

const MINUTE = 60_000
type Witnessed = { readonly replies: readonly string[]; readonly calls: readonly string[] }

/** What somebody sees, and what the database and the services are asked, while a stranger goes through everything about one account. */
async function witness(account: string, prepare: (here: Room) => void = () => undefined): Promise<Witnessed> {
  const calls: string[] = []
  const db = sqlite((event) => calls.push(event.query.sql))
  const opened = await inDatabase('sqlite', db)
  calls.length = 0
  const here = await room({
    store: sqlStore(db),
    wrap: (deps) =>
      intercepted(deps, (name, call) => {
        calls.push(name)
        return call()
      }),
  })
  prepare(here)
  const replies = await ask(here, account)
  await opened.close()
  return { replies, calls }
}

async function ask({ desk, asked, type }: Room, account: string): Promise<readonly string[]> {
  const replies: string[] = []
  const wrongDynamic = async (at: number) => desk.tryDynamicCode({ ...asked({ account, at }), tag: await desk.tagOf('c1', '000000') })
  for (const minute of [0, 0.5, 1, 2, 3, 4, 5, 6]) {
    const at = START + minute * MINUTE
    replies.push(await desk.sendOwnershipCode(asked({ account, at })))
    for (let times = 0; times < 2; times++) replies.push(await type('000000', { account, at }))
    replies.push(await wrongDynamic(at))
    replies.push(await desk.checkFace(asked({ account, at })))
    replies.push(await desk.requireProof(asked({ account, at })))
    replies.push(await desk.sendPossessionCode({ ...asked({ account, at }), number: '13900000001', numberHash: 'n' }))
  }
  replies.push(await desk.sendOwnershipCode(asked({ account, at: START + 5.5 * MINUTE, conversation: 'c2' })))
  replies.push(await type('000000', { account, at: START + 60 * MINUTE, conversation: 'c2' }))
  return replies
}

test('an account that exists, one without contact and one that does not exist get the same replies and cause the same work', async () => {
  const known = await witness(ANN, ({ faces }) => faces.set(ANN, 'fail'))
  const contactless = await witness(BARE)
  const unknown = await witness(NOBODY)
  expect(new Set(known.replies)).toEqual(new Set(['sent', 'limited', 'wrong', 'locked', 'expired', 'failed', 'not_verified']))
  expect(contactless).toEqual(known)
  expect(unknown).toEqual(known)
  expect(known.calls.length).toBeGreaterThan(300)
})

test('nor does it show that somebody else has used up the number', async () => {
  const known = await witness(ANN, ({ faces }) => faces.set(ANN, 'fail'))
  const silenced = await room()
  const ben = silenced.contacts.get('100002')
  if (ben !== undefined) silenced.contacts.set('100002', { ...ben, verified_contact: ANNS_PHONE })
  await silenced.desk.sendOwnershipCode(silenced.asked({ account: '100002' }))
  silenced.faces.set(ANN, 'fail')
  expect(await ask(silenced, ANN)).toEqual(known.replies)
})

test('a tag has one form, whether or not a code is open', async () => {
  const { desk, asked } = await room()
  const before = await desk.tagOf('c1', '123456')
  await desk.sendOwnershipCode(asked())
  const after = await desk.tagOf('c1', '123456')
  for (const tag of [before, after]) expect(tag).toMatch(/^[0-9a-f]{32}\.[0-9a-f]{32}\.[0-9a-f]{32}$/)
  expect(after).not.toBe(before)
})
