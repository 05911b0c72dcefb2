import { type Wording, wordsOf } from '../conversations/plainText.js'
import { textOf } from '../dialog/textOf.js'
import type { Lang, Text } from '../shared/lang.js'

type State = 'running' | 'fine' | 'found' | 'not_checked'
export type CheckToShow = { readonly check: string; readonly outcome: string | null; readonly state: State }
/** One row of the card that the widget draws. */
export type CheckRow = { readonly check: string; readonly title: string; readonly state: State; readonly result: string; readonly meaning: string }

const RESULT: Readonly<Record<State, Text>> = {
  running: { zh: '检查中', en: 'Checking' },
  fine: { zh: '正常', en: 'Fine' },
  found: { zh: '发现问题', en: 'Problem found' },
  not_checked: { zh: '未检查', en: 'Not checked' },
}

/** The checks of a diagnosis in words: title, how it came out, and what that means. */
export const renderChecks = (wording: Wording, checks: readonly CheckToShow[], language: Lang): readonly CheckRow[] =>
  checks.map(({ check, outcome, state }) => ({
    check,
    title: wordsOf(wording, `check:${check}`, language),
    state,
    result: RESULT[state][language],
    meaning: outcome === null ? '' : (textOf(wording.program, wording.titles, `check:${check}.${outcome}`)?.[language] ?? ''),
  }))

/** The same as a Markdown list, for clients that draw no card. */
export function listChecks(rows: readonly CheckRow[], language: Lang): string {
  const [colon, dash] = language === 'zh' ? ['：', '。'] : [': ', '. ']
  return rows.map(({ title, result, meaning }) => `- **${title}**${colon}${result}${meaning === '' ? '' : `${dash}${meaning}`}`).join('\n')
}
