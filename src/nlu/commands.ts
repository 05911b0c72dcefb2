import type { Lexicon } from './lexicon.js'
import { rowOf } from './words.js'

/** The command that an utterance is, before any intent is looked for; null when it is none. `plain` and `core` come from the normaliser. */
export type MatchCommand = (utterance: { readonly plain: string; readonly core: string }) => string | null
type Rule = { readonly name: string; readonly whole: ReadonlySet<string>; readonly contained: readonly string[]; readonly within: number }

export function createCommandMatcher(commands: Lexicon['commands'], fillers: readonly string[], spell: (phrase: string) => string): MatchCommand {
  const dropped = new Set(fillers)
  const bare = (text: string): string => withoutEnds(rowOf(text), dropped)
  const rules: readonly Rule[] = Object.entries(commands).map(([name, { whole, contained, within }]) => ({
    name,
    whole: new Set([...whole.zh, ...whole.en].map((phrase) => bare(spell(phrase)))),
    contained: [...(contained?.zh ?? []), ...(contained?.en ?? [])].map((phrase) => rowOf(spell(phrase))),
    within: within ?? 0,
  }))
  return ({ plain, core }) => {
    const rows = new Set([rowOf(plain), bare(plain), bare(core)])
    const exact = rules.find(({ whole }) => [...rows].some((row) => whole.has(row)))
    if (exact) return exact.name
    const full = rowOf(plain)
    const size = full.trim().split(' ').length
    return rules.find(({ contained, within }) => size <= within && contained.some((phrase) => full.includes(phrase)))?.name ?? null
  }
}

/** Without particles at the end ("重新开始吧啊") and the start. */
function withoutEnds(row: string, dropped: ReadonlySet<string>): string {
  const units = row.trim().split(' ')
  while (units.length > 1 && dropped.has(units.at(-1) ?? '')) units.pop()
  while (units.length > 1 && dropped.has(units[0] ?? '')) units.shift()
  return ` ${units.join(' ')} `
}
