/** Two texts by their places, and how alike they are: 1 when equal. */
export type NearPair = { readonly earlier: number; readonly later: number; readonly likeness: number }

/** From here on two texts count as near-duplicates: shared three-grams over all three-grams (Jaccard). */
export const ALIKE = 0.8
const gramSize = 3

/** The different pieces of three characters; none of a shorter text, which is therefore like its equals alone. */
export function gramsOf(text: string): ReadonlySet<string> {
  const chars = [...text]
  const grams = new Set<string>()
  for (let at = 0; at + gramSize <= chars.length; at++) grams.add(chars.slice(at, at + gramSize).join(''))
  return grams
}

/** One text that stands at several places, with its grams as numbers: the rarest have the smallest and come first. */
type Row = { readonly places: readonly number[]; readonly grams: readonly number[] }

/**
 * Every pair of near-duplicates, exactly. Two texts that share enough have one of their rarest grams in common
 * (prefix filtering: Chaudhuri, Ganti, Kaushik 2006; Bayardo, Ma, Srikant 2007), so each is held only against those it shares one with.
 */
export function* nearPairs(texts: readonly string[], onDone: (done: number, of: number) => void = () => undefined): Generator<NearPair> {
  const equal = placesByText(texts)
  for (const places of equal.values()) yield* pairsWithin(places)
  const rows = rowsOf(equal)
  const byGram = new Map<number, Row[]>()
  for (const [done, row] of rows.entries()) {
    for (const other of partnersOf(row, byGram)) {
      const likeness = jaccard(row.grams, other.grams)
      if (likeness >= ALIKE) yield* pairsBetween(row.places, other.places, likeness)
    }
    for (const gram of prefixOf(row)) {
      const holders = byGram.get(gram)
      if (holders) holders.push(row)
      else byGram.set(gram, [row])
    }
    onDone(done + 1, rows.length)
  }
}

function placesByText(texts: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>()
  texts.forEach((text, place) => {
    const known = places.get(text)
    if (known) known.push(place)
    else places.set(text, [place])
  })
  return places
}

/** Shortest first, so that what is already indexed is never longer. */
function rowsOf(equal: ReadonlyMap<string, readonly number[]>): readonly Row[] {
  const texts = [...equal].map(([text, places]) => ({ places, grams: [...gramsOf(text)] }))
  const counts = new Map<string, number>()
  for (const { grams } of texts) for (const gram of grams) counts.set(gram, (counts.get(gram) ?? 0) + 1)
  const ranks = new Map([...counts].sort(([, a], [, b]) => a - b).map(([gram], rank) => [gram, rank] as const))
  return texts
    .map(({ places, grams }) => ({ places, grams: grams.map((gram) => ranks.get(gram) ?? 0).sort((a, b) => a - b) }))
    .sort((a, b) => a.grams.length - b.grams.length)
}

/** Fewest grams that a near-duplicate shares with a text of `size` grams. */
const fewestShared = (size: number): number => Math.ceil(ALIKE * size - 1e-9)
const prefixOf = ({ grams }: Row): readonly number[] => grams.slice(0, grams.length - fewestShared(grams.length) + 1)

function partnersOf(row: Row, byGram: ReadonlyMap<number, readonly Row[]>): ReadonlySet<Row> {
  const fewest = fewestShared(row.grams.length)
  return new Set(prefixOf(row).flatMap((gram) => (byGram.get(gram) ?? []).filter(({ grams }) => grams.length >= fewest)))
}

/** Both in ascending order. */
function jaccard(a: readonly number[], b: readonly number[]): number {
  let shared = 0
  for (let i = 0, k = 0; i < a.length && k < b.length; ) {
    const [left = 0, right = 0] = [a[i], b[k]]
    if (left === right) shared++
    if (left <= right) i++
    if (right <= left) k++
  }
  return shared / (a.length + b.length - shared)
}

function* pairsWithin(places: readonly number[]): Generator<NearPair> {
  for (const [at, later] of places.entries()) for (const earlier of places.slice(0, at)) yield { earlier, later, likeness: 1 }
}

function* pairsBetween(some: readonly number[], others: readonly number[], likeness: number): Generator<NearPair> {
  for (const a of some) for (const b of others) yield { earlier: Math.min(a, b), later: Math.max(a, b), likeness }
}
