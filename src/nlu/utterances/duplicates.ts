import { fault, placeOf, type UtteranceDiagnostic } from './diagnostic.js'
import { type NearPair, nearPairs } from './nearPairs.js'
import type { Line, Progress } from './utterance.js'
import { WANTED } from './wanted.js'

export type Duplicates = {
  /** Lines that are a near-duplicate of an earlier one, and their share of all lines. */
  readonly lines: number
  readonly share: number
  readonly pairs: { readonly inside: number; readonly across: number }
  readonly diagnostics: readonly UtteranceDiagnostic[]
}
/** For a line the earlier one that is most like it, and how many more there are. */
type Closest = { readonly pair: NearPair; readonly more: number }

/** Near-duplicates inside an intent (U001) and across intents (U002), and whether they are too many (U003). */
export function findDuplicates(lines: readonly Line[], progress: Progress): Duplicates {
  const inside = new Map<number, Closest>()
  const across = new Map<number, Closest>()
  const told = new Map<number, Closest>()
  const pairs = { inside: 0, across: 0 }
  const compared = nearPairs(
    lines.map(({ plain }) => plain),
    (done, of) => progress('comparing lines', done, of),
  )
  for (const pair of compared) {
    const [a, b] = [lines[pair.earlier], lines[pair.later]]
    const isInside = a?.intent === b?.intent
    pairs[isInside ? 'inside' : 'across']++
    note(isInside ? inside : across, pair)
    // Lines of two intents that say the same are conflicts, told as U005 and U006.
    if (!isInside && a?.bare !== b?.bare) note(told, pair)
  }
  const count = new Set([...inside.keys(), ...across.keys()]).size
  const share = lines.length === 0 ? 0 : count / lines.length
  const diagnostics = [...tooMany(lines, count, share), ...tell('U001', inside, lines), ...tell('U002', told, lines)]
  return { lines: count, share, pairs, diagnostics }
}

function note(closest: Map<number, Closest>, pair: NearPair): void {
  const known = closest.get(pair.later)
  if (!known) closest.set(pair.later, { pair, more: 0 })
  else closest.set(pair.later, { pair: isCloser(pair, known.pair) ? pair : known.pair, more: known.more + 1 })
}

const isCloser = (one: NearPair, other: NearPair): boolean =>
  one.likeness > other.likeness || (one.likeness === other.likeness && one.earlier < other.earlier)

function tell(code: 'U001' | 'U002', closest: ReadonlyMap<number, Closest>, lines: readonly Line[]): readonly UtteranceDiagnostic[] {
  return [...closest]
    .sort(([a], [b]) => a - b)
    .flatMap(([later, { pair, more }]) => {
      const [line, earlier] = [lines[later], lines[pair.earlier]]
      return line && earlier ? [fault(code, line, sentence(line, earlier, pair.likeness, more))] : []
    })
}

function sentence(line: Line, earlier: Line, likeness: number, more: number): string {
  const degree = likeness === 1 ? 'the same in normal spelling' : `${Math.floor(likeness * 100)} % alike`
  const under = line.intent === earlier.intent ? '' : ` under ${earlier.intent}`
  const others = more === 0 ? '' : `, and ${more} more earlier ${more === 1 ? 'line' : 'lines'}`
  return `“${line.text}” (${line.author}) and “${earlier.text}” (${earlier.author}, ${placeOf(earlier)})${under} are ${degree}${others}`
}

function tooMany(lines: readonly Line[], count: number, share: number): readonly UtteranceDiagnostic[] {
  const [first] = lines
  if (!first || share <= WANTED.nearDuplicates) return []
  const percent = (part: number): string => `${(part * 100).toFixed(2)} %`
  const place = { file: first.file, line: 1 }
  return [
    fault(
      'U003',
      place,
      `${count} of ${lines.length} lines (${percent(share)}) are near-duplicates of earlier ones, expected at most ${percent(WANTED.nearDuplicates)}`,
    ),
  ]
}
