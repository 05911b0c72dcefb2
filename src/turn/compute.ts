import { advance } from '../engine/advance.js'
import { findingsShown } from '../engine/diagnose.js'
import type { Input } from '../engine/inputs.js'
import { type State, topFrame } from '../engine/state.js'
import { resolver, type TurnContext } from './context.js'
import type { TurnDeps } from './deps.js'
import { type Draft, withEvents } from './draft.js'
import { carryOut, type WorkDone } from './work.js'

/** One input through the engine. */
export const step = (context: TurnContext, draft: Draft, input: Input, ticket: string): Draft =>
  withEvents(draft, advance(context.library.program, draft.state, input), ticket)

/** More work than any real turn needs; a program that asks for more is at fault. */
const MAX_WORK = 60

/** Runs the checks that the dialog asks for, until it waits for the user or for an act. */
export async function runChecks(deps: TurnDeps, context: TurnContext, draft: Draft, ticket: string): Promise<Draft> {
  let now = draft
  for (let count = 0; now.state.work?.kind === 'check'; count++) {
    if (count === MAX_WORK) throw new Error(`one turn asked for more than ${MAX_WORK} checks, last ${now.state.work.name}`)
    showProgress(deps, context, now.state)
    const { result } = await doWork(deps, context, now, `${context.conversation}/${context.inputId}/check`)
    now = step(context, now, { type: 'work_done', at: context.at, name: now.state.work.name, result }, ticket)
  }
  return now
}

/** Carries out what the state waits for, under a key that a repeat after a crash has too. */
export async function doWork(deps: TurnDeps, context: TurnContext, { state, vault }: Draft, key: string): Promise<WorkDone> {
  const { work } = state
  if (!work) throw new Error('expected work to do, found none')
  return carryOut(
    deps,
    { ...work, conversation: context.conversation, key, at: context.at, language: state.language },
    resolver(deps, vault),
    context.endsAt,
  )
}

/** Checks as they run, by socket only and only after proof. */
function showProgress(deps: TurnDeps, context: TurnContext, state: State): void {
  const frame = topFrame(state)
  if (!frame?.diagnosis || state.proof === 'none') return
  const checks = findingsShown(context.library.program, frame, frame.diagnosis)
  deps.feed.signal(context.conversation, { type: 'progress', checks, program: context.library.hash, language: state.language })
}
