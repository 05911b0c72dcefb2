import { rowOf, sizeOf } from './words.js'

const marks = /[，。！？；、,!?;\n]+|\.(?=\s|$)/u
const mostClauses = 8
const shortestClause = 3

/** The parts of an utterance that say they add something ("而且验证码也收不到"), and what comes before the first of them. */
export function addedClauses(text: string, cues: readonly string[]): readonly string[] {
  const cueRows = cues.map(rowOf)
  const clauses = text
    .split(marks)
    .map((clause) => clause.trim())
    .filter((clause) => sizeOf(clause) >= shortestClause)
    .slice(0, mostClauses)
  return clauses.slice(1).filter((clause) => cueRows.some((cue) => rowOf(clause).includes(cue)))
}
