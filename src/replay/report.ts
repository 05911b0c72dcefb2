import type { ReplayResult, ReplayRun } from './runReplays.js'

/** For people: every failure with its conversation up to the first difference. */
export function humanReport({ results, passed, failed, coverage }: ReplayRun): string {
  const { nodes, edges } = coverage.counts
  const share = ({ covered, total }: { covered: number; total: number }): string => `${covered}/${total}`
  return [
    ...results.flatMap(failureText),
    `Replays: ${passed} passed, ${failed} failed`,
    `Coverage: nodes ${share(nodes)}, edges ${share(edges)}`,
  ].join('\n')
}

function failureText({ file, played, error }: ReplayResult): readonly string[] {
  if (error !== null) return [`FAIL ${file}`, `  ${error}`]
  if (!played || played.passed) return []
  const first = played.turns.findIndex(({ mismatches }) => mismatches.length > 0)
  const shown = played.turns
    .slice(0, first + 1)
    .flatMap(({ said, replies, mismatches, seen }, index) => [
      `  ${index + 1}. user: ${said}`,
      ...replies.map((reply) => `     bot: ${reply.replaceAll('\n', '\n          ')}`),
      ...mismatches.map(({ key, wanted, got }) => `  ✗ ${key}\n      expected ${JSON.stringify(wanted)}\n      got      ${JSON.stringify(got)}`),
      ...(mismatches.length > 0 ? [`      nodes: ${seen.nodes.join(', ')} · intent: ${seen.intent}`] : []),
    ])
  return [`FAIL ${file}`, ...shown]
}

const escaped = (text: string): string => text.replace(/[<>&"]/g, (char) => `&#${char.codePointAt(0)};`)

/** JUnit's XML, as CI servers read it. */
export function junitReport({ results, failed }: ReplayRun): string {
  const cases = results.map((result) => {
    const failure = result.played?.passed ? '' : `<failure message="replay does not hold">${escaped(failureText(result).join('\n'))}</failure>`
    return `  <testcase classname="replay" name="${escaped(result.file)}" time="${(result.ms / 1000).toFixed(3)}">${failure}</testcase>`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuite name="replays" tests="${results.length}" failures="${failed}">\n${cases.join('\n')}\n</testsuite>\n`
}

export const jsonReport = ({ passed, failed, coverage, results }: ReplayRun): string =>
  JSON.stringify({
    passed,
    failed,
    coverage: coverage.counts,
    failures: results.filter(({ played }) => !played?.passed).map((result) => ({ file: result.file, why: failureText(result).slice(1).join('\n') })),
  })
