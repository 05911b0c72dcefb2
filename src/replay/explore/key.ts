import type { Diagnosis, Frame, Prompt, State, Work } from '../../engine/state.js'
import { FINDINGS, type Liveness } from './liveness.js'

/** The same for states that nothing said or done later can tell apart. Leaves out language, trail, times, ids and values nobody reads again. */
export function stateKey(live: Liveness, shared: readonly string[], state: State): string {
  const { frames, slots, prompt, work } = state
  const verifying = frames.some(({ role }) => role === 'requires')
  const known = shared.map((slot) => slots[slot] ?? '').join(',')
  const head = `${state.proof}${verifying ? state.wanted : ''};${state.misunderstood}${state.silences};${state.escalated ?? ''};${state.agenda.join(',')};${known}`
  return `${head};${prompt ? promptKey(prompt) : ''};${work ? workKey(work) : ''};${frames.map((frame) => frameKey(live, frame)).join('>')}`
}

const promptKey = ({ kind, about, options }: Prompt): string => `${kind}:${about ?? ''}:${options.join(',')}`

export const workKey = ({ kind, name, args, purpose }: Work): string =>
  `${kind}:${name}:${purpose}:${args.account_id ?? ''}:${args.new_phone ?? ''}:${args.code ?? ''}`

function frameKey(live: Liveness, frame: Frame): string {
  const read = live(frame.dialog, frame.node)
  let slots = ''
  for (const slot of read) if (frame.slots[slot] !== undefined) slots += `${slot}=${frame.slots[slot]},`
  const findings = frame.diagnosis && read.has(FINDINGS) ? findingsKey(frame.diagnosis) : ''
  return `${frame.role}${frame.then}:${frame.dialog}/${frame.node}${frame.entered ? '' : '?'}${frame.open ? `${frame.open.asked}${'+'.repeat(frame.open.piece?.count ?? 0)}` : '-'}[${slots}]${findings}`
}

/** What was found before the finding under treatment is dealt with. */
const findingsKey = ({ node, round, results, treating, treated }: Diagnosis): string =>
  `${node}#${round}${treated ? '+' : ''}/${treating ?? ''}/${results.slice(treating === null ? 0 : treating + 1).join(',')}:${results.length}`
