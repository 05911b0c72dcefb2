import type { ReplayResult, ReplayRun } from '../runReplays.js'
import { failureOf } from './failure.js'
import { failureText } from './failureText.js'

const share = ({ covered, total }: { readonly covered: number; readonly total: number }): string => `${covered}/${total}`

/** For people: every failure with its conversation, the first difference and the why. */
export function humanReport({ results, passed, failed, coverage }: ReplayRun): string {
  const { nodes, edges } = coverage.counts
  return [...results.flatMap(textOf), `Replays: ${passed} passed, ${failed} failed`, `Coverage: nodes ${share(nodes)}, edges ${share(edges)}`].join(
    '\n',
  )
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
export function junitReport({ results, failed }: ReplayRun): string {
  const cases = results.map((result) => {
    const lines = textOf(result)
    const failure = lines.length > 0 ? `<failure message="replay does not hold">${escaped(lines.join('\n'))}</failure>` : ''
    return `  <testcase classname="replay" name="${escaped(result.name)}" file="${escaped(result.file)}" time="${(result.ms / 1000).toFixed(3)}">${failure}</testcase>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuite name="replays" tests="${results.length}" failures="${failed}">\n${cases.join('\n')}\n</testsuite>\n`
}

/** For machines. `text` is what people would read. */
export const jsonReport = ({ passed, failed, coverage, results }: ReplayRun): string =>
  JSON.stringify({
    passed,
    failed,
    coverage: coverage.counts,
    failures: results.flatMap((result) => {
      const failure = failureOf(result)
      return failure ? [{ ...failure, text: failureText(failure).slice(1).join('\n') }] : []
    }),
  })
