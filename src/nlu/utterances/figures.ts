import { LANGS, type Lang } from '../../shared/lang.js'
import type { Lexicon } from '../lexicon.js'
import { type FindStyles, type Style, styles } from './styles.js'
import type { Line } from './utterance.js'
import { type IntentKind, WANTED } from './wanted.js'

export type LanguageFigures = {
  readonly lang: Lang
  readonly lines: number
  readonly wanted: number
  readonly voices: number
  /** The author with the fewest lines; null when nobody wrote. */
  readonly fewest: { readonly author: string; readonly lines: number } | null
}
export type StyleFigures = { readonly style: Style; readonly lines: number; readonly share: number; readonly wanted: number }
export type IntentFigures = {
  readonly intent: string
  readonly kind: IntentKind
  readonly languages: readonly LanguageFigures[]
  readonly styles: readonly StyleFigures[]
}

/** How many lines an intent has in each language and style, and by how many voices. */
export function figuresOf(intent: string, lines: readonly Line[], { policy, shells }: Lexicon, findStyles: FindStyles): IntentFigures {
  const kind = intent === policy.out_of_scope ? 'out_of_scope' : shells.bare_intents.includes(intent) ? 'social' : 'problem'
  const found = countOf(lines.flatMap(findStyles))
  return {
    intent,
    kind,
    languages: LANGS.map((lang) => languageFigures(lang, kind, lines)),
    styles: styles.map((style) => {
      const count = found.get(style) ?? 0
      return { style, lines: count, share: count / Math.max(1, lines.length), wanted: WANTED.styles[kind][style] ?? 0 }
    }),
  }
}

function languageFigures(lang: Lang, kind: IntentKind, lines: readonly Line[]): LanguageFigures {
  const own = lines.filter((line) => line.lang === lang)
  const voices = [...countOf(own.map(({ author }) => author))].map(([author, count]) => ({ author, lines: count }))
  const [fewest = null] = [...voices].sort((a, b) => a.lines - b.lines)
  return { lang, lines: own.length, wanted: WANTED.lines[kind][lang], voices: voices.length, fewest }
}

function countOf<Name>(names: readonly Name[]): ReadonlyMap<Name, number> {
  const counts = new Map<Name, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}
