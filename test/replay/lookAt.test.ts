import { describe, expect, test } from '@jest/globals'
import type { Program } from '../../src/dialog/program.js'
import { looksAt } from '../../src/replay/mutation/lookAt.js'
import { mutantsOf } from '../../src/replay/mutation/mutants.js'
import { personasCalled, programOf } from './explore/tiny.js'

const program = programOf({
  slots: '{ step: { values: [one, two] } }',
  nodes: `
  first: { SAID, choose: step, options: { one: { label: { zh: 一, en: One }, goto: second }, two: { label: { zh: 二, en: Two }, goto: to_agent } } }
  second: { SAID, choose: step, options: { one: { label: { zh: 一, en: One }, goto: solved }, two: { label: { zh: 二, en: Two }, goto: other } } }
  solved: { end: resolved }
  other: { end: explained }
  never: { SAID, choose: step, options: { one: { label: { zh: 一, en: One }, goto: solved }, two: { label: { zh: 二, en: Two }, goto: other } } }`,
})
const lookAt = looksAt({ program, personas: await personasCalled('healthy'), utterances: { unbind_failed: '解绑失败了' } })
const mutant = (node: string, change: string): Program => {
  const found = [...mutantsOf(program)].find((one) => one.node === node && one.change === change)
  if (!found) throw new Error(`expected a mutant of ${node}: ${[...mutantsOf(program)].map((one) => `${one.node}: ${one.change}`).join('; ')}`)
  return found.program
}

describe('exploration looks at a mutant', () => {
  test('that leaves a node unreached, and tells the breach', () => {
    expect(lookAt(mutant('second', 'the option two leads to solved'))).toEqual({ breach: 'unreached at unbind_failed/other', isAlike: false })
  })

  test('that breaks no rule and ends differently all the same: it is not alike', () => {
    expect(lookAt(mutant('first', 'the option two is not offered'))).toEqual({ breach: null, isAlike: false })
  })

  test('where nobody comes by: what the program breaks itself gives nothing away, and nobody can tell', () => {
    expect(lookAt(mutant('never', 'the option one leads to other'))).toEqual({ breach: null, isAlike: true })
  })
})
