import { expect, test } from '@jest/globals'
import { Rounds } from '../../src/replay/rounds.js'
import type { ReplayResult } from '../../src/replay/runReplays.js'

const resultOf = (file: string, passed: boolean): ReplayResult => ({
  file,
  name: file,
  turnsAt: [],
  played: { turns: [], events: [], passed },
  error: null,
  skipped: null,
  turns: 0,
  ms: 0,
})

test('what failed last time is played first, and what is gone does not count', async () => {
  const rounds = new Rounds()
  const files = ['a', 'b', 'c', 'd']
  expect(rounds.ordered(files)).toEqual(files)
  await rounds.play(files, async (file) => [resultOf(file, file !== 'c' && file !== 'b')])
  expect(rounds.ordered(files)).toEqual(['b', 'c', 'a', 'd'])
  expect(rounds.standing).toEqual({ all: 4, failing: 2 })
  rounds.keepOnly(['a', 'c'])
  expect(rounds.standing).toEqual({ all: 2, failing: 1 })
  await rounds.play(['c'], async (file) => [resultOf(file, true)])
  expect(rounds.standing).toEqual({ all: 2, failing: 0 })
})
