import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { buildProgram } from '../../src/dialog/buildProgram.js'
import { loadDialogs } from '../../src/dialog/load.js'
import type { Program } from '../../src/dialog/program.js'
import { advance } from '../../src/engine/advance.js'
import { fold } from '../../src/engine/evolve.js'
import { readDialogs } from '../../src/turn/readDialogs.js'
import { signatures } from '../../src/turn/signatures.js'
import { anyCourse, brokenIn, freeze, walk } from './anyCourse.js'
import { choice, dialog, option, programOf, text } from './talk.js'

const loaded = loadDialogs(readDialogs('dialogs'))
const shipped: Program = buildProgram({ loaded, fallbackTexts: loaded.texts, articles: {}, signatures })
const RUNS = { numRuns: 400, seed: 42 }

test('whatever happens in whatever order, the promises of the engine are kept', () =>
  fc.assert(
    fc.property(anyCourse, (moves) => {
      for (const step of walk(shipped, moves)) expect(brokenIn(shipped, step)).toEqual([])
    }),
    RUNS,
  ))

test('the state is what the events amount to, and every event is plain JSON', () =>
  fc.assert(
    fc.property(anyCourse, (moves) => {
      const steps = [...walk(shipped, moves)]
      const events = steps.flatMap((step) => step.events)
      expect(fold(events)).toEqual(steps.at(-1)?.after)
      expect(JSON.parse(JSON.stringify(events))).toEqual(events)
    }),
    RUNS,
  ))

test('the same input in the same state always causes the same, and changes neither', () =>
  fc.assert(
    fc.property(anyCourse, (moves) => {
      for (const { before, input, events } of walk(shipped, moves)) expect(advance(shipped, freeze(before), freeze(input))).toEqual(events)
    }),
    { ...RUNS, numRuns: 100 },
  ))

test('courses reach most of what the dialogs hold, so the properties are about something', () => {
  const reached = new Set<string>()
  fc.assert(
    fc.property(anyCourse, (moves) => {
      for (const { events } of walk(shipped, moves))
        for (const event of events) if (event.type === 'node_entered') reached.add(`${event.dialog}/${event.node}`)
    }),
    RUNS,
  )
  const nodes = Object.values(shipped.dialogs).flatMap(({ nodes }) => Object.keys(nodes)).length
  expect(reached.size / nodes).toBeGreaterThan(0.4)
})

test('a promise that is broken is noticed', () => {
  const program = programOf(dialog(`  a: { say: ${text}, choose: pet, options: { cat: ${option('z')} } }`))
  const [step] = walk(program, [{ move: 'nonsense', pick: 0 }])
  if (!step) throw new Error('expected a step')
  const work = { type: 'work_requested', kind: 'check', name: 'account_status', args: {}, proof: 'read', purpose: 'read', lasting: false } as const
  expect(brokenIn(program, { ...step, events: [work] })).toEqual(['account_status needs read and has none'])
  expect(brokenIn(program, { ...step, events: [], input: choice('cat', null) })).toHaveLength(1)
  expect(brokenIn(program, { ...step, after: { ...step.after, agenda: ['a', 'b', 'c'] } })).toEqual(['3 topics wait'])
})
