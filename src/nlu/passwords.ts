import type { Entity } from './entities.js'
import type { Lexicon } from './lexicon.js'
import { mobile } from './numbers.js'

/** `strong` says beyond doubt that what follows is the password; `weak` may go on with "wrong". */
const connector =
  /^[\s"'“”「【[(>-]*(?:(?<strong>->|[:=]|是|为|就是|设的是|设成了?|设为|改成了?|改为|换成了?|用的是?|一直是)|(?<weak>'?s(?= )|is|was|to|as|(?:changed|set|reset) to))?[\s"'“”「【[(:=>-]*/
const token = /^(?![,;.?])[!-~]{4,64}/
const closing = /[.,;!?"'\])]+$/
/** Something that no dictionary has: a digit or a mark in it. */
const isOdd = /[!-@[-`{-~]/
const onlyDigits = /^\d+$/
/** "动态密码" is a code, not a password. */
const oneTime = /(?:动态|短信|一次性|one[- ]time )$/
/** "密码qwerty": Chinese puts no Latin word right behind this one unless it is what the word stands for. */
const han = /\p{Script=Han}/u
const longestWordBehind = 6
const longestLink = 30
const longestToken = 64
const lookBack = 16

const spoken = /(?<![!-~])([!-~]{4,64}) ?(?:就?是|is|was) ?(?:(?:我|你|的|新|旧|老|qq|登录|登陆|my|the|old|new|login) ?){0,4}$/
const somethingElse = /^\s*(?:保护|管理|框|找回|manager|protection|reset)/
/** "12345678----hunter2", the way in which accounts are traded. */
const traded = /(?<!\d)\d{5,11} ?(-{2,}) ?([!-~]{4,64})/g
const surelyTraded = 4

type Words = { readonly refused: ReadonlySet<string>; readonly gone: readonly string[] }

/** Passwords told by the words around them. Every expression looks at a bounded piece of text, so the work grows with the length alone. */
export function createPasswordFinder({ password_words, not_passwords, password_gone }: Lexicon['entities']): (shape: string) => readonly Entity[] {
  const names = password_words.map((word) => word.toLowerCase())
  const words: Words = { refused: new Set(not_passwords), gone: password_gone }
  return (shape) => [
    ...names.flatMap((name) =>
      placesOf(name, shape).flatMap((at) => [...before(shape, at, at + name.length), ...after(shape, at, at + name.length, words)]),
    ),
    ...[...shape.matchAll(traded)].flatMap(tradedWith),
  ]
}

function placesOf(name: string, shape: string): readonly number[] {
  const places: number[] = []
  for (let at = shape.indexOf(name); at >= 0; at = shape.indexOf(name, at + name.length)) if (isWhole(shape, at, at + name.length)) places.push(at)
  return places
}

/** "pass" is no word of "passport". */
const isWhole = (text: string, start: number, end: number): boolean =>
  !(/[a-z]/.test(text[start] ?? '') && (/[a-z]/.test(text[start - 1] ?? '') || /[a-z]/.test(text[end] ?? '')))

/** With ":" or "是" any word counts; without, or after "is", only an odd one. */
function after(shape: string, at: number, end: number, { refused, gone }: Words): readonly Entity[] {
  const lead = shape.slice(Math.max(0, at - lookBack), at)
  if (oneTime.test(lead)) return []
  const link = connector.exec(shape.slice(end, end + longestLink))
  const start = end + (link?.[0].length ?? 0)
  const found = tokenAt(shape, start)
  if (found === undefined || refused.has(found)) return []
  const linked = link?.groups?.strong !== undefined
  const glued = start === end && han.test(shape[end - 1] ?? '') && found.length >= longestWordBehind
  if (!linked && (mobile.test(found) || (!isOdd.test(found) && !glued) || (onlyDigits.test(found) && isGone(lead, gone)))) return []
  return [{ kind: 'password', value: '', start, end: start + found.length, valid: true }]
}

function tokenAt(shape: string, start: number): string | undefined {
  const found = token.exec(shape.slice(start, start + longestToken))?.[0].replace(closing, '')
  return found === undefined || found.length < 4 ? undefined : found
}

/** "忘记密码 12345678": a forgotten password is not told, so that is a number of another kind. */
const isGone = (lead: string, gone: readonly string[]): boolean => {
  const rest = lead.replace(/(?:我|的|了|qq|登录|my|the|\s)*$/, '')
  return gone.some((word) => rest.endsWith(word))
}

/** "hunter2是我的密码" */
function before(shape: string, at: number, end: number): readonly Entity[] {
  const from = Math.max(0, at - longestToken - longestLink)
  const found = spoken.exec(shape.slice(from, at))
  const value = found?.[1]
  if (!found || value === undefined || !/\d/.test(value) || mobile.test(value) || somethingElse.test(shape.slice(end, end + 12))) return []
  return [{ kind: 'password', value: '', start: from + found.index, end: from + found.index + value.length, valid: true }]
}

function tradedWith(match: RegExpExecArray): readonly Entity[] {
  const [whole, dashes = '', value = ''] = match
  if (dashes.length < surelyTraded && onlyDigits.test(value.replaceAll('-', ''))) return []
  const end = match.index + whole.length
  return [{ kind: 'password', value: '', start: end - value.length, end, valid: true }]
}
