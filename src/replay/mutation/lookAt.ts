import type { Persona } from '../../accounts/personas.js'
import type { Program } from '../../dialog/program.js'
import { diffExplored } from '../diff/explored.js'
import { accountStates } from '../explore/accountStates.js'
import type { Utterances } from '../explore/answers.js'
import type { Breach } from '../explore/breachOf.js'
import { runExplore } from '../explore/runExplore.js'

/** What exploration says of a mutant: the breach that gives it away, or that nobody can tell it from the program. */
export type Look = { readonly breach: string | null; readonly isAlike: boolean }
type Looking = { readonly program: Program; readonly personas: readonly Persona[]; readonly utterances: Utterances }

/** Looks at mutants of a program with the accounts of the personas as they stand: breaches that the program has itself do not count. */
export function looksAt({ program, personas, utterances }: Looking): (mutant: Program) => Look {
  const states = accountStates(personas)
  const namesOf = (walked: Program): readonly string[] =>
    runExplore({ program: walked, personas, states, utterances, now: () => 0 }).report.breaches.map(nameOf)
  let own: ReadonlySet<string> | null = null
  return (mutant) => {
    own ??= new Set(namesOf(program))
    const known = own
    const breach = namesOf(mutant).find((name) => !known.has(name)) ?? null
    return { breach, isAlike: breach === null && isAlike({ base: program, next: mutant, states, utterances }) }
  }
}

const nameOf = ({ kind, dialog, node }: Breach): string => `${kind} at ${dialog}/${node}`

function isAlike(exploring: Parameters<typeof diffExplored>[0]): boolean {
  const { complete, asideChanged, groups } = diffExplored(exploring)
  return complete && !asideChanged && groups.length === 0
}
