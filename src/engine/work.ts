import { proofOfDialog, signatureOf, strongest } from '../dialog/program.js'
import { own } from '../shared/own.js'
import { takeReading } from './diagnose.js'
import { NOT_VERIFIED, UNAVAILABLE, type WorkResult } from './inputs.js'
import { giveUp } from './questions.js'
import type { Run, Step } from './run.js'
import { fillSlot } from './slots.js'
import { MAX_FRAMES } from './state.js'

/** Takes the result of the work in and says where it leads. */
export function workDone(run: Run, name: string, result: WorkResult): Step {
  const { work } = run.state
  if (!work || work.name !== name) return undefined
  const signature = signatureOf(run.program.signatures, work.kind, name)
  const refused = result.outcome === NOT_VERIFIED
  run.emit({ type: 'work_finished', kind: work.kind, name, outcome: result.outcome, lasting: !refused && (signature?.lasting ?? false) })
  if (refused) {
    run.emit({ type: 'proof_ended' })
    return verifyFirst(run, run.frame.node, true)
  }
  if (signature?.proves === result.outcome) run.emit({ type: 'proof_given', proof: run.state.wanted })
  for (const [slot, value] of Object.entries(result.gives)) fillSlot(run, slot, value)
  const { exit } = run.node
  if (exit.kind === 'diagnose') return takeReading(run, result.outcome)
  if (exit.kind !== 'check' && exit.kind !== 'act') throw new Error(`expected "${run.frame.node}" to wait for ${name}, found ${exit.kind}`)
  const node = own(exit.cases, result.outcome)
  if (node !== undefined) return { node }
  // An act that gave no answer may have happened: it is never told as "not done".
  run.sentence(work.kind === 'act' && signature?.lasting ? 'not_certain' : UNAVAILABLE)
  return giveUp(run)
}

/** Runs the dialog that proves ownership before the node does or says anything. */
export function verifyFirst(run: Run, node: string, entered: boolean): Step {
  const { requires } = run.dialog
  if (requires === undefined || run.state.frames.length >= MAX_FRAMES) return giveUp(run)
  const proof = strongest(run.state.frames.map((frame) => proofOfDialog(run.program, frame.dialog)))
  run.emit({ type: 'proof_wanted', proof, node, entered })
  run.emit({ type: 'dialog_started', dialog: requires, role: 'requires', then: 'ask_again', slots: {} })
  return { node: run.dialog.start }
}
