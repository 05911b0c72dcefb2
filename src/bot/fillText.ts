import type { Program, Text } from '../dialog/program.js'
import { textOf } from '../dialog/textOf.js'
import type { Lang } from '../shared/lang.js'
import { own } from '../shared/own.js'

/** What the keys of a stored message are looked up in. */
export type Wording = { readonly program: Program; readonly titles: Readonly<Record<string, Text>> }
export type Values = Readonly<Record<string, string>>

/** A reference of the vault, `qq:9f3c…:12****89`: only its last part may be shown. */
const REFERENCE = /^[a-z_]+:[0-9A-Za-z_-]+:(.*)$/u

/** The text behind a key in one language, with its values put in. A key without a text is a fault of ours. */
export function fillText(wording: Wording, key: string, language: Lang, values: Values = {}): string {
  const text = textOf(wording.program, wording.titles, key)?.[language]
  if (text === undefined) throw new Error(`expected a text for the key "${key}" in ${language}, found none`)
  return text.replace(/\{([a-z_][a-z0-9_]*)\}/gu, (whole, name: string) => {
    const value = own(values, name)
    return value === undefined ? whole : shown(wording, value, language)
  })
}

/** A value that begins with `@` is a key itself. */
function shown(wording: Wording, value: string, language: Lang): string {
  if (value.startsWith('@')) return fillText(wording, value.slice(1), language)
  return REFERENCE.exec(value)?.[1] ?? value
}
