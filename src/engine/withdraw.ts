import { putAgain } from './questions.js'
import type { Run, Step } from './run.js'
import { restartTopic } from './topics.js'

/** Takes an answer back: to the question named, or to the one before the open one. Never beyond something that was carried out. */
export function withdraw(run: Run, question: string | null, why = 'withdrawn'): Step {
  const { trail, lastAct, prompt } = run.state
  const openAt = prompt ? trail.length : trail.findIndex((mark) => mark.question === run.open)
  const wanted = question === null ? trail[(openAt < 0 ? trail.length : openAt) - 1] : trail.find((mark) => mark.question === question)
  if (wanted && wanted.question !== run.open) {
    run.emit({ type: 'went_back', question: wanted.question })
    run.sentence(why)
    putAgain(run)
    return undefined
  }
  if (lastAct && run.outermost !== null && question !== run.open) {
    run.sentence('withdraw_after_act', { act: `@act:${lastAct.name}` })
    return restartTopic(run)
  }
  run.sentence('withdraw_nothing')
  putAgain(run)
  return undefined
}
