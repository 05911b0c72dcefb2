/** Puts slips of the keyboard in Latin words right: a letter too many, too few, another, or two swapped. */
export type MendSlips = (plain: string) => string

/** Shorter words are too close to one another. */
const shortest = 4
const longest = 24
/** A word seen less often may itself be a slip. */
const fewestSights = 3
const latinWord = /[a-z]+(?:['’][a-z]+)*/g

/** The Latin words that many lines share, the most frequent first: what a slip is held against. */
export function commonWords(lines: readonly string[]): readonly string[] {
  const counts = new Map<string, number>()
  for (const line of lines) for (const [word] of line.matchAll(latinWord)) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts]
    .filter(([, count]) => count >= fewestSights)
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .map(([word]) => word)
}

/** Every common word is found by itself without any one of its letters, and so is a slip (the symmetric deletes of SymSpell). */
export function createSlipMender(words: readonly string[]): MendSlips {
  const known = new Set(words)
  const byPart = new Map<string, string>()
  for (const word of words) {
    if (word.length < shortest || word.length > longest) continue
    for (const part of partsOf(word)) if (!byPart.has(part)) byPart.set(part, word)
  }
  const mend = (word: string): string => {
    if (word.length < shortest || word.length > longest || known.has(word)) return word
    let best: string | undefined
    for (const part of partsOf(word)) {
      const found = byPart.get(part)
      if (found !== undefined && found !== best && isOneSlip(word, found)) best ??= found
    }
    return best ?? word
  }
  return (plain) => plain.replace(latinWord, mend)
}

function partsOf(word: string): readonly string[] {
  const parts = [word]
  for (let at = 0; at < word.length; at++) parts.push(word.slice(0, at) + word.slice(at + 1))
  return parts
}

/** Whether one letter inserted, dropped, replaced or swapped with its neighbour makes one word of the other. */
function isOneSlip(a: string, b: string): boolean {
  let start = 0
  while (start < a.length && a[start] === b[start]) start++
  const [left, right] = [a.slice(start), b.slice(start)]
  if (left.slice(1) === right.slice(1) || left.slice(1) === right || left === right.slice(1)) return true
  return left[0] === right[1] && left[1] === right[0] && left.slice(2) === right.slice(2)
}
