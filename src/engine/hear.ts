import { own } from '../shared/own.js'
import { answerPrompt, takeOption, takeValue } from './answer.js'
import { escalate } from './escalate.js'
import type { Input } from './inputs.js'
import { interrupt, interruptFor, putMenu, type Trigger } from './interrupts.js'
import { takePiece } from './pieces.js'
import { putPrompt, sayPrompt } from './prompts.js'
import { putAgain, reject, visibleOptions } from './questions.js'
import type { Recognised } from './recognised.js'
import type { Run, Step } from './run.js'
import { slotsOf } from './slots.js'
import { topFrame } from './state.js'
import { beginFromWords, dialogFor, offerSwitch, restartTopic, takeAccount } from './topics.js'
import { withdraw } from './withdraw.js'

type Said = Extract<Input, { type: 'said' }>
/** What one way of listening made of the words; undefined lets the next one try. */
type Heard = { readonly step: Step } | undefined
const done: Heard = { step: undefined }

/** After so many messages in a row that nobody understood, a person takes over. */
const MAX_MISUNDERSTOOD = 2

/** Words of the user: first what the open question expects, then commands and interrupts, then new problems. */
export function hear(run: Run, said: Said): Step {
  const { recognised } = said
  followLanguage(run, recognised)
  const { refused } = recognised
  if (refused.includes('file')) run.sentence('files_not_taken')
  if (refused.some((kind) => kind !== 'file')) run.sentence('secrets')
  const ways: readonly ((run: Run, said: Said) => Heard)[] = [
    expectedAnswer,
    stray,
    command,
    otherAccount,
    plainYesOrNo,
    interruption,
    problem,
    refusedOnly,
  ]
  for (const way of ways) {
    const heard = way(run, said)
    if (heard) return heard.step
  }
  return notUnderstood(run)
}

/** The bot answers in the language of the user, unless it was told to keep to one. */
function followLanguage(run: Run, { lang }: Recognised): void {
  if (lang !== null && lang !== run.state.language && run.state.slots.language === undefined) run.emit({ type: 'language_set', language: lang })
}

function expectedAnswer(run: Run, { recognised, open }: Said): Heard {
  const { prompt } = run.state
  const { choice } = recognised
  if (prompt) return choice !== null && prompt.options.includes(choice) ? { step: answerPrompt(run, prompt, choice) } : answerBelow(run, recognised)
  const question = topFrame(run.state)?.open
  if (!question) return undefined
  const { exit } = run.node
  if (exit.kind === 'choose') {
    if (choice === null || !visibleOptions(run).includes(choice)) return undefined
    if (own(exit.options, choice)?.confirms && open !== question.id) return tooEarly(run, question.id)
    return { step: takeOption(run, choice) }
  }
  if (exit.kind !== 'ask') return undefined
  const answered = asked(run, exit.slot, recognised)
  return answered ?? (choice !== null && visibleOptions(run).includes(choice) ? { step: takeOption(run, choice) } : undefined)
}

/** What the question under a prompt waits for answers that question: a code typed meanwhile is not lost. */
function answerBelow(run: Run, recognised: Recognised): Heard {
  const kind = run.state.prompt?.kind
  if (kind !== 'switch' && kind !== 'joined') return undefined
  if (kind === 'joined' && recognised.piece?.type === 'unsure' && takePiece(run, recognised)) return done
  const { exit } = run.node
  if (exit.kind !== 'ask' || !recognised.entities.some((entity) => entity.valid && entity.kind === kindOf(run, exit.slot))) return undefined
  run.emit({ type: 'prompt_closed', option: null })
  return asked(run, exit.slot, recognised)
}

/** A yes or no in words that match no label; never enough for what cannot be undone. */
function plainYesOrNo(run: Run, { recognised: { decision } }: Said): Heard {
  if (run.state.prompt || !topFrame(run.state)?.open || decision.type !== 'understood') return undefined
  const { exit } = run.node
  if (exit.kind !== 'choose') return undefined
  const means = decision.intent === 'affirm' ? 'yes' : decision.intent === 'deny' ? 'no' : null
  const meant = visibleOptions(run).filter((option) => means !== null && own(exit.options, option)?.means === means)
  const [only] = meant
  return only !== undefined && meant.length === 1 && !own(exit.options, only)?.confirms ? { step: takeOption(run, only) } : undefined
}

function tooEarly(run: Run, question: string): Heard {
  run.emit({ type: 'answer_rejected', question, why: 'too_early' })
  run.sentence('too_early')
  putAgain(run)
  return done
}

const kindOf = (run: Run, slot: string): string | undefined => (own(run.dialog.slots, slot) ?? own(run.program.slots, slot))?.entity

function asked(run: Run, slot: string, recognised: Recognised): Heard {
  const kind = kindOf(run, slot)
  const fitting = recognised.entities.filter((entity) => entity.kind === kind)
  const value = fitting.find((entity) => entity.valid)
  if (value) return { step: takeValue(run, value.ref) }
  if (takePiece(run, recognised)) return done
  return fitting.length > 0 || recognised.piece?.type === 'part' ? { step: reject(run, 'invalid') } : undefined
}

/** "12345" was taken for the account number, and "6789" follows: nobody can tell what is meant, so the whole of it is asked for. */
const stray = (run: Run, { recognised }: Said): Heard =>
  recognised.piece?.type === 'stray' ? { step: withdraw(run, null, 'number_apart') } : undefined

function command(run: Run, { recognised }: Said): Heard {
  switch (recognised.command) {
    case 'language_zh':
      return speak(run, 'zh')
    case 'language_en':
      return speak(run, 'en')
    case 'stop':
      return stop(run)
    case 'correction':
      return { step: withdraw(run, null) }
    case 'repeat':
      if (run.open === null) run.sentence('repeat_nothing')
      else putAgain(run)
      return done
    case null:
      return undefined
    default:
      return setOff(run, { command: recognised.command }, recognised)
  }
}

/** The user has had enough: nothing is pressed on anybody. */
function stop(run: Run): Heard {
  if (run.state.frames.length === 0) return undefined
  run.emit({ type: 'dialogs_left', why: 'leave' })
  run.sentence('stopped')
  return done
}

function speak(run: Run, language: 'zh' | 'en'): Heard {
  run.emit({ type: 'language_set', language })
  run.emit({ type: 'slot_filled', slot: 'language', value: language, scope: 'conversation', clears: [] })
  run.sentence('language_changed')
  putAgain(run)
  return done
}

/** Another account in the middle of a problem: proof and results belong to the old one, so the problem is looked at afresh. */
function otherAccount(run: Run, { recognised }: Said): Heard {
  const known = run.state.slots.account_id
  if (known === undefined) return firstAccount(run, recognised)
  const named = recognised.entities.find((entity) => entity.kind === 'qq' && entity.valid && entity.ref !== known)
  const forgets = recognised.command === 'other_account'
  if (!named && !forgets) return undefined
  if (named) takeAccount(run, recognised)
  else run.emit({ type: 'account_forgotten', clears: slotsOf(run, 'account_id') })
  run.sentence('account_changed')
  if (run.outermost !== null) return { step: restartTopic(run, 'account_changed') }
  return undefined
}

/** The account named before anybody asked for it. */
function firstAccount(run: Run, recognised: Recognised): Heard {
  if (!recognised.entities.some((entity) => entity.kind === 'qq' && entity.valid)) return undefined
  takeAccount(run, recognised)
  if (run.state.frames.length === 0 || recognised.decision.type === 'understood') return undefined
  run.sentence('account_noted')
  putAgain(run)
  return done
}

function interruption(run: Run, { recognised }: Said): Heard {
  const { decision } = recognised
  if (decision.type !== 'understood') return undefined
  if (recognised.refused.length > 0 && decision.intent !== 'talk_to_human') return undefined
  // While somebody waits for a person, questions are answered without leaving what was under way.
  if (run.state.frames.length === 0 && decision.intent !== 'talk_to_human' && dialogFor(run, decision.intent) !== undefined) return undefined
  return setOff(run, { intent: decision.intent }, recognised)
}

function setOff(run: Run, trigger: Trigger, recognised: Recognised): Heard {
  const reacts = interruptFor(run, trigger)
  if (!reacts) return undefined
  const step = interrupt(run, reacts, recognised)
  return step === 'does_not_fit' ? undefined : { step }
}

function problem(run: Run, { recognised }: Said): Heard {
  const { decision } = recognised
  const idle = run.state.frames.length === 0 || run.state.escalated !== null
  if (decision.type === 'ambiguous') return idle ? clarify(run, decision.between, recognised) : undefined
  if (decision.type !== 'understood') return undefined
  const dialog = dialogFor(run, decision.intent)
  if (dialog === undefined) return idle ? smallTalk(run, decision.intent) : undefined
  if (idle) return { step: beginFromWords(run, dialog, recognised) }
  const { prompt } = run.state
  // Who is asked whether to go on with something else, and says once more what, means it.
  if (prompt?.kind === 'switch' && prompt.about === dialog) return { step: answerPrompt(run, prompt, 'yes') }
  return run.state.frames.some(({ role }) => role === 'interrupt') || prompt ? undefined : { step: offerSwitch(run, dialog, decision.intent) }
}

function clarify(run: Run, between: readonly string[], recognised: Recognised): Heard {
  takeAccount(run, recognised)
  putPrompt(run, { kind: 'clarify', options: [...between, 'none'], about: recognised.article })
  return done
}

/** A yes or no to nothing in particular. */
function smallTalk(run: Run, intent: string): Heard {
  if (intent !== 'affirm' && intent !== 'deny') return undefined
  if (run.state.prompt?.kind === 'waiting') return undefined
  run.emit({ type: 'understood' })
  if (intent === 'affirm') putMenu(run, 'idle_affirm')
  else run.sentence('idle_deny')
  return done
}

/** Nothing but a password, a card number or a file: it was refused, and the question stands. */
function refusedOnly(run: Run, { recognised }: Said): Heard {
  if (recognised.refused.length === 0) return undefined
  putAgain(run)
  return done
}

function notUnderstood(run: Run): Step {
  const { prompt, misunderstood } = run.state
  if (prompt?.kind === 'waiting') return sayPrompt(run, prompt)
  if (prompt?.kind === 'switch' || prompt?.kind === 'joined') return answerPrompt(run, prompt, 'no')
  if (!prompt && run.open !== null) return reject(run, 'not_understood')
  run.emit({ type: 'misunderstood', times: misunderstood + 1 })
  if (misunderstood + 1 >= MAX_MISUNDERSTOOD) return escalate(run, 'general', [])
  putMenu(run, 'not_understood')
  return undefined
}
