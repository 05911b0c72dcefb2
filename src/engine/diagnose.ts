import type { Exit, NodeId, Program, Reading } from '../dialog/program.js'
import { own } from '../shared/own.js'
import type { CheckShown } from './events.js'
import { UNAVAILABLE } from './inputs.js'
import { giveUp } from './questions.js'
import { requestWork } from './requestWork.js'
import { type Run, required, type Step } from './run.js'
import { type Diagnosis, type Frame, MAX_ROUNDS } from './state.js'

type Diagnose = Extract<Exit, { kind: 'diagnose' }>

/** Begins the first round, or goes on where a verification or a new round left off. */
export function enterDiagnosis(run: Run, node: NodeId, goesOn: boolean): Step {
  if (!goesOn || run.frame.diagnosis?.node !== node) run.emit({ type: 'diagnosis_started', node, round: 1 })
  return nextReading(run)
}

/** Takes the outcome of one reading in. */
export function takeReading(run: Run, outcome: string): Step {
  const { diagnosis, exit } = underWay(run)
  const reading = required(exit.readings[diagnosis.results.length], 'a reading that waits for its outcome')
  run.emit({ type: 'reading_taken', outcome })
  const foreseen = own(reading.finds, outcome) !== undefined || reading.fine.includes(outcome)
  if (foreseen) return nextReading(run)
  tell(run)
  run.sentence(UNAVAILABLE)
  return giveUp(run)
}

/** A remedy is done: the next finding, or the checks once more. */
export function afterRemedy(run: Run): Step {
  const { diagnosis, exit } = underWay(run)
  const following = findingsOf(diagnosis, exit).find((finding) => diagnosis.treating !== null && finding.index > diagnosis.treating)
  if (following) return treat(run, following.index, following.goto)
  // Results that were dropped meanwhile (an agent stepped in, the account changed) do not count as a round; what was treated stays treated.
  const isDropped = diagnosis.results.length === 0
  const treated = isDropped && diagnosis.treating !== null
  run.emit({ type: 'diagnosis_started', node: diagnosis.node, round: isDropped ? diagnosis.round : diagnosis.round + 1, ...(treated && { treated }) })
  run.sentence('checking_again')
  return { node: diagnosis.node, quiet: true }
}

function nextReading(run: Run): Step {
  const { diagnosis, exit } = underWay(run)
  const reading = exit.readings[diagnosis.results.length]
  if (!reading) return conclude(run, diagnosis, exit)
  requestWork(run, 'check', reading.check, reading.using)
  return undefined
}

function conclude(run: Run, diagnosis: Diagnosis, exit: Diagnose): Step {
  const findings = findingsOf(diagnosis, exit)
  tell(run)
  const first = findings.find((finding) => finding.stops) ?? findings[0]
  if (!first) return { node: isFirst(diagnosis) ? exit.none : exit.done }
  if (diagnosis.round >= MAX_ROUNDS) return giveUp(run)
  return treat(run, first.index, first.goto)
}

function treat(run: Run, reading: number, node: NodeId): Step {
  run.emit({ type: 'finding_taken', reading, advisesFrom: node })
  return { node }
}

/** One message with every check: what it found, what is fine, what was not checked. */
function tell(run: Run): void {
  const { diagnosis, exit } = underWay(run)
  const checks = exit.readings.map((reading, index) => shown(reading, diagnosis.results[index]))
  const found = checks.filter((check) => check.state === 'found').length
  const stopping = findingsOf(diagnosis, exit).some((finding) => finding.stops)
  const isWhole = checks.every((check) => check.state !== 'not_checked')
  const key =
    found === 0 && !isWhole
      ? 'findings_unavailable'
      : found === 0
        ? 'findings_none'
        : found === 1
          ? 'findings_one'
          : stopping
            ? 'findings_stop'
            : 'findings_many'
  run.say(`sentence:${key}`, { values: { count: String(found) }, checks })
  run.emit({ type: 'findings_told', dialog: run.frame.dialog, node: diagnosis.node, checks })
}

const shown = (reading: Reading, outcome: string | undefined): CheckShown => ({
  check: reading.check,
  outcome: outcome ?? UNAVAILABLE,
  state: outcome === undefined ? 'not_checked' : own(reading.finds, outcome) ? 'found' : reading.fine.includes(outcome) ? 'fine' : 'not_checked',
})

/** The readings of a diagnosis as they stand while it runs. */
export function findingsShown(
  program: Program,
  frame: Frame,
  diagnosis: Diagnosis,
): readonly { readonly check: string; readonly outcome: string | null; readonly state: 'running' | 'fine' | 'found' | 'not_checked' }[] {
  const exit = own(own(program.dialogs, frame.dialog)?.nodes ?? {}, diagnosis.node)?.exit
  if (exit?.kind !== 'diagnose') return []
  return exit.readings.slice(0, diagnosis.results.length + 1).map((reading, index) => {
    const outcome = diagnosis.results[index]
    return outcome === undefined ? { check: reading.check, outcome: null, state: 'running' } : shown(reading, outcome)
  })
}

/** Nothing was treated before the results of this round. */
export const isFirst = ({ round, treated }: Diagnosis): boolean => round === 1 && !treated

type Finding = { readonly index: number; readonly goto: NodeId; readonly stops: boolean }
export const findingsOf = (diagnosis: Diagnosis, exit: Diagnose): readonly Finding[] =>
  diagnosis.results.flatMap((outcome, index) => {
    const remedy = own(exit.readings[index]?.finds ?? {}, outcome)
    return remedy ? [{ index, ...remedy }] : []
  })

function underWay(run: Run): { diagnosis: Diagnosis; exit: Diagnose } {
  const diagnosis = required(run.frame.diagnosis ?? undefined, 'a diagnosis under way')
  const { exit } = run.nodeCalled(diagnosis.node)
  if (exit.kind !== 'diagnose') throw new Error(`expected "${diagnosis.node}" to diagnose, found ${exit.kind}`)
  return { diagnosis, exit }
}
