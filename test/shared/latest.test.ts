import { expect, test } from '@jest/globals'
import { Latest } from '../../src/shared/latest.js'

/** Which of the keys were computed, in order. */
function computed(most: number, keys: string): string {
  const latest = new Latest<string | null>(most)
  let made = ''
  for (const key of keys) {
    latest.get(key, () => {
      made += key
      return key === 'n' ? null : key
    })
  }
  return made
}

test('what is kept is not computed again', () => expect(computed(2, 'aab')).toBe('ab'))
test('nothing found is kept too', () => expect(computed(2, 'nn')).toBe('n'))
test('what was not used for longest goes first', () => expect(computed(2, 'abacab')).toBe('abcb'))
test('the value is the one that was computed', () => expect(new Latest<number>(1).get('x', () => 7)).toBe(7))
