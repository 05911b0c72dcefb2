import { createHash } from 'node:crypto'
import { seededRandom } from '../nlu/sparse.js'

export type Random = () => number

/** A source of numbers that belongs to these words alone, so that one line more changes no other draw. */
export const randomFor = (...words: readonly (string | number)[]): Random =>
  seededRandom(createHash('sha256').update(JSON.stringify(words)).digest().readUInt32LE(0))

export const below = (count: number, random: Random): number => Math.floor(random() * count)

export const pick = <Item>(items: readonly Item[], random: Random): Item | undefined => items[below(items.length, random)]

export const shuffled = <Item>(items: readonly Item[], random: Random): readonly Item[] =>
  items
    .map((item) => ({ item, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item)
