import type { Program } from '../dialog/program.js'
import { textOf } from '../dialog/textOf.js'
import type { Lang, Text } from '../shared/lang.js'
import { shownValue } from '../shared/refs.js'
import type { BotBody } from './bodies.js'

export type Wording = { readonly program: Program; readonly titles: Readonly<Record<string, Text>> }

/** The words of a key in a language, with its `{name}`s filled in. A value that begins with `@` is a key itself. */
export function wordsOf({ program, titles }: Wording, key: string, language: Lang, values: Readonly<Record<string, string>> = {}): string {
  const text = textOf(program, titles, key)
  if (!text) throw new Error(`expected a text called "${key}", found none; was the program changed under a running conversation?`)
  return text[language].replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    if (value === undefined) return whole
    return value.startsWith('@') ? wordsOf({ program, titles }, value.slice(1), language) : shownValue(value)
  })
}

/** A reply as one text, its checks included, as somebody reads it where there are no cards. */
export function plainText(wording: Wording, body: Pick<BotBody, 'key' | 'language' | 'values' | 'checks'>): string {
  const lines = body.checks.map((check) => checkLine(wording, check, body.language))
  return [wordsOf(wording, body.key, body.language, body.values), ...lines].join('\n')
}

export type CheckWords = { readonly title: string; readonly meaning: string }
/** What a check is called and what its outcome means to the user. */
export function checkWords(
  wording: Wording,
  { check, outcome, state }: Pick<BotBody['checks'][number], 'check' | 'outcome' | 'state'>,
  language: Lang,
): CheckWords {
  const title = wordsOf(wording, `check:${check}`, language)
  return { title, meaning: wordsOf(wording, state === 'not_checked' ? 'sentence:not_checked' : `check:${check}.${outcome}`, language) }
}

function checkLine(wording: Wording, check: BotBody['checks'][number], language: Lang): string {
  const { title, meaning } = checkWords(wording, check, language)
  return `- **${title}**${language === 'zh' ? '：' : ': '}${meaning}`
}
