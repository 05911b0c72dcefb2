import { expect, test } from '@jest/globals'
import { jsonSchemas } from '../../src/dialog/jsonSchema.js'

test('editors learn the keys of every kind of file', () => {
  const { dialog, interrupts, slots, texts } = jsonSchemas()
  expect(dialog).toMatchObject({ type: 'object', required: ['dialog', 'title', 'start', 'give_up', 'nodes'], additionalProperties: false })
  expect(interrupts).toMatchObject({ type: 'array' })
  expect(slots).toMatchObject({ anyOf: [{ required: ['slots'] }, { type: 'object' }] })
  expect(texts).toMatchObject({ properties: { menu: { type: 'array' } } })
})

test('a node is one of the eleven verbs', () => {
  const verbs = ['choose', 'ask', 'diagnose', 'check', 'act', 'branch', 'next', 'call', 'escalate', 'end', 'goto']
  const anyOf = verbs.map((verb) => ({ required: expect.arrayContaining([verb]), additionalProperties: false }))
  expect(jsonSchemas().dialog).toMatchObject({ properties: { nodes: { additionalProperties: { anyOf } } } })
})

test('both languages of a text are to be written', () => {
  expect(jsonSchemas().dialog).toMatchObject({
    properties: { title: { required: ['zh', 'en'], properties: { zh: { type: 'string', minLength: 1 } } } },
  })
})
