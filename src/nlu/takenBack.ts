import type { Sides } from './clue.js'
import type { Lexicon } from './lexicon.js'

const clauseBefore = /[^，,。.;；!?\n]*$/
const pausesBehind = /^[\s，,。.]*(?:这个|那个|它|号码?|我|是|was|is|that was|that's|has|a|\s)*/
/** "12345678 wrong password" and "不对劲" take nothing back. */
const restBehind = /^\s*(?:$|[,.;!，。；！\d)）]|应|是|改|才|the right|it|use|should|sorry)/
/** Nothing but this between "no" and the number that is meant. */
const goesOn = /^(?:[\s,，.。:!！]|是|应该|it|'s|is|the|my|number)*\d/
const pauses = /^[\s，,。.;；?？!！…]*/
const asks = /^\s*(?:吗|么|嘛|吧|[?？])/

/** Whether the words beside a number say that it is not the one that is meant: "不是138…", "138…打错了", "not 138…". */
export function createTakenBackTest({ taken_back, near }: Lexicon['entities']): (sides: Sides) => boolean {
  const before = longestFirst(taken_back.before)
  const behind = longestFirst(taken_back.behind)
  const corrected = longestFirst(taken_back.corrected)
  const names = longestFirst(Object.values(near).flat())
  return (sides) => {
    const next = sides.behind.replace(pauses, '')
    if (corrected.some((phrase) => next.startsWith(phrase) && goesOn.test(next.slice(phrase.length)))) return true
    if (asks.test(sides.behind)) return false
    const clause = withoutNames(clauseBefore.exec(sides.before)?.[0] ?? '', names)
    const denied = before.find((phrase) => endsWithWord(clause, phrase))
    if (denied !== undefined && !clause.endsWith(`是${denied}`)) return true
    const rest = sides.behind.replace(pausesBehind, '')
    return behind.some((phrase) => rest.startsWith(phrase) && restBehind.test(rest.slice(phrase.length)))
  }
}

const longestFirst = (phrases: readonly string[]): readonly string[] =>
  phrases.map((phrase) => phrase.toLowerCase()).sort((a, b) => b.length - a.length)

const ending = /(?:号码?|这个|那个|我的|我|[:\s"“「]|my|number|the|it|this)$/

/** The clause without what the number is called: "不是我的手机号" → "不是". */
function withoutNames(clause: string, names: readonly string[]): string {
  let rest = clause
  for (;;) {
    const name = names.find((one) => endsWithWord(rest, one)) ?? ending.exec(rest)?.[0]
    if (name === undefined) return rest
    rest = rest.slice(0, rest.length - name.length)
  }
}

const endsWithWord = (text: string, word: string): boolean =>
  text.endsWith(word) && !(/^[a-z]/.test(word) && /[a-z]/.test(text[text.length - word.length - 1] ?? ''))
