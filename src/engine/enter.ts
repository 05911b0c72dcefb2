import { covers, proofOfNode } from '../dialog/program.js'
import { own } from '../shared/own.js'
import { afterRemedy, enterDiagnosis } from './diagnose.js'
import { escalate } from './escalate.js'
import { endDialog } from './leave.js'
import { giveUp, putQuestion, sayLines } from './questions.js'
import { requestWork } from './requestWork.js'
import { comparable, type Run, type Step } from './run.js'
import { MAX_FRAMES, slotsNamed } from './state.js'
import { verifyFirst } from './work.js'

/** Steps onto a node, says its lines unless they were said before, and leaves by its verb. */
export function enter(run: Run, { node: id, quiet = false }: NonNullable<Step>): Step {
  const node = run.nodeCalled(id)
  const missing = !covers(run.state.proof, proofOfNode(run.program.signatures, node))
  if (missing && run.dialog.requires !== undefined) return verifyFirst(run, id, quiet)
  run.emit({ type: 'node_entered', dialog: run.frame.dialog, node: id })
  const { exit } = node
  const asks = exit.kind === 'choose' || exit.kind === 'ask'
  if (!quiet && !asks) sayLines(run)
  switch (exit.kind) {
    case 'choose':
    case 'ask':
      return putQuestion(run)
    case 'diagnose':
      return enterDiagnosis(run, id, quiet)
    case 'check':
    case 'act':
      return requestWork(run, exit.kind, exit.name, exit.using)
    case 'branch':
      return { node: own(exit.cases, comparable(run.program, run.state, exit.slot) ?? '') ?? exit.otherwise }
    case 'goto':
      return { node: exit.goto }
    case 'next':
      return afterRemedy(run)
    case 'call':
      return call(run, exit.dialog, exit.using)
    case 'escalate':
      return escalate(run, exit.queue, exit.brief)
    case 'end':
      return endDialog(run, exit.outcome)
  }
}

function call(run: Run, dialog: string, using: Readonly<Record<string, string>>): Step {
  if (run.state.frames.length >= MAX_FRAMES) return giveUp(run)
  run.emit({ type: 'dialog_started', dialog, role: 'call', then: 'ask_again', slots: slotsNamed(run.state, Object.entries(using)) })
  return { node: run.dialog.start }
}
