import { expect, test } from '@jest/globals'
import type { Recognition, RecognitionContext } from '../../src/nlu/recognizer.js'
import { remembering } from '../../src/nlu/remember.js'

/** How often the words were really recognised. */
function recognised(...said: readonly (readonly [string, RecognitionContext?])[]): number {
  let times = 0
  const recognize = (text: string): Recognition => {
    times++
    return {
      text,
      lang: 'zh',
      intent: 'greeting',
      confidence: 1,
      ranking: [],
      entities: [],
      decision: { type: 'not_understood' },
      also: [],
      command: null,
      choice: null,
    }
  }
  const again = remembering({ recognize })
  for (const [text, context] of said) expect(again.recognize(text, context).text).toBe(text)
  return times
}

const yes = { options: [{ option: 'yes', labels: ['好'], means: 'yes' }] } as const
test('common words are recognised once', () => expect(recognised(['你好'], ['你好'])).toBe(1))
test('under another question they are recognised anew', () =>
  expect(recognised(['好'], ['好', yes], ['好', { lang: 'en' }], ['好', { expecting: 'qq' }])).toBe(4))
test('numbers are never kept', () => expect(recognised(['我的号是 123456'], ['我的号是 123456'], ['１２３'], ['１２３'])).toBe(4))
test('nor are those in words', () => expect(recognised(['一三八零零'], ['一三八零零'], ['One three'], ['One three'])).toBe(4))
test('a word with a numeral in it is no number', () => expect(recognised(['等一下'], ['等一下'], ['someone'], ['someone'])).toBe(2))
test('long texts are not kept', () => expect(recognised(['解绑'.repeat(20)], ['解绑'.repeat(20)])).toBe(2))
