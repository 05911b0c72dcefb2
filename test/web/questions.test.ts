import { describe, expect, test } from '@jest/globals'
import type { Line } from '../../src/web/widget/model.js'
import { readQuestions, takeBack } from '../../src/web/widget/questions.js'
import { aLine } from './fakes.js'

const asks = (key: string, question: string): Line =>
  aLine({ key, choices: ['one', 'two'].map((option) => ({ question, option, title: `title ${option}` })) })
const taps = (key: string, question: string, option: string, over: Partial<Line> = {}): Line =>
  aLine({ key, from: 'user', text: `title ${option}`, answers: { question, option }, ...over })
const says = (key: string, text: string): Line => aLine({ key, from: 'user', text })
const tells = (key: string): Line => aLine({ key, text: 'told' })
const withdraws = (key: string, question: string): Line => aLine({ key, from: 'user', withdraws: question })

const open = { alive: true, chosen: undefined }
const closed = { alive: false, chosen: undefined }
const chose = (chosen: string) => ({ alive: false, chosen })
const shown = (...lines: readonly Line[]) => Object.fromEntries(readQuestions(lines))

describe('readQuestions', () => {
  test('the newest question is alive', () => expect(shown(asks('a', 'q1'))).toEqual({ a: open }))
  test('a tap locks it at once and keeps the chosen one readable', () =>
    expect(shown(asks('a', 'q1'), taps('u', 'q1', 'two', { delivery: 'pending' }))).toEqual({ a: chose('two') }))
  test('only the newest of two is alive', () => expect(shown(asks('a', 'q1'), asks('b', 'q2'))).toEqual({ a: closed, b: open }))
  test('the same lines loaded after a reload give the same', () =>
    expect(shown(asks('a', 'q1'), taps('u', 'q1', 'one'), asks('b', 'q2'))).toEqual({ a: chose('one'), b: open }))
  test('an explanation after the question in the same turn leaves it alive', () => expect(shown(asks('a', 'q1'), tells('b'))).toEqual({ a: open }))
  test('while words wait for an answer the question is still alive', () => expect(shown(asks('a', 'q1'), says('u', 'hm'))).toEqual({ a: open }))
  test('a reply to words without the question closes it', () => expect(shown(asks('a', 'q1'), says('u', 'hm'), tells('b'))).toEqual({ a: closed }))
  test('an answer in words or by number is found among the choices', () => {
    expect(shown(asks('a', 'q1'), says('u', ' title two '), tells('b'))).toEqual({ a: chose('two') })
    expect(shown(asks('a', 'q1'), says('u', '1'), asks('b', 'q2'))).toEqual({ a: chose('one'), b: open })
  })
  test('a question put again was not answered by the words between', () =>
    expect(shown(asks('a', 'q1'), says('u', '1'), asks('b', 'q1'))).toEqual({ a: closed, b: open }))
  test('a tap on an older question changes nothing here', () =>
    expect(shown(asks('a', 'q1'), asks('b', 'q2'), taps('u', 'q1', 'one'))).toEqual({ a: closed, b: open }))
})

describe('takeBack', () => {
  const answered = [asks('a', 'q1'), taps('u', 'q1', 'one')]
  const key = (...lines: readonly Line[]) => takeBack(lines)?.key
  test('the last answer can be taken back', () => expect(key(...answered, tells('b'))).toBe('u'))
  test('of two answers only the last', () => expect(key(...answered, asks('b', 'q2'), taps('v', 'q2', 'one'))).toBe('v'))
  test('not before it is sent', () => expect(key(asks('a', 'q1'), taps('u', 'q1', 'one', { delivery: 'pending' }))).toBeUndefined())
  test('not twice', () => expect(key(...answered, withdraws('w', 'q1'))).toBeUndefined())
  test('again when taking back did not reach the server', () => expect(key(...answered, { ...withdraws('w', 'q1'), delivery: 'failed' })).toBe('u'))
  test('not when the question stands open again', () => expect(key(...answered, asks('b', 'q1'))).toBeUndefined())
  test('nothing was answered', () => expect(key(asks('a', 'q1'), says('u', 'hm'))).toBeUndefined())
})
