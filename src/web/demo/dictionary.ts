import type { LocaleTag } from '../contract.js'
import { chinese } from './words/chinese.js'
import { english } from './words/english.js'

export type Words = typeof chinese

const dictionary = { 'zh-CN': chinese, en: english } satisfies Record<LocaleTag, Words>

export function wordsFor(locale: LocaleTag): Words {
  return dictionary[locale]
}

/** A word for a value of the simulator; a value that we have no word for is shown as it is. */
export function wordFor(words: Readonly<Record<string, string>>, key: string): string {
  return Object.hasOwn(words, key) ? (words[key] ?? key) : key
}
