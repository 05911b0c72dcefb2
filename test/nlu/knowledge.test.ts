import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { KnowledgeError, readKnowledge } from '../../src/nlu/knowledge.js'

const good = 'intent: greeting\ntitle: { zh: 打招呼, en: Greeting }\nexamples:\n  zh: { a01: [ "你好", "在吗" ] }\n  en: { a01: [ "hello" ] }\n'

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'knowledge-'))
  mkdirSync(join(folder, 'intents'))
  cpSync('knowledge/lexicon', join(folder, 'lexicon'), { recursive: true })
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  return folder
}

function faultsIn(files: Readonly<Record<string, string>>): string {
  try {
    readKnowledge(folderWith(files))
    return ''
  } catch (error) {
    if (error instanceof KnowledgeError) return error.message
    throw error
  }
}

test('examples keep their author, titles their languages', () => {
  const { examples, titles } = readKnowledge(folderWith({ 'intents/greeting.yaml': good }))
  expect(examples).toEqual([
    { intent: 'greeting', text: '你好', author: 'a01' },
    { intent: 'greeting', text: '在吗', author: 'a01' },
    { intent: 'greeting', text: 'hello', author: 'a01' },
  ])
  expect(titles.get('greeting')).toEqual({ zh: '打招呼', en: 'Greeting' })
})

test('all faults of all files are told at once, with file and line', () => {
  const message = faultsIn({
    'intents/greeting.yaml': good.replace('"在吗"', '12'),
    'intents/deny.yaml': good,
    'intents/affirm.yaml': 'intent: affirm\ntitle: { zh: 好 }\nexamples: { zh: {}, en: {} }\n',
    'intents/broken.yaml': 'intent: [\n',
    'lexicon/policy.yaml': 'out_of_scope: out_of_scope\nthreshold: high\n',
  })
  expect(message).toContain('intents/greeting.yaml:4: examples.zh.a01.1:')
  expect(message).toContain('intents/deny.yaml:1: intent: expected "deny" like the file, got "greeting"')
  expect(message).toContain('intents/affirm.yaml:2: title.en:')
  expect(message).toMatch(/intents\/broken\.yaml:\d+: /)
  expect(message).toContain('lexicon/policy.yaml:2: threshold:')
})

test('a folder without intents and a missing lexicon file are faults', () => {
  expect(faultsIn({})).toBe('intents:1: expected at least one intent file, got none')
  const folder = mkdtempSync(join(tmpdir(), 'knowledge-'))
  expect(() => readKnowledge(folder)).toThrow(/lexicon\/policy\.yaml:1: expected this file, got none/)
})
