import { Converter } from 'opencc-js/cn2t'
import { hasHan } from '../nlu/lang.js'
import { dropOne, repeatedly, replaceOne, swapOne } from './edits.js'
import { withEmoji } from './emoji.js'
import { withFiller } from './fillers.js'
import { createSounds, type Sounds, syllablesOf, wordAsPinyin } from './han.js'
import { slipsOf } from './keyboard.js'
import { lookalikesOf } from './lookalikes.js'
import { fullWidth, otherCase, otherMarks, otherSpaces } from './marks.js'
import { withEnglish } from './mixed.js'
import { politely } from './politeness.js'
import { randomFor } from './random.js'
import { shortened } from './shortForms.js'

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
  lookalike: 'characters that look alike',
  fillers: 'a hum in front or a particle behind',
  emoji: 'emoji around and between the words',
  mixed: 'English words amid Chinese ones',
  short_forms: 'contractions and short forms of chats',
  case: 'capitals, small letters',
  marks: 'other punctuation',
  spaces: 'blanks between, before and behind',
  full_width: 'full-width letters and marks',
} as const
export type Noise = keyof typeof NOISES
export const isNoise = (name: string): name is Noise => Object.hasOwn(NOISES, name)
export const noises: readonly Noise[] = Object.keys(NOISES).filter(isNoise)

/**
 * The same line, noise, seed and place give the same text, so that what is said in many places is not varied the same way in all of them; a line
 * to which the noise does not apply comes back as it was.
 */
export type AddNoise = (noise: Noise, text: string, place?: string) => string

export function createNoise(seed: number): AddNoise {
  const sounds = createSounds()
  const toTraditional = Converter({ from: 'cn', to: 't' })
  return (noise, text, place) => {
    const random = randomFor('noise', seed, noise, text, ...(place === undefined ? [] : [place]))
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
      case 'lookalike':
        return repeatedly(text, (chars) => replaceOne(chars, random, lookalikesOf))
      case 'fillers':
        return withFiller(text, random)
      case 'emoji':
        return withEmoji(text, random)
      case 'mixed':
        return withEnglish(text, random)
      case 'short_forms':
        return shortened(text, random)
      case 'case':
        return otherCase(text, random)
      case 'marks':
        return otherMarks(text, random)
      case 'spaces':
        return otherSpaces(text, random)
      case 'full_width':
        return fullWidth(text)
    }
  }
}

const typosOf = (char: string, { alikeOf }: Sounds): readonly string[] => (hasHan(char) ? alikeOf(char) : slipsOf(char))
