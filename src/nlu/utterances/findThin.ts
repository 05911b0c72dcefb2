import { fault, type UtteranceDiagnostic } from './diagnostic.js'
import type { IntentFigures, LanguageFigures } from './figures.js'
import { STYLES } from './styles.js'
import type { IntentPlace } from './utterance.js'
import { WANTED } from './wanted.js'

const nameOf = { zh: 'Chinese', en: 'English' } as const

/** What an intent has too little of: lines (U007), styles (U008), voices (U009). */
export function findThin({ intent, languages, styles }: IntentFigures, place: IntentPlace): readonly UtteranceDiagnostic[] {
  const thin = styles.filter(({ lines, wanted }) => lines < wanted).map(({ style, lines, wanted }) => `${STYLES[style]} (${lines} of ${wanted})`)
  const inLanguages = languages.flatMap((figures) => {
    const at = { file: place.file, line: place.lines[figures.lang] }
    return [
      ...fewLines(intent, figures).map((message) => fault('U007', at, message)),
      ...fewVoices(intent, figures).map((message) => fault('U009', at, message)),
    ]
  })
  if (thin.length === 0) return inLanguages
  return [...inLanguages, fault('U008', { file: place.file, line: 1 }, `${intent} has few lines of these kinds: ${thin.join(', ')}`)]
}

const fewLines = (intent: string, { lang, lines, wanted }: LanguageFigures): readonly string[] =>
  lines < wanted ? [`${intent} has ${lines} of ${wanted} lines in ${nameOf[lang]}`] : []

/** An intent that nobody wrote for is told once, as having no lines. */
function fewVoices(intent: string, { lang, voices, fewest }: LanguageFigures): readonly string[] {
  if (!fewest) return []
  const few = voices < WANTED.voices ? [`${voices} ${voices === 1 ? 'author' : 'authors'} in ${nameOf[lang]}, expected ${WANTED.voices}`] : []
  const silent =
    fewest.lines < WANTED.linesOfEachVoice
      ? [`only ${fewest.lines} in ${nameOf[lang]} by ${fewest.author}, expected ${WANTED.linesOfEachVoice} of each author`]
      : []
  return [...few, ...silent].map((what) => `${intent} has ${what}`)
}
