import { describe, expect, test } from '@jest/globals'
import { expected } from '../../src/engine/expected.js'
import type { Input } from '../../src/engine/inputs.js'
import { NOTHING_RECOGNISED, type Recognised } from '../../src/engine/recognised.js'
import { MAX_PIECES } from '../../src/engine/state.js'
import { command, dialog, entity, input, nonsense, play, programOf, proofEnds, silence, tap, text, told, words } from './talk.js'

const program = programOf(
  dialog(
    `  a: { say: ${text}, ask: account_id, goto: b }
  b: { say: ${text}, choose: pet, options: { cat: { label: ${text}, goto: c } } }
  c: { say: ${text}, ask: new_phone, goto: d }
  d: { end: resolved }`,
    'slots: { pet: { values: [cat] } }',
  ),
)
const piece = (given: Recognised['piece']): Input => ({
  type: 'said',
  at: 0,
  recognised: { ...NOTHING_RECOGNISED, piece: given },
  open: null,
})
const part = (ref = 'piece:1:****') => piece({ type: 'part', ref })
const unsure = (ref: string) => piece({ type: 'unsure', ref })
const stray = piece({ type: 'stray' })
const start = words('about_t')
const keptIn = (...inputs: readonly Input[]) => {
  const { state } = play(program, ...inputs)
  return expected(program, state).piece
}

describe('part of a number', () => {
  test('brings a request for the rest, and counts as no wrong answer', () => {
    expect(told(program, start, part())).toEqual(['say sentence:piece'])
    expect(play(program, start, part()).state.frames[0]?.open).toMatchObject({ id: 'q1', asked: 1 })
  })
  test('is kept for the message that follows', () => expect(keptIn(start, part())).toBe('piece:1:****'))
  test('gives way to what it has grown to', () => expect(keptIn(start, part(), part('piece:2:****'))).toBe('piece:2:****'))
  test.each<[string, Input]>([
    ['nonsense', nonsense],
    ['a question', words('what_is')],
    ['a command', command('repeat')],
    ['a tap', tap('cat', 'q0')],
    ['silence', silence],
    ['the end of a proof', proofEnds],
    ['an agent', input('taken_over')],
    ['an answer', entity('qq', 'qq:1')],
    ['another problem', words('about_help')],
    ['a changed program', input('program_changed')],
  ])('is forgotten after %s', (_, after) => {
    const { state } = play(program, start, part(), after)
    expect(state.frames.flatMap(({ open }) => open?.piece ?? [])).toEqual([])
    expect(JSON.stringify(state)).not.toContain('piece:1')
  })
  test('that is sent again and again counts in the end, and the dialog gives up', () => {
    const many = Array.from({ length: MAX_PIECES }, () => part())
    expect(told(program, start, ...many, part())).toEqual(['rejected invalid', 'say sentence:retry'])
    const round = [...many, part()]
    expect(told(program, start, ...round, ...round, ...round)).toContain('escalated desk')
  })
  test('is no answer where nothing of the kind is asked', () => {
    expect(told(program, part())).toContain('say sentence:not_understood')
    expect(told(program, start, entity('qq', 'qq:1'), part())).toEqual(['rejected not_understood', 'say sentence:retry'])
  })
  test('is followed by the whole of it like by any answer', () =>
    expect(told(program, start, part(), entity('qq', 'qq:1'))).toEqual(['account_id = qq:1', 'at t/b', 'say t/b.say.0']))
})

describe('a number put together that may be meant', () => {
  test('is shown and asked about, and nothing is filled', () => {
    const { last, state } = play(program, start, part(), unsure('qq:12:12****89'))
    expect(last).toContainEqual(expect.objectContaining({ type: 'said', key: 'sentence:joined', values: { number: 'qq:12:12****89' } }))
    expect(state.slots).toEqual({})
  })
  test('is taken on a yes, tapped or said', () => {
    expect(told(program, start, part(), unsure('qq:12'), tap('yes'))).toContain('account_id = qq:12')
    const yes: Input = { type: 'said', at: 0, recognised: { ...NOTHING_RECOGNISED, choice: 'yes' }, open: null }
    expect(told(program, start, part(), unsure('qq:12'), yes)).toContain('account_id = qq:12')
  })
  test.each([
    ['a no', tap('no')],
    ['nonsense', nonsense],
  ])('is dropped on %s, which counts', (_, no) => {
    expect(told(program, start, part(), unsure('qq:12'), no)).toEqual(['rejected invalid', 'say sentence:retry'])
    expect(play(program, start, part(), unsure('qq:12'), no).state.frames[0]?.open).toEqual({ id: 'q1', asked: 2 })
  })
  test('goes on with more digits', () => {
    const grown = [start, part(), unsure('qq:12'), unsure('qq:123')]
    expect(keptIn(...grown)).toBe('qq:123')
    expect(told(program, ...grown, tap('yes'))).toContain('account_id = qq:123')
  })
  test('gives way to a whole one', () => expect(told(program, start, part(), unsure('qq:12'), entity('qq', 'qq:9'))).toContain('account_id = qq:9'))
})

describe('digits behind an account number that was just taken', () => {
  test('bring the question back, for nobody can tell what is meant', () => {
    const { state } = play(program, start, entity('qq', 'qq:1'))
    expect(expected(program, state).follows).toBe('qq:1')
    expect(told(program, start, entity('qq', 'qq:1'), stray)).toEqual(['back to q1', 'say sentence:number_apart', 'say t/a.say.0'])
    expect(play(program, start, entity('qq', 'qq:1'), stray).state.slots).toEqual({})
  })
  test('are looked for right behind it only', () => {
    const follows = (...inputs: readonly Input[]) => expected(program, play(program, ...inputs).state).follows
    expect(follows(start)).toBeNull()
    expect(follows(start, entity('qq', 'qq:1'), tap('cat'))).toBeNull()
    expect(follows(start, entity('qq', 'qq:1'), tap('cat'), entity('phone', 'phone:1'))).toBeNull()
  })
})
