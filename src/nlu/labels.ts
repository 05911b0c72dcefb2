import { wordsOf } from './words.js'

export type LabelRows = { readonly option: string; readonly rows: readonly string[] }

/** How many units more than the label an utterance may have and still be that label with a few words around it. */
const mostAround = 5
const alike = 0.7
/** One Han character or "a" is in too many labels to choose one. */
const fewestLetters = 4

/**
 * The one option whose label the row holds (the longest wins), or is a piece of, or resembles. Null when two fit equally, or none.
 * A label under a negation ("不是 …") is no choice.
 */
export function closestLabel(row: string, options: readonly LabelRows[]): string | null {
  const size = wordsOf(row).length
  const held = best(options, (label) => {
    const at = row.indexOf(label)
    return at < 0 || isNegated(row.slice(0, at + 1)) || size > wordsOf(label).length + mostAround ? 0 : wordsOf(label).length
  })
  if (held !== undefined) return held
  if (row.trim().length >= fewestLetters || size >= 2) {
    const piece = best(options, (label) => (label.includes(row) && !isNegated(label.slice(0, label.indexOf(row) + 1)) ? 1 : 0))
    if (piece !== undefined) return piece
  }
  const swapped = best(options, (label) => (isSwapped(row, label) ? 1 : 0))
  if (swapped !== undefined) return swapped
  return best(options, (label) => (likeness(row, label) >= alike && hasNegation(row) === hasNegation(label) ? likeness(row, label) : 0)) ?? null
}

const negation = / (?:不|没|没 有|非|别|无|未|not|no|never|isnt|dont|didnt|cannot|cant) /
const isNegated = (before: string): boolean => /(?:不|没|非|别|not|no|never|isnt|dont|didnt)(?: (?:是|选|要|用|有|the|a|it|want|my))* $/.test(before)
const hasNegation = (row: string): boolean => negation.test(row)

/** Of two words swapped both may be right (人工 and 工人). */
const fewestSwapped = 3

/** Whether two neighbours have changed places, as fast fingers do it. */
function isSwapped(row: string, label: string): boolean {
  const [left, right] = [wordsOf(row), wordsOf(label)]
  if (left.length !== right.length || left.length < fewestSwapped) return false
  const at = left.findIndex((word, place) => word !== right[place])
  return (
    at >= 0 && left[at] === right[at + 1] && left[at + 1] === right[at] && left.slice(at + 2).every((word, place) => word === right[at + 2 + place])
  )
}

/** The single option with the highest score above 0; undefined when none has one or two share it. */
function best(options: readonly LabelRows[], score: (label: string) => number): string | undefined {
  const scored = options.map(({ option, rows }) => ({ option, score: Math.max(0, ...rows.map(score)) })).sort((a, b) => b.score - a.score)
  const [first, second] = scored
  return first && first.score > 0 && first.score > (second?.score ?? 0) ? first.option : undefined
}

/** Dice's coefficient over pairs of neighbouring characters, ends included. */
function likeness(a: string, b: string): number {
  const [left, right] = [pairsOf(a), pairsOf(b)]
  const shared = left.filter((pair) => right.includes(pair)).length
  return (2 * shared) / Math.max(1, left.length + right.length)
}

function pairsOf(row: string): readonly string[] {
  const chars = ['^', ...row.replaceAll(' ', ''), '$']
  return chars.slice(1).map((char, i) => `${chars[i]}${char}`)
}
