import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { isBeginning, joinPieces, onlyDigits, PIECE_KINDS, type PieceKind } from '../../src/nlu/pieces.js'

describe('a message that is nothing but digits', () => {
  test.each([
    ['138 0013', '1380013'],
    ['138-0013-', '1380013'],
    ['１３８００１３', '1380013'],
    ['一三八零零', '13800'],
    ['幺三八〇〇', '13800'],
    ['138零零', '13800'],
    ['one three eight', '138'],
    ['double zero one three', '0013'],
    ['+86', '86'],
    ['（138）', '138'],
    ['138…', '138'],
    ['…8000', '8000'],
    ['8000。', '8000'],
    ['8000!', '8000'],
    ['138，', '138'],
    ['1\ufe0f\u20e32\ufe0f\u20e3', '12'],
    [' 138\n', '138'],
    ['7', '7'],
  ])('%j', (text, digits) => expect(onlyDigits(text)).toBe(digits))
})

test.each([
  '',
  '。',
  '我是138',
  '138吗',
  '后面是8000',
  'then 8000',
  '10:30',
  '8.9',
  '8.9.50',
  '9.0.15.1234',
  '3/4',
  '138****8000',
  '1+1=2',
  '50%',
  'oh',
  'Oh oh oh',
  'zero',
  '13 天',
  '1'.repeat(25),
  '1 '.repeat(10_000),
])('%j is more than digits, or no number', (text) => expect(onlyDigits(text)).toBeNull())

describe('what a number may begin with', () => {
  test.each<[PieceKind, string, boolean]>([
    ['phone', '138', true],
    ['phone', '1380013800', true],
    ['phone', '86', true],
    ['phone', '0086', true],
    ['phone', '8613', true],
    ['phone', '86138001380', true],
    ['phone', '1', false],
    ['phone', '12', false],
    ['phone', '0013', false],
    ['phone', '8000', false],
    ['phone', '13800138000', false],
    ['qq', '12', true],
    ['qq', '1234', true],
    ['qq', '12345', false],
    ['qq', '012', false],
    ['qq', '1', false],
    ['code', '12', true],
    ['code', '01234', true],
    ['code', '123456', false],
    ['code', '1', false],
  ])('%s %s: %s', (kind, digits, begins) => expect(isBeginning(kind, digits)).toBe(begins))
})

describe('two pieces', () => {
  const shown = (kind: PieceKind, first: string, rest: string): string => {
    const joined = joinPieces(kind, first, rest)
    switch (joined.type) {
      case 'part':
        return `part ${joined.digits}`
      case 'apart':
        return 'apart'
      default:
        return `${joined.type} ${joined.value}`
    }
  }
  test.each<[PieceKind, string, string, string]>([
    ['phone', '1380013', '8000', 'whole 13800138000'],
    ['phone', '138', '00138000', 'whole 13800138000'],
    ['phone', '1380013800', '0', 'whole 13800138000'],
    ['phone', '861380013', '8000', 'whole 13800138000'],
    ['phone', '0086', '1380013', 'part 1380013'],
    ['phone', '138', '0013', 'part 1380013'],
    ['phone', '1380013', '80001', 'apart'],
    ['phone', '1380013', '13900139000', 'apart'],
    ['phone', '86', '13800138000', 'apart'],
    // Begun again: nobody else's number may come of it.
    ['phone', '138', '13800138', 'unsure 13813800138'],
    ['phone', '138', '13900139', 'unsure 13813900139'],
    ['phone', '13800', '138000', 'unsure 13800138000'],
    ['phone', '138', '1380013', 'part 1380013'],
    ['phone', '1380013', '1390013', 'part 1390013'],
    ['phone', '1380013', '138', 'part 138'],
    ['code', '123', '456', 'whole 123456'],
    ['code', '12', '34', 'part 1234'],
    ['code', '1234', '56', 'whole 123456'],
    ['code', '12345', '6', 'whole 123456'],
    ['code', '0', '12345', 'whole 012345'],
    ['code', '123', '4567', 'apart'],
    ['code', '123', '456789', 'apart'],
    ['code', '123', '123', 'part 123'],
    ['qq', '12', '34', 'part 1234'],
    ['qq', '123', '456', 'unsure 123456'],
    ['qq', '1234', '5678901', 'unsure 12345678901'],
    ['qq', '1234', '56789012', 'apart'],
    ['qq', '123', '123456789', 'apart'],
    ['qq', '123', '12345', 'apart'],
    ['qq', '123', '13800138000', 'apart'],
  ])('%s %s + %s: %s', (kind, first, rest, result) => expect(shown(kind, first, rest)).toBe(result))
})

const digits = (from: number, to: number) => fc.stringMatching(new RegExp(`^[0-9]{${from},${to}}$`))

test('a value is made of what was typed, in its order, and of nothing else', () =>
  fc.assert(
    fc.property(fc.constantFrom(...PIECE_KINDS), digits(2, 13), digits(1, 13), (kind, first, rest) => {
      const joined = joinPieces(kind, first, rest)
      if (joined.type === 'whole' || joined.type === 'unsure') expect((first + rest).endsWith(joined.value)).toBe(true)
      if (joined.type === 'part') expect([first + rest, rest]).toContain(joined.digits)
    }),
  ))

test('a part grows until it is too long for a number, however often it goes on', () =>
  fc.assert(
    fc.property(fc.constantFrom(...PIECE_KINDS), fc.array(digits(1, 11), { maxLength: 40 }), (kind, messages) => {
      let part = ''
      for (const message of messages) {
        const joined = joinPieces(kind, part, message)
        part = joined.type === 'part' ? joined.digits : ''
        expect(part.length).toBeLessThan(15)
      }
    }),
  ))

test.each([
  ['phone', '13987654321'],
  ['phone', '18600001111'],
] as const)('a %s is whole wherever it is cut', (kind, number) => {
  for (let cut = 2; cut < number.length; cut++) {
    const joined = joinPieces(kind, number.slice(0, cut), number.slice(cut))
    expect([cut, joined]).toEqual([cut, { type: 'whole', value: number }])
  }
})
