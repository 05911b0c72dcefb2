import type { CommitStatements } from './commitStatements.js'
import { closeEffectSteps, commitSteps, single } from './commitSteps.js'
import { committedTurn, type StorageOptions } from './options.js'
import type { Storage } from './records.js'
import { ask, type Outcome, type Steps } from './steps.js'

/** Runs one transaction; resolves only once it is safe. */
export type Write = <Result>(steps: () => Steps<Outcome<Result>>) => Promise<Result>
type WritingSide = Pick<Storage, 'commitTurn' | 'closeEffect' | 'saveProgram' | 'setSetting' | 'ready'>

/** What changes a store, the same for every database. */
export const writingSide = (write: Write, q: CommitStatements, options: StorageOptions): WritingSide => ({
  async commitTurn(record) {
    const result = await write(() => commitSteps(q, record))
    const { onCommitted } = options
    // Behind the caller, which may answer first; a listener that throws cannot make the turn look failed.
    if (onCommitted && result.type === 'committed') setImmediate(onCommitted, committedTurn(result, record))
    return result
  },
  closeEffect: (key, result, note) => write(() => closeEffectSteps(q, { key, result: JSON.stringify(result) }, note)),
  saveProgram: (hash, json) => write(() => single(ask(q.saveProgram, { hash, json }))),
  setSetting: (name, value) => write(() => single(ask(q.setSetting, { name, value }))),
  async ready() {
    // Writing the same few bytes again needs no room on the disk; this does, and gives it back.
    await write(() => single(ask(q.setSetting, { name: PROBE, value: ' '.repeat(16_384) })))
    await write(() => single(ask(q.setSetting, { name: PROBE, value: '' })))
  },
})

const PROBE = 'ready_probe'
