import { expect, test } from '@jest/globals'
import { blank, type Frame, type State } from '../../../src/engine/state.js'
import { stateKey } from '../../../src/replay/explore/key.js'
import { livenessOf, sharedSlots } from '../../../src/replay/explore/liveness.js'
import { programOf } from './tiny.js'

const program = programOf({
  slots: '{ early: { values: [one, two] }, late: { values: [one, two] } }',
  nodes: `
  first: { SAID, choose: early, options: { one: { label: { zh: 一, en: One }, goto: decide }, two: { label: { zh: 二, en: Two }, goto: decide } } }
  decide: { branch: early, cases: { one: second }, otherwise: to_agent }
  second: { SAID, choose: late, options: { one: { label: { zh: 一, en: One }, goto: done }, two: { label: { zh: 二, en: Two }, goto: to_agent } } }
  done: { end: resolved }`,
})
const live = livenessOf(program)

function at(node: string, slots: Readonly<Record<string, string>>, more: Partial<State> = {}): string {
  const frame: Frame = {
    dialog: 'unbind_failed',
    node,
    entered: true,
    role: 'topic',
    then: 'ask_again',
    slots,
    open: { id: 'q7', asked: 1 },
    diagnosis: null,
  }
  return stateKey(live, sharedSlots(program), { ...blank, frames: [frame], ...more })
}

test('a slot counts until the last step that reads it', () => {
  expect([...live('unbind_failed', 'decide')]).toEqual(['early'])
  expect(at('decide', { early: 'one' })).not.toBe(at('decide', { early: 'two' }))
  expect(at('second', { early: 'one' })).toBe(at('second', { early: 'two' }))
})

test('language, trail and numbers of questions make no difference; proof, agenda and account do', () => {
  const plain = at('second', {})
  expect(at('second', {}, { language: 'en', asks: 9, trail: [{ question: 'q1', frames: [], slots: {}, agenda: [] }] })).toBe(plain)
  for (const more of [{ proof: 'read' }, { agenda: ['other'] }, { slots: { account_id: 'qq:own:' } }, { silences: 1 }] as const)
    expect(at('second', {}, more)).not.toBe(plain)
})
