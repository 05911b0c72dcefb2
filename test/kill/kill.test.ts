import { expect, jest, test } from '@jest/globals'
import { massacre } from './massacre.js'

const KILLS = Number(process.env.KILLS ?? 50)
const MINUTE = 60_000
const ROUNDS = 6
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
  // Where a kill falls depends on the machine, so one round may miss the moment in which the fault shows.
  const violations: string[] = []
  for (let seed = 1; seed <= ROUNDS && !violations.some((one) => sign.test(one)); seed++)
    violations.push(...(await massacre({ kills: 12, seed, mutant, answerWithinMs: 8000 })).violations)
  expect(violations).toContainEqual(expect.stringMatching(sign))
})
