import { createRowReader, shapeOf, spokenShape } from './digits.js'
import type { Lexicon } from './lexicon.js'
import { createNumberReader } from './numberKind.js'
import { wholeNumbers } from './numbers.js'
import { createPhraseFinder } from './phrases.js'

export const ENTITY_KINDS = ['qq', 'phone', 'code', 'ticket', 'version', 'error_text', 'id_card', 'bank_card', 'password'] as const
export type EntityKind = (typeof ENTITY_KINDS)[number]
/** Typed by mistake, to be masked and refused: their `value` is always empty, so that nothing can store it. */
export const FORBIDDEN_KINDS: readonly EntityKind[] = ['id_card', 'bank_card', 'password']

/**
 * `value` is canonical; `start` and `end` are places (UTF-16 units) in the original text. Only an `error_text` may contain others.
 * Not `valid`: meant as such but none, or taken back by the same words ("不是138…，是139…").
 */
export type Entity = { readonly kind: EntityKind; readonly value: string; readonly start: number; readonly end: number; readonly valid: boolean }
/** `expecting`: the kind that the open question asks for, which tilts what could be either. */
export type FindEntities = (text: string, expecting?: EntityKind) => readonly Entity[]

export function createEntityFinder(words: Lexicon['entities']): FindEntities {
  const readNumber = createNumberReader(words)
  const phrases = createPhraseFinder(words)
  const rowsIn = createRowReader(words.joiners)
  return (text, expecting) => {
    const shape = shapeOf(text)
    const spoken = spokenShape(shape)
    const found: Entity[] = []
    const taken = new Uint8Array(text.length)
    const take = (entities: readonly Entity[]) => {
      for (const entity of entities) {
        if (taken.subarray(entity.start, entity.end).includes(1)) continue
        taken.fill(1, entity.start, entity.end)
        found.push(entity)
      }
    }
    take(phrases.passwords(shape))
    take(phrases.tickets(spoken))
    take(phrases.versions(shape))
    for (const address of shape.matchAll(webAddress)) taken.fill(1, address.index, address.index + address[0].length)
    const numbers = rowsIn(withoutTaken(spoken, taken)).flatMap((row) => wholeNumbers(row, spoken))
    const alone = numbers.length === 1 && !/[\p{L}]/u.test(spoken)
    let previousEnd = 0
    for (const number of numbers) {
      const entity = readNumber({ number, shape: spoken, previousEnd, alone, expecting })
      if (entity) take([entity])
      previousEnd = number.end
    }
    return [...found, ...phrases.errorTexts(text, shape)].sort((a, b) => a.start - b.start || b.end - a.end)
  }
}

/** Numbers in an address of the web are nobody's. */
const webAddress = /(?:https?:\/\/|www\.)[!-~]{1,500}/g

/** What is something else already stands between numbers and joins none. */
const withoutTaken = (shape: string, taken: Uint8Array): string => shape.replace(/\d/g, (digit, place: number) => (taken[place] === 1 ? '|' : digit))
