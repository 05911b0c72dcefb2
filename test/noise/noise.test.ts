import { describe, expect, test } from '@jest/globals'
import { pinyin } from 'pinyin-pro'
import { unify } from '../../src/nlu/normalise.js'
import { meantReadings } from '../../src/nlu/readings.js'
import { changesFor } from '../../src/noise/edits.js'
import { createNoise, noises } from '../../src/noise/noise.js'
import { politeness } from '../../src/noise/politeness.js'
import { lexicon } from '../nlu/taught.js'

const addNoise = createNoise(1)
const again = createNoise(1)
const chinese = '密保手机解绑失败了怎么办，一直提示我账号异常'
const english = 'the unbind button is grey and nothing happens when I press it'
const sounds = (char: string): string => meantReadings[char] ?? pinyin(char, { toneType: 'none', v: true })
/** Places at which two texts of one length differ. */
const differences = (a: string, b: string): readonly number[] => [...a].flatMap((char, place) => (char === [...b][place] ? [] : [place]))
const sorted = (text: string): string => [...text].sort().join('')

describe.each([chinese, english])('%s', (text) => {
  test.each(noises)('%s: the same seed gives the same text', (noise) => expect(again(noise, text)).toBe(addNoise(noise, text)))
})
test('another seed gives another text', () => {
  const texts = [1, 2, 3, 4].map((seed) => createNoise(seed)('typo', english))
  expect(new Set(texts).size).toBeGreaterThan(1)
})

test('one change for about eight characters, and one at least', () => expect([1, 8, 12, 21].map(changesFor)).toEqual([1, 1, 2, 3]))

describe('Chinese', () => {
  test('a homophone sounds the same and is another character', () => {
    const noisy = addNoise('homophone', chinese)
    const places = differences(chinese, noisy)
    expect(places.length).toBeGreaterThan(0)
    expect(places.length).toBeLessThanOrEqual(changesFor(chinese.length))
    for (const place of places) expect(sounds([...noisy][place] ?? '')).toEqual(sounds([...chinese][place] ?? ''))
  })
  test('a typo replaces characters by characters', () => {
    const noisy = addNoise('typo', chinese)
    expect(differences(chinese, noisy).length).toBeGreaterThan(0)
    expect([...noisy]).toHaveLength([...chinese].length)
  })
  test('all as it sounds: no Han character is left', () => expect(addNoise('pinyin_whole', '解绑失败')).toBe('jie bang shi bai'))
  test('one word as it sounds: two characters fewer', () => {
    const noisy = addNoise('pinyin_word', chinese)
    expect(noisy.match(/\p{Script=Han}/gu)).toHaveLength((chinese.match(/\p{Script=Han}/gu)?.length ?? 0) - 2)
    expect(noisy).toMatch(/[a-z]{3,}/)
  })
  test('traditional characters', () => expect(addNoise('traditional', '手机账号验证码')).toBe('手機賬號驗證碼'))
})

test('a slip of the finger is a key beside it, a letter less or a letter twice', () => {
  const noisy = addNoise('typo', 'unbind')
  expect(noisy).not.toBe('unbind')
  expect(Math.abs(noisy.length - 'unbind'.length)).toBeLessThanOrEqual(1)
})
test('swapped: the same characters in another order', () => {
  for (const text of [chinese, english]) {
    const noisy = addNoise('swapped', text)
    expect(noisy).not.toBe(text)
    expect(sorted(noisy)).toBe(sorted(text))
  }
})
test('dropped: as many fewer as there are changes', () => {
  for (const text of [chinese, english]) expect([...addNoise('dropped', text)]).toHaveLength([...text].length - changesFor([...text].length))
  expect(addNoise('dropped', '好')).toBe('好')
})
test('what does not apply changes nothing', () => {
  for (const noise of ['homophone', 'pinyin_word', 'pinyin_whole', 'traditional'] as const) expect(addNoise(noise, english)).toBe(english)
})
test('polite words stand around the line, which stays whole', () => {
  for (const text of [chinese, english]) {
    expect(addNoise('shells', text)).toContain(text)
    expect(addNoise('shells', text).length).toBeGreaterThan(text.length)
  }
})
test('no polite phrase of the measurement is stripped or taught', () => {
  const { stripped, taught } = lexicon.shells
  const bare = (phrase: string): string => unify(phrase).replace(/[\p{P}\s]/gu, '')
  const known = new Set([stripped, taught].flatMap(({ lead, tail }) => [...lead.zh, ...lead.en, ...tail.zh, ...tail.en].map(bare)))
  const ours = [politeness.zh, politeness.en].flatMap(({ lead, tail }) => [...lead, ...tail])
  expect(ours.filter((phrase) => known.has(bare(phrase)))).toEqual([])
})
