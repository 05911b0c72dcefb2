import { hasHan } from '../nlu/lang.js'
import { changesFor } from './edits.js'
import { pick, type Random, shuffled } from './random.js'

/** No question marks: a yes with one is no yes. */
const TAILS = {
  zh: ['。', '。。。', '！', '！！！', '~', '～～', '……', '，', '、', '!!', '...', '；'],
  en: ['.', '...', '!', '!!!', '~', ' .', ',', ' !!', ';', '…'],
} as const
const QUOTES = [
  ['“', '”'],
  ['「', '」'],
  ['"', '"'],
  ['（', '）'],
] as const

/** Other marks behind it, or around it; those within become blanks half of the time. */
export function otherMarks(text: string, random: Random): string {
  const inner = random() < 0.5 ? text.replace(/[，。、；,;](?=.)/g, ' ') : text
  const bare = inner.replace(/[。！.!~]+$/, '')
  const [open, close] = pick(QUOTES, random) ?? QUOTES[0]
  const marked = random() < 0.2 ? `${open}${inner}${close}` : `${bare}${pick(TAILS[hasHan(text) ? 'zh' : 'en'], random)}`
  return marked === text ? `${bare}!` : marked
}

/** Blanks of all widths: some or all Han characters apart, words further apart, blanks at the ends. */
export function otherSpaces(text: string, random: Random): string {
  const borders = [...text.matchAll(/(?<=\p{Script=Han})(?=\p{Script=Han})| /gu)].map(({ index }) => index)
  if (borders.length === 0 || random() < 0.2) return `　 ${text}  `
  const isAll = random() < 0.3
  const chosen = new Set(isAll ? borders : shuffled(borders, random).slice(0, changesFor([...text].length)))
  const blank = pick([' ', '  ', '　', '\u00a0'], random) ?? ' '
  return [...borders].reverse().reduce((left, at) => (chosen.has(at) ? `${left.slice(0, at)}${blank}${left.slice(at)}` : left), text)
}

/** Capitals throughout, none at all, or one for each word: whichever is another text. */
export function otherCase(text: string, random: Random): string {
  const cased = [text.toUpperCase(), text.toLowerCase(), text.replace(/(?<![\p{L}'’])\p{L}/gu, (letter) => letter.toUpperCase())]
  return (
    pick(
      cased.filter((one) => one !== text),
      random,
    ) ?? text
  )
}

const WIDER = 0xfee0

/** As an input method writes that is left in full width. */
export const fullWidth = (text: string): string => text.replace(/[!-~]/g, (char) => String.fromCodePoint((char.codePointAt(0) ?? 0) + WIDER))
