import { expect, test } from '@jest/globals'
import { dialogFile, findings, signatures } from './world.js'

test('every fault says what to do about it', () => {
  const nodes = '  a: { check: horoscope, cases: { good: nowhere } }\n  b: { ask: pet, goto: b }'
  for (const found of findings([dialogFile(nodes)], { signatures, queues: [], intents: [] }))
    expect(found).toMatchObject({ file: 't.yaml', hint: expect.stringMatching(/\w{3}/) })
})

test('a fault stands at the line of the key that it is about', () => {
  const found = findings([dialogFile('  a:\n    check: weather\n    cases:\n      fine: z\n      bad: nowhere')])
  expect(found).toMatchObject([{ code: 'D001', line: 11, node: 'a', message: 'leads to "nowhere", which does not exist' }])
})
