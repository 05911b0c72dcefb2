import { signatureOf } from '../dialog/program.js'
import type { Run } from './run.js'
import { slotsNamed } from './state.js'

/** Asks the outside for a check or an act; the answer comes back as `work_done`. */
export function requestWork(run: Run, kind: 'check' | 'act', name: string, using: readonly string[]): undefined {
  const signature = signatureOf(run.program.signatures, kind, name)
  const names = signature?.account ? ['account_id', ...using] : using
  const args = slotsNamed(
    run.state,
    names.map((slot) => [slot, slot]),
  )
  run.emit({
    type: 'work_requested',
    kind,
    name,
    args,
    proof: signature?.proof ?? 'none',
    purpose: run.state.wanted,
    lasting: signature?.lasting ?? false,
  })
}
