import { unitsOf } from './features.js'
import type { Lexicon } from './lexicon.js'

/** What is left without "你好请问 … 谢谢", and which ends were taken off. */
export type Stripped = { readonly core: string; readonly shells: readonly string[] }

const fewestLeft = 2
const mostShells = 6
const edgeMarks = /^[\s\p{P}\p{S}]+|[\s\p{P}\p{S}]+$/gu
const latinOrDigit = /[a-z0-9]/

/** Takes politeness off both ends, unless hardly anything would be left: then the politeness is the message. */
export function createShellStripper({ stripped, particles }: Lexicon['shells']): (text: string) => Stripped {
  const lead = longestFirst([...stripped.lead.zh, ...stripped.lead.en])
  const tail = longestFirst([...stripped.tail.zh, ...stripped.tail.en])
  const fillers = new Set(particles)
  const says = (text: string): boolean => unitsOf(text).filter((unit) => !fillers.has(unit)).length >= fewestLeft
  return (text) => {
    let core = text.replace(edgeMarks, '')
    const shells = new Set<string>()
    for (let round = 0; round < mostShells; round++) {
      const first = lead.find((phrase) => core.startsWith(phrase) && standsAlone(phrase, core[phrase.length]))
      const last =
        first === undefined ? tail.find((phrase) => core.endsWith(phrase) && standsAlone(phrase, core[core.length - phrase.length - 1])) : undefined
      if (first === undefined && last === undefined) break
      const rest = (first !== undefined ? core.slice(first.length) : core.slice(0, core.length - (last?.length ?? 0))).replace(edgeMarks, '')
      if (!says(rest)) break
      core = rest
      shells.add(first !== undefined ? 'lead' : 'tail')
    }
    return { core, shells: [...shells].sort() }
  }
}

const longestFirst = (phrases: readonly string[]): readonly string[] => [...phrases].sort((a, b) => b.length - a.length || (a < b ? -1 : 1))

/** An English phrase ends where a word ends: "hi" is no shell of "his". */
const standsAlone = (phrase: string, beside: string | undefined): boolean =>
  !latinOrDigit.test(phrase) || beside === undefined || !latinOrDigit.test(beside)
