import type { Interrupt } from '../dialog/program.js'
import { escalate } from './escalate.js'
import { putPrompt } from './prompts.js'
import { putAgain } from './questions.js'
import type { Recognised } from './recognised.js'
import type { Run, Step } from './run.js'
import { MAX_FRAMES, topFrame } from './state.js'

export type Trigger = { readonly intent: string } | { readonly command: string }

/** The interrupt that these words set off here. Inside an interrupt only a human and a fresh start apply. */
export function interruptFor(run: Run, trigger: Trigger): Interrupt | undefined {
  const frame = topFrame(run.state)
  const inside = run.state.frames.some(({ role }) => role === 'interrupt')
  return run.program.interrupts.find(({ on, notIn, reaction }) => {
    const same = 'intent' in trigger ? 'intent' in on && on.intent === trigger.intent : 'command' in on && on.command === trigger.command
    const excluded = frame !== undefined && (notIn.includes(frame.node) || notIn.includes(`${frame.dialog}/${frame.node}`))
    return same && !excluded && (!inside || reaction.do === 'escalate' || reaction.do === 'restart')
  })
}

/** True when a called dialog still fits on those under way, its own verification included. */
const fits = (run: Run, dialog: string): boolean => run.state.frames.length + (run.dialogCalled(dialog).requires === undefined ? 1 : 2) <= MAX_FRAMES

export function interrupt(run: Run, { reaction, then }: Interrupt, recognised: Recognised | null): Step | 'does_not_fit' {
  if (reaction.do === 'call' && !fits(run, reaction.dialog)) return 'does_not_fit'
  run.emit({ type: 'understood' })
  switch (reaction.do) {
    case 'answer':
      showArticle(run, recognised?.article ?? null)
      break
    case 'say':
      run.say(`interrupt:${run.program.interrupts.findIndex((one) => one.reaction === reaction)}`)
      break
    case 'call':
      if (run.state.frames.length === 0 && run.state.prompt) run.emit({ type: 'prompt_closed', option: null })
      run.emit({ type: 'dialog_started', dialog: reaction.dialog, role: run.state.frames.length === 0 ? 'topic' : 'interrupt', then, slots: {} })
      return { node: run.dialog.start }
    case 'escalate':
      escalate(run, reaction.queue, Object.keys(run.state.slots))
      return undefined
    case 'restart':
      restart(run)
      return undefined
  }
  if (then === 'leave') run.emit({ type: 'dialogs_left', why: 'leave' })
  else putAgain(run)
  return undefined
}

export function showArticle(run: Run, article: string | null): undefined {
  if (article === null) run.sentence('no_article')
  else {
    run.say(`article:${article}`)
    run.emit({ type: 'article_shown', article })
  }
}

export function restart(run: Run): undefined {
  run.emit({ type: 'dialogs_left', why: 'restart' })
  putMenu(run, 'restarted')
}

export function putMenu(run: Run, sentence: string): undefined {
  putPrompt(run, { kind: 'menu', options: [...run.program.texts.menu, 'human'], about: null }, `sentence:${sentence}`)
}
