import { expect, jest, test } from '@jest/globals'
import { massacre } from './massacre.js'

const KILLS = Number(process.env.KILLS ?? 50)
const MINUTE = 60_000
jest.setTimeout(5 * MINUTE + KILLS * 10_000)

test(`a server that is killed ${KILLS} times keeps every acknowledged message once, in order, answered, and does every act once`, async () => {
  const found = await massacre({ kills: KILLS, seed: Date.now(), mutant: null, answerWithinMs: MINUTE })
  expect(found.violations).toEqual([])
  expect(found.talks).toBeGreaterThan(0)
  expect(Object.values(found.deaths).reduce((sum, count) => sum + count, 0)).toBe(KILLS)
})

test.each([
  ['acknowledges_before_commit', /is there 0 times/],
  ['does_not_recognise_repeats', /is there [2-9] times/],
  ['forgets_input_in_effect_key', /expected an answer after \[.*\], got none/],
] as const)('a server that %s is found out', async (mutant, sign) => {
  const found = await massacre({ kills: 12, seed: 1, mutant, answerWithinMs: 8000 })
  expect(found.violations).toContainEqual(expect.stringMatching(sign))
})
