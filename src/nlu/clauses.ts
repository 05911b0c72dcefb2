import { rowOf, sizeOf } from './words.js'

const marks = /[，。！？；、,!?;\n]+|\.(?=\s|$)/u
const mostClauses = 8
const shortestClause = 2

/** The parts between the marks that end a thought, without the shortest ones. */
export const clausesOf = (text: string): readonly string[] =>
  text
    .split(marks)
    .map((clause) => clause.trim())
    .filter((clause) => sizeOf(clause) >= shortestClause)
    .slice(0, mostClauses)

/** Cuts an utterance in front of words that announce a second matter ("解绑失败了，而且验证码也收不到"); empty when there are none. */
export type SplitMatters = (text: string) => readonly string[]

export function createMatterSplitter(cues: readonly string[]): SplitMatters {
  const rows = cues.map(rowOf)
  const spoken = cues.filter((cue) => /^\p{Script=Han}{2,}$/u.test(cue)).join('|')
  /** People who dictate set no commas. */
  const inFrontOfCue = new RegExp(`(?=${spoken || '$^'})`)
  return (text) => {
    const clauses = clausesOf(text)
      .flatMap((clause) => clause.split(inFrontOfCue))
      .filter((clause) => sizeOf(clause) >= shortestClause)
      .slice(0, mostClauses)
    const matters: string[] = []
    for (const clause of clauses) {
      if (matters.length === 0 || rows.some((cue) => rowOf(clause).startsWith(cue))) matters.push(clause)
      else matters.push(`${matters.pop()}，${clause}`)
    }
    return matters.length > 1 ? matters : []
  }
}
