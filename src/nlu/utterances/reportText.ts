import type { UtteranceReport } from './checkUtterances.js'
import type { UtteranceDiagnostic } from './diagnostic.js'
import type { IntentFigures } from './figures.js'
import { STYLES } from './styles.js'

/** The report for people: at most `mostOfEach` diagnostics of a code, a table of the intents, and one line that sums up. */
export function reportText(report: UtteranceReport, mostOfEach: number): string {
  const codes = [...new Set(report.diagnostics.map(({ code }) => code))]
  const told = codes.flatMap((code) =>
    tellCode(
      report.diagnostics.filter((one) => one.code === code),
      mostOfEach,
    ),
  )
  return [...told, ...(told.length > 0 ? [''] : []), ...report.intents.flatMap(tellIntent), '', summary(report)].join('\n')
}

function tellCode(diagnostics: readonly UtteranceDiagnostic[], mostOfEach: number): readonly string[] {
  const shown = diagnostics
    .slice(0, mostOfEach)
    .map(({ file, line, code, severity, message, hint }) => `${file}:${line}: ${severity} ${code}: ${message}\n    → ${hint}`)
  const left = diagnostics.length - shown.length
  return left === 0 ? shown : [...shown, `    … and ${left} more ${diagnostics[0]?.code ?? ''}; --json gives all of them`]
}

function tellIntent({ intent, languages, styles }: IntentFigures): readonly string[] {
  const counts = languages.map(
    ({ lang, lines, wanted, voices, fewest }) =>
      `${lang} ${lines} of ${wanted} by ${voices}${fewest ? ` (fewest: ${fewest.lines} by ${fewest.author})` : ''}`,
  )
  const shares = styles.map(({ style, share }) => `${STYLES[style]} ${Math.round(share * 100)} %`)
  return [`${intent}: ${counts.join('; ')}`, `    ${shares.join(', ')}`]
}

function summary({ lines, nearDuplicates, diagnostics }: UtteranceReport): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length
  const { pairs, share } = nearDuplicates
  return `${lines} lines, ${nearDuplicates.lines} near-duplicates of earlier ones (${(share * 100).toFixed(2)} %; ${pairs.inside} pairs inside an intent, ${pairs.across} across); ${errors} errors, ${diagnostics.length - errors} warnings`
}
