import type { Line } from './model.js'

export type QuestionShown = { readonly alive: boolean; readonly chosen: string | undefined }

/**
 * Which choices can still be tapped and what was chosen, by the key of the line that asked. Derived from the lines alone, so a reload gives the same.
 * A question is open until it is answered by a tap, or until the bot speaks again after the person did: it puts a question that is still open once more.
 */
export function readQuestions(lines: readonly Line[]): ReadonlyMap<string, QuestionShown> {
  const shown = new Map<string, QuestionShown>()
  let open: Line | undefined
  let said: string | undefined
  for (const line of lines) {
    if (line.from === 'user') {
      const tapped = open !== undefined && line.answers?.question === questionOf(open) ? line.answers?.option : undefined
      if (open !== undefined && tapped !== undefined) {
        shown.set(open.key, { alive: false, chosen: tapped })
        open = undefined
      }
      if (line.withdraws === undefined) said = line.text.trim()
      continue
    }
    if (open !== undefined && (said !== undefined || line.choices.length > 0)) {
      const repeats = questionOf(line) === questionOf(open)
      shown.set(open.key, { alive: false, chosen: repeats ? undefined : optionSaid(open, said) })
      open = undefined
    }
    if (line.choices.length > 0) {
      open = line
      said = undefined
      shown.set(line.key, { alive: true, chosen: undefined })
    }
  }
  return shown
}

/** The answer that "我选错了" takes back: the last tap, unless it is already taken back or its question stands open again. */
export function takeBack(lines: readonly Line[]): Line | undefined {
  const at = lines.findLastIndex((line) => line.answers !== undefined)
  const answer = lines[at]
  if (answer?.answers === undefined || answer.delivery !== 'sent') return undefined
  const { question } = answer.answers
  const later = lines.slice(at + 1)
  const isOver = later.some((line) => (line.withdraws === question && line.delivery !== 'failed') || questionOf(line) === question)
  return isOver ? undefined : answer
}

function questionOf(line: Line): string | undefined {
  return line.choices[0]?.question
}

function optionSaid(question: Line, said: string | undefined): string | undefined {
  return question.choices.find((choice, index) => choice.title === said || String(index + 1) === said)?.option
}
