import { fault, placeOf, type UtteranceDiagnostic } from './diagnostic.js'
import type { Line } from './utterance.js'

/** The first line of each intent that says something. */
type Sayings = Map<string, Map<string, Line>>

/** The same under two intents: in the same words (U005), or with other particles and punctuation only (U006). */
export function findConflicts(lines: readonly Line[]): readonly UtteranceDiagnostic[] {
  const byPlain: Sayings = new Map()
  const byBare: Sayings = new Map()
  return lines.flatMap((line) => {
    const same = underAnotherIntent(byPlain, line.plain, line)
    const alike = underAnotherIntent(byBare, line.bare, line)
    if (same) return [fault('U005', line, `“${line.text}” stands here under ${line.intent} and in ${placeOf(same)} under ${same.intent}`)]
    if (!alike || line.bare === '') return []
    const message = `“${line.text}” stands here under ${line.intent}, “${alike.text}” in ${placeOf(alike)} under ${alike.intent}; only particles or punctuation differ`
    return [fault('U006', line, message)]
  })
}

/** Looks the line up and enters it. */
function underAnotherIntent(sayings: Sayings, saying: string, line: Line): Line | undefined {
  const byIntent = sayings.get(saying) ?? new Map<string, Line>()
  const other = [...byIntent.values()].find(({ intent }) => intent !== line.intent)
  if (!byIntent.has(line.intent)) byIntent.set(line.intent, line)
  sayings.set(saying, byIntent)
  return other
}
