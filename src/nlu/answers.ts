import { closestLabel } from './labels.js'
import type { Lexicon } from './lexicon.js'
import { rowOf, wordsOf } from './words.js'

/** An option of the open question. `means`: what a plain yes or no chooses. */
export type Option = { readonly option: string; readonly labels: readonly string[]; readonly means?: 'yes' | 'no' }
/** The option that the words choose; `plain` comes from the normaliser. */
export type MatchAnswer = (plain: string, options: readonly Option[]) => string | null

/** Longer utterances tell a new problem rather than answer a question. */
const longestAnswer = 12
const longestNumber = 4
/** Labels come from dialogs, so there are few; the limit only keeps a careless caller from filling the memory. */
const mostLabels = 10_000

export function createAnswerMatcher(answers: Lexicon['answers'], spell: (phrase: string) => string): MatchAnswer {
  const rows = (phrases: readonly string[]): readonly string[] =>
    [...new Set(phrases.map((phrase) => rowOf(spell(phrase))))].sort((a, b) => b.length - a.length)
  const affirm = rows(answers.affirm)
  const deny = rows(answers.deny)
  const negations = rows(answers.negations)
  const lead = rows(answers.lead)
  const tail = rows(answers.tail)
  const hums = rows(answers.hums)
  const ordinals = new Map(Object.entries(answers.ordinals).map(([word, place]) => [rowOf(word).trim(), place] as const))
  const rowsOfLabels = new Map<string, string>()
  const rowOfLabel = (label: string): string => {
    const known = rowsOfLabels.get(label)
    if (known !== undefined) return known
    const row = rowOf(spell(label))
    if (rowsOfLabels.size < mostLabels) rowsOfLabels.set(label, row)
    return row
  }
  return (plain, options) => {
    if (/\d{5,}/.test(plain) || plain === '') return null
    const whole = rowOf(plain)
    return choose(whole, options) ?? choose(withoutEnds(whole, hums, hums), options)
  }
  function choose(row: string, options: readonly Option[]): string | null {
    const labelled = options.map(({ option, labels }) => ({ option, rows: labels.map(rowOfLabel) }))
    const exact = labelled.filter((one) => one.rows.includes(row))
    if (exact.length === 1) return exact[0]?.option ?? null
    if (wordsOf(row).length > longestAnswer) return null
    const meant = coveredBy(row, deny, tail) ? 'no' : coveredBy(row, affirm, tail) ? 'yes' : undefined
    const said = meant && row.trim() !== '1' ? options.filter(({ means }) => means === meant) : []
    if (said.length === 1) return said[0]?.option ?? null
    if (negations.some((negation) => row.startsWith(negation))) return closestLabel(row, labelled)
    const chosen = withoutEnds(row, lead, tail)
    return byNumber(chosen, ordinals, options) ?? closestLabel(row, labelled) ?? closestLabel(chosen, labelled)
  }
}

/** Whether the row is nothing but such phrases ("嗯 好的", "yes please"), with at least one that is no mere ending. */
function coveredBy(row: string, phrases: readonly string[], endings: readonly string[]): boolean {
  let rest = row
  let said = false
  while (rest.trim() !== '') {
    const phrase = phrases.find((one) => rest.startsWith(one))
    const found = phrase ?? (said ? endings.find((one) => rest.startsWith(one)) : undefined)
    if (found === undefined) return false
    said ||= phrase !== undefined
    rest = rest.slice(found.length - 1)
  }
  return said
}

function withoutEnds(row: string, lead: readonly string[], tail: readonly string[]): string {
  let rest = row
  for (;;) {
    const first = lead.find((phrase) => rest.startsWith(phrase) && rest.length > phrase.length)
    const last = first === undefined ? tail.find((phrase) => rest.endsWith(phrase) && rest.length > phrase.length) : undefined
    if (first !== undefined) rest = rest.slice(first.length - 1)
    else if (last !== undefined) rest = rest.slice(0, rest.length - last.length + 1)
    else return rest
  }
}

/** "2", "第 二 个", "second", "倒数第一"; a counter word may follow. */
function byNumber(row: string, ordinals: ReadonlyMap<string, number>, options: readonly Option[]): string | null {
  const words = row
    .trim()
    .replace(/^第 /, '')
    .replace(/ (?:个|项|条|种|号)(?: 选 项)?$/, '')
    .replace(/ 一$/, (one) => (row.trim() === '第 一' ? one : ''))
  const place = /^\d+$/.test(words) && words.length <= longestNumber ? Number(words) : (ordinals.get(words) ?? ordinals.get(row.trim()))
  if (place === undefined || place === 0) return null
  return (place < 0 ? options.at(place) : options[place - 1])?.option ?? null
}
