import type { ReplayResult, ReplayRun } from '../runReplays.js'
import { failureOf } from './failure.js'
import { failureText } from './failureText.js'

const share = ({ covered, total }: { readonly covered: number; readonly total: number }): string => `${covered}/${total}`

/** For people: every failure with its conversation, the first difference and the why. */
export function humanReport({ results, passed, failed, skipped, coverage, notes }: ReplayRun): string {
  return [
    ...results.flatMap(textOf),
    ...results.flatMap((one) => (one.skipped === null ? [] : [`SKIP ${one.name}: ${one.skipped}`])),
    ...notes,
    `Replays: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} not played` : ''}`,
    ...(coverage ? [`Coverage: nodes ${share(coverage.counts.nodes)}, edges ${share(coverage.counts.edges)}`] : []),
  ].join('\n')
}

const textOf = (result: ReplayResult): readonly string[] => {
  const failure = failureOf(result)
  return failure ? failureText(failure) : []
}

/** What XML cannot hold at all goes, the rest is escaped. */
const escaped = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that XML forbids
  text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '�').replace(/[<>&"]/g, (char) => `&#${char.codePointAt(0)};`)

/** JUnit's XML, as CI servers read it. */
export function junitReport({ results, failed, skipped, notes }: ReplayRun): string {
  const cases = results.map((result) => {
    const lines = textOf(result)
    const failure = lines.length > 0 ? `<failure message="replay does not hold">${escaped(lines.join('\n'))}</failure>` : ''
    const skip = result.skipped === null ? '' : `<skipped message="${escaped(result.skipped)}"/>`
    const where = `name="${escaped(result.name)}" file="${escaped(result.file)}" time="${(result.ms / 1000).toFixed(3)}"`
    return `  <testcase classname="replay" ${where}>${failure}${skip}</testcase>\n`
  })
  const told = notes.map((note) => `<property name="note" value="${escaped(note)}"/>`).join('')
  const counts = `tests="${results.length}" failures="${failed}" skipped="${skipped}"`
  const properties = told === '' ? '' : `  <properties>${told}</properties>\n`
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuite name="replays" ${counts}>\n${properties}${cases.join('')}</testsuite>\n`
}

/** For machines. `text` is what people would read. */
export const jsonReport = ({ passed, failed, skipped, notes, coverage, results }: ReplayRun): string =>
  JSON.stringify({
    passed,
    failed,
    ...(coverage && { coverage: coverage.counts }),
    ...(notes.length > 0 && { notes }),
    ...(skipped > 0 && { skipped: results.flatMap((one) => (one.skipped === null ? [] : [{ name: one.name, file: one.file, why: one.skipped }])) }),
    failures: results.flatMap((result) => {
      const failure = failureOf(result)
      return failure ? [{ ...failure, text: failureText(failure).slice(1).join('\n') }] : []
    }),
  })
