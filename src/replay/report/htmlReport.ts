import { createHash } from 'node:crypto'
import type { ReplayResult, ReplayRun } from '../runReplays.js'
import { failureOf, whyOf } from './failure.js'
import { SCRIPT } from './page/script.js'
import { STYLE } from './page/style.js'
import { WORDS } from './page/words.js'

/** How many intents of a ranking are worth showing. */
const RANKED = 3

/** One self-contained page: nothing is fetched, nothing but its own script runs. `at` is ms since 1970. */
export function htmlReport(run: ReplayRun, at: number): string {
  const { results, passed, failed, skipped, coverage, notes } = run
  const index = {
    at,
    notes,
    figures: { passed, failed, skipped, coverage: coverage?.counts ?? null },
    items: results.map((result) => ({ name: result.name, state: stateOf(result), ms: Math.round(result.ms), words: wordsIn(result) })),
  }
  return `<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${hashOf(STYLE)}'; script-src '${hashOf(SCRIPT)}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Replay report</title>
<style>${STYLE}</style>
</head>
<body>
<main></main>
${dataElement('words', WORDS)}
${dataElement('index', index)}
${results.map((result, n) => dataElement(`c${n}`, shownOf(result))).join('\n')}
<script>${SCRIPT}</script>
</body>
</html>
`
}

const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`
/** With every `<` escaped, nothing in the data can end the element. */
const dataElement = (id: string, data: unknown): string =>
  `<script type="application/json" id="${id}">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>`

const stateOf = ({ played, skipped }: ReplayResult): 'passed' | 'failed' | 'skipped' =>
  skipped !== null ? 'skipped' : played?.passed ? 'passed' : 'failed'
const wordsIn = ({ played }: ReplayResult): string => (played?.turns ?? []).map(({ said }) => said).join(' ')

/** What is shown when the conversation is opened: up to the first turn that differs. */
function shownOf(result: ReplayResult): Readonly<Record<string, unknown>> {
  const failure = failureOf(result)
  const turns = (result.played?.turns ?? []).slice(0, failure?.turn ?? undefined)
  return {
    file: result.file,
    error: result.skipped ?? failure?.error ?? null,
    turn: failure?.turn ?? null,
    line: failure?.line ?? null,
    more: failure?.more ?? 0,
    turns: turns.map(({ said, replies, choices, seen, understood, mismatches }) => ({
      said,
      replies,
      choices,
      mismatches,
      why: whyOf({ seen, understood: understood.map((one) => ({ ...one, ranking: one.ranking.slice(0, RANKED) })) }),
    })),
  }
}
