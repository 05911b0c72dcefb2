import { createHash } from 'node:crypto'
import { expect, test } from '@jest/globals'
import { buildProgram } from '../../src/dialog/buildProgram.js'
import { type DialogFile, loadDialogs } from '../../src/dialog/load.js'
import type { Texts } from '../../src/dialog/program.js'
import { serialise } from '../../src/dialog/serialise.js'
import { dialogFile, SLOTS, signatures, VERIFY } from './world.js'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const words = (zh: string) => ({ zh, en: zh })
const fallbackTexts: Texts = {
  menu: ['t'],
  sentences: { retry: words('再说一次'), menu: words('请选择') },
  checks: {},
  acts: {},
  queues: { desk: words('客服') },
}
const build = (files: readonly DialogFile[]) => buildProgram({ loaded: loadDialogs(files), fallbackTexts, articles: {}, signatures })
const hashOf = (files: readonly DialogFile[]): string => serialise(build(files), sha256).hash

const T = dialogFile('  a: { end: done }')

test('the order in which files are found changes nothing', () => expect(hashOf([T, VERIFY, SLOTS])).toBe(hashOf([SLOTS, T, VERIFY])))
test('a changed word changes the hash', () => expect(hashOf([T])).not.toBe(hashOf([dialogFile('  a: { end: finished }')])))
test('the order of options, which the user sees, changes the hash', () => {
  const option = (name: string) => `${name}: { label: { zh: 好, en: Fine }, goto: z }`
  const ask = (...names: readonly string[]) => dialogFile(`  a: { choose: pet, options: { ${names.map(option).join(', ')} } }`)
  expect(hashOf([ask('cat', 'dog')])).not.toBe(hashOf([ask('dog', 'cat')]))
})

test('the stored text gives the same program again', () => {
  const program = build([T, VERIFY, SLOTS])
  const { json, hash } = serialise(program, sha256)
  expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(program)))
  expect(serialise(JSON.parse(json), sha256)).toEqual({ json, hash })
})

test('written texts stand over the built-in ones, name by name', () => {
  const { texts } = build([
    T,
    { file: '_texts.yaml', source: 'sentences: { retry: { zh: 请再说一遍, en: Once more }, extra: { zh: 好, en: Fine } }' },
  ])
  expect(texts.sentences).toEqual({ retry: { zh: '请再说一遍', en: 'Once more' }, menu: words('请选择'), extra: { zh: '好', en: 'Fine' } })
  expect(texts.menu).toEqual(['t'])
})

test('a program holds the signatures without the code beside them', () => {
  const weather = { outcomes: ['fine'], gives: {}, using: {}, account: false, proof: 'none', lasting: false } as const
  const working = { checks: { weather: { ...weather, run: () => 'fine' } }, acts: {} }
  expect(buildProgram({ loaded: loadDialogs([]), fallbackTexts, articles: {}, signatures: working }).signatures).toEqual({
    checks: { weather },
    acts: {},
  })
})

test('a program cannot be changed', () => {
  const nodes = build([T]).dialogs.t?.nodes
  expect(nodes && Object.isFrozen(nodes.a?.exit)).toBe(true)
})
