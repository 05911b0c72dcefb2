import { Converter } from 'opencc-js/cn2t'
import { hasHan } from '../lines/line.js'
import { below, type Random, randomFor } from '../random.js'
import { dropOne, repeatedly, replaceOne, swapOne } from './edits.js'
import { createSounds, type Sounds, syllablesOf } from './han.js'
import { slipsOf } from './keyboard.js'
import { politely } from './politeness.js'

/** What is done to a clean line, and how it is told to people. */
export const NOISES = {
  shells: 'polite words around it that are neither stripped nor taught',
  typo: 'neighbouring, dropped and doubled letters; characters of a like or the same sound',
  homophone: 'characters of the same syllable',
  pinyin_word: 'two characters written as they sound',
  pinyin_whole: 'all of it written as it sounds',
  traditional: 'traditional characters',
  swapped: 'neighbours swapped',
  dropped: 'characters dropped',
} as const
export type Noise = keyof typeof NOISES
export const noises: readonly Noise[] = ['shells', 'typo', 'homophone', 'pinyin_word', 'pinyin_whole', 'traditional', 'swapped', 'dropped']

/** The same line, noise and seed give the same text; a line to which the noise does not apply comes back as it was. */
export type AddNoise = (noise: Noise, text: string) => string

export function createNoise(seed: number): AddNoise {
  const sounds = createSounds()
  const toTraditional = Converter({ from: 'cn', to: 't' })
  return (noise, text) => {
    const random = randomFor('noise', seed, noise, text)
    switch (noise) {
      case 'shells':
        return politely(text, random)
      case 'typo':
        return repeatedly(text, (chars) => replaceOne(chars, random, (char) => typosOf(char, sounds)))
      case 'homophone':
        return repeatedly(text, (chars) => replaceOne(chars, random, sounds.homophonesOf))
      case 'pinyin_word':
        return wordAsPinyin(text, random)
      case 'pinyin_whole':
        return text.replace(/\p{Script=Han}+/gu, (run) => ` ${syllablesOf(run).join(' ')} `).trim()
      case 'traditional':
        return toTraditional(text)
      case 'swapped':
        return repeatedly(text, (chars) => swapOne(chars, random))
      case 'dropped':
        return repeatedly(text, (chars) => dropOne(chars, random))
    }
  }
}

const typosOf = (char: string, { alikeOf }: Sounds): readonly string[] => (hasHan(char) ? alikeOf(char) : slipsOf(char))

function wordAsPinyin(text: string, random: Random): string {
  const pairs = [...text.matchAll(/(?=\p{Script=Han}{2})/gu)]
  const at = pairs[below(pairs.length, random)]?.index
  if (at === undefined) return text
  const word = text.slice(at, at + 2)
  return `${text.slice(0, at)}${syllablesOf(word).join('')}${text.slice(at + 2)}`
}
