import type { Entity } from './entities.js'
import type { Lexicon } from './lexicon.js'
import { unify } from './normalise.js'
import { wordsOf } from './words.js'

/**
 * Whether an utterance gives data and says nothing else ("我的QQ号是12345678"): then it has no intent, however it scores.
 * A ticket number alone asks how the ticket stands.
 */
export type HoldsOnlyData = (text: string, entities: readonly Entity[]) => boolean

export function createDataTest({ near, fillers, joiners, taken_back, password_words }: Lexicon['entities']): HoldsOnlyData {
  const empty = new Set([...fillers, ...joiners, ...Object.values(taken_back).flat()].flatMap(wordsOf))
  const names = [...near.qq, ...near.phone, ...near.code, ...near.ticket, ...near.id_card, ...near.bank_card, ...password_words]
    .map(unify)
    .sort((a, b) => b.length - a.length)
  return (text, entities) => {
    const data = entities.filter(({ kind }) => kind !== 'error_text' && kind !== 'version')
    if (data.length === 0 || data.some(({ kind }) => kind === 'ticket')) return false
    const rest = unify(data.reduceRight((left, { start, end }) => `${left.slice(0, start)} ${left.slice(end)}`, text))
    const unnamed = names.reduce((left, name) => left.replaceAll(name, ' '), rest)
    return wordsOf(unnamed).every((word) => empty.has(word))
  }
}
