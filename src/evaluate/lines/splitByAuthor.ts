import { type Random, shuffled } from '../../noise/random.js'
import type { Line } from './line.js'

/** `test` are the lines of some authors; `train` are those of all others. */
export type Split = { readonly authors: readonly string[]; readonly train: readonly Line[]; readonly test: readonly Line[] }

/** Authors are dealt into groups of like size, so that every line is judged once by somebody who was not taught its author. */
export function splitByAuthor(lines: readonly Line[], groups: number, random: Random): readonly Split[] {
  const sizes = new Map<string, number>()
  for (const { author } of lines) {
    if (author === undefined) throw new Error('held-back authors: expected every line to have an author, got one without')
    sizes.set(author, (sizes.get(author) ?? 0) + 1)
  }
  if (sizes.size < 2) throw new Error(`held-back authors: expected lines of two authors at least, got ${sizes.size}`)
  const dealt: string[][] = Array.from({ length: Math.min(groups, sizes.size) }, () => [])
  const sizeOf = (authors: readonly string[]): number => authors.reduce((sum, author) => sum + (sizes.get(author) ?? 0), 0)
  for (const author of shuffled([...sizes.keys()].sort(), random)) {
    const smallest = dealt.reduce((least, group) => (sizeOf(group) < sizeOf(least) ? group : least))
    smallest.push(author)
  }
  return dealt.map((authors) => {
    const held = new Set<string | undefined>(authors)
    return { authors: authors.sort(), train: lines.filter(({ author }) => !held.has(author)), test: lines.filter(({ author }) => held.has(author)) }
  })
}
