import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { dictionaryFor } from '../../src/web/console/dictionary.js'
import { ageOf, isAgeing } from '../../src/web/console/model/age.js'
import { cannedSearch, fillIn, matching } from '../../src/web/console/model/canned.js'
import { CONVERSATION_FILTERS, readFilters, toSearch, withFilter } from '../../src/web/console/model/filters.js'
import { sends, shortcutOf } from '../../src/web/console/model/keys.js'
import { piecesOf } from '../../src/web/console/model/snippet.js'

test.each([
  [0, { count: 0, unit: 'second' }],
  [59_999, { count: 59, unit: 'second' }],
  [60_000, { count: 1, unit: 'minute' }],
  [3_599_999, { count: 59, unit: 'minute' }],
  [86_400_000 * 3, { count: 3, unit: 'day' }],
  [-5000, { count: 0, unit: 'second' }],
])('an age of %i ms is %j', (ms, age) => expect(ageOf(1_000_000_000, 1_000_000_000 + ms)).toEqual(age))

test('a ticket ages from its limit on', () => expect([isAgeing(0, 100, 99), isAgeing(0, 100, 100)]).toEqual([false, true]))

describe('canned texts', () => {
  test('a slash at the beginning of a draft looks for one, anywhere else it is a slash', () =>
    expect(['/', '/ Thanks', 'a/b', '', '/a\nb'].map(cannedSearch)).toEqual(['', 'thanks', null, null, null]))
  test('they are found by key and by title in either language', () => {
    const items = [{ key: 'greet', title: { zh: '问候', en: 'Greeting' } }]
    expect(['gree', '问', 'GREETING'.toLowerCase(), 'bye'].map((search) => matching(items, search).length)).toEqual([1, 1, 1, 0])
  })
  test('what is not known stays for the agent to fill in', () =>
    expect(fillIn('{agent} {ticket} {nobody}', { agent: '林晓' })).toBe('林晓 {ticket} {nobody}'))
})

describe('keys', () => {
  const pressed = {
    key: 'J',
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    isComposing: false,
    keyCode: 74,
    target: { tag: 'BODY', editable: false },
  }
  test('J moves on, whether or not Shift or Caps Lock is on', () => expect(shortcutOf(pressed)).toBe('j'))
  test.each([
    ['while composing', { isComposing: true }],
    ['while an input method works', { keyCode: 229 }],
    ['with Ctrl', { ctrlKey: true }],
    ['with Alt', { altKey: true }],
    ['with the command key', { metaKey: true }],
    ['in a text box', { target: { tag: 'TEXTAREA', editable: false } }],
    ['in what can be edited', { target: { tag: 'DIV', editable: true } }],
    ['as Enter on a button', { key: 'Enter', target: { tag: 'BUTTON', editable: false } }],
  ])('none fires %s', (_, change) => expect(shortcutOf({ ...pressed, ...change })).toBeNull())
  test('Enter sends, but neither with Shift nor when it confirms a candidate', () => {
    const enter = { key: 'Enter', shiftKey: false, isComposing: false, keyCode: 13 }
    expect([sends(enter), sends({ ...enter, shiftKey: true }), sends({ ...enter, isComposing: true }), sends({ ...enter, keyCode: 229 })]).toEqual([
      true,
      false,
      false,
      false,
    ])
  })
})

test('filters survive the address', () => {
  const filters = fc.dictionary(fc.constantFrom(...CONVERSATION_FILTERS), fc.string({ minLength: 1 }))
  fc.assert(
    fc.property(filters, (given) => {
      expect(readFilters(new URLSearchParams(toSearch(given)), CONVERSATION_FILTERS)).toEqual({ ...given })
    }),
  )
})
test('an emptied filter leaves the address', () => expect(withFilter({ q: 'a', tag: 'b' }, 'q', '')).toEqual({ tag: 'b' }))

test('pieces of a snippet are the snippet, hits marked', () => {
  expect(piecesOf('先⟦解绑⟧再换')).toEqual([
    { text: '先', isHit: false },
    { text: '解绑', isHit: true },
    { text: '再换', isHit: false },
  ])
  fc.assert(
    fc.property(fc.string(), (text) => {
      const plain = text.replace(/[⟦⟧]/g, '')
      expect(
        piecesOf(plain)
          .map((piece) => piece.text)
          .join(''),
      ).toBe(plain)
    }),
  )
})

test('the dictionaries say the same things in both languages', () => {
  const shapeOf = (value: unknown): unknown =>
    typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shapeOf(inner)]))
      : typeof value
  expect(shapeOf(dictionaryFor('en'))).toEqual(shapeOf(dictionaryFor('zh')))
})
