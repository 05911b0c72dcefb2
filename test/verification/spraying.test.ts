import { expect, test } from '@jest/globals'
import { dynamicCode } from '../../src/verification/dynamicCode.js'
import { ANN, ANNS_PHONE, type Room, room, SECRET, START, tally } from './room.js'

const MINUTE = 60_000

async function tryDynamic({ desk, asked }: Room, code: string, over: Parameters<Room['asked']>[0] = {}): Promise<string> {
  const from = asked(over)
  return desk.tryDynamicCode({ ...from, tag: await desk.tagOf(from.conversation, code) })
}

/** A stranger asks for a code and guesses, in a conversation for each account. */
async function sprayCodes(here: Room, accounts: readonly string[], guesses: number): Promise<readonly string[]> {
  const outcomes: string[] = []
  for (const account of accounts) {
    const over = { account, conversation: `stranger ${account}` }
    await here.desk.sendOwnershipCode(here.asked(over))
    for (let times = 0; times < guesses; times++) outcomes.push(await here.type('abc', over))
  }
  return outcomes
}

const many = Array.from({ length: 400 }, (_, n) => String(200_000 + n))

test('repeated guesses on many accounts stop at the budget, while a first right code still proves', async () => {
  const here = await room({ limits: { failuresGlobalPerMinute: 120 } })
  await here.desk.sendOwnershipCode(here.asked())
  expect(tally(await sprayCodes(here, many.slice(0, 100), 5))).toEqual({ wrong: 100 + 120, locked: 280 })
  expect(await here.type(here.codeOn(ANNS_PHONE))).toBe('verified')
})

test('one guess on each of many accounts stops at the budget; the owner has the other methods, and the next minute', async () => {
  const here = await room({ limits: { failuresGlobalPerMinute: 120 } })
  expect(tally(await sprayCodes(here, many, 1))).toEqual({ wrong: 120, locked: 280 })
  expect(await here.proveBySms()).toBe('locked')
  expect(await tryDynamic(here, dynamicCode(SECRET, START))).toBe('verified')
  expect(await here.desk.checkFace(here.asked({ conversation: 'c2' }))).toBe('verified')
  expect(await here.proveBySms({ conversation: 'c3', at: START + MINUTE })).toBe('verified')
})

test('many conversations on one account stop at its budget; a code that was sent to the owner still proves', async () => {
  const here = await room({ limits: { failuresPerAccountDay: 8, perNumberPerMinute: 5 } })
  for (let n = 0; n < 4; n++) await here.desk.sendOwnershipCode(here.asked({ conversation: `stranger ${n}` }))
  const outcomes = []
  for (let n = 0; n < 4; n++) for (let times = 0; times < 5; times++) outcomes.push(await here.type('abc', { conversation: `stranger ${n}` }))
  // Eight by the budget; then the first try of each further code is spared, and there are at most five codes a day.
  expect(tally(outcomes)).toEqual({ wrong: 5 + 3 + 1 + 1, locked: 2 + 4 + 4 })
  expect(await here.proveBySms()).toBe('verified')
})

test('dynamic codes guessed in ever new conversations stop at the budget; code and face still prove', async () => {
  const here = await room()
  const outcomes = await Promise.all(Array.from({ length: 200 }, (_, n) => tryDynamic(here, 'abc', { conversation: `stranger ${n}` })))
  expect(tally(outcomes)).toEqual({ wrong: 15, locked: 185 })
  expect(await tryDynamic(here, dynamicCode(SECRET, START))).toBe('locked')
  expect(await here.proveBySms()).toBe('verified')
  expect(await here.desk.checkFace(here.asked({ conversation: 'c2' }))).toBe('verified')
})

test('faces that fail for strangers do not keep out the owner', async () => {
  const here = await room()
  here.faces.set(ANN, 'fail')
  const outcomes = []
  for (let n = 0; n < 10; n++)
    for (let times = 0; times < 5; times++) outcomes.push(await here.desk.checkFace(here.asked({ conversation: `stranger ${n}` })))
  expect(outcomes.filter((outcome) => outcome === 'failed').length).toBe(15 + 7)
  here.faces.set(ANN, 'pass')
  expect(await here.desk.checkFace(here.asked())).toBe('verified')
})

test('refused tries use up nothing for others', async () => {
  const here = await room({ limits: { failuresGlobalPerMinute: 30 } })
  for (let n = 0; n < 100; n++) await tryDynamic(here, 'abc', { conversation: `stranger ${n}` })
  // 15 of them failed on this account; the other 85 were refused and left the global budget alone.
  const outcomes = []
  for (const account of many.slice(0, 20)) outcomes.push(await tryDynamic(here, 'abc', { account }))
  expect(tally(outcomes)).toEqual({ wrong: 15, locked: 5 })
})

test('a phone is not flooded, whoever asks', async () => {
  const here = await room()
  for (let minute = 0; minute < 60; minute++) {
    for (let n = 0; n < 3; n++) await here.desk.sendOwnershipCode(here.asked({ conversation: `stranger ${n}`, at: START + minute * MINUTE }))
  }
  expect(here.inbox.messages(ANNS_PHONE)).toHaveLength(5)
})
