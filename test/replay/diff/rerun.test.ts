import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import type { Persona } from '../../../src/accounts/personas.js'
import { readEvent } from '../../../src/conversations/readEvent.js'
import type { Event } from '../../../src/engine/events.js'
import { readRecording } from '../../../src/replay/diff/recording.js'
import { Rerunning } from '../../../src/replay/diff/rerun.js'
import { replayFiles } from '../../../src/replay/runReplays.js'
import { conversationsIn } from '../../../src/replay/script.js'
import type { SqlStorage } from '../../../src/storage/options.js'
import type { EventRow } from '../../../src/storage/records.js'
import type { Library } from '../../../src/turn/library.js'
import { temporaryFolder } from '../../storage/folder.js'
import { openFile, ROOT, realLibrary, realPersonas, record } from './recordings.js'

const file = temporaryFolder()
let library: Library
let personas: readonly Persona[]
let storage: SqlStorage
beforeAll(async () => {
  library = await realLibrary()
  personas = await realPersonas()
  storage = await openFile(file('recorded.db'))
}, 60_000)

const nodesIn = (events: readonly (Event | null)[]): readonly string[] =>
  events.flatMap((event) => (event?.type === 'node_entered' ? [`${event.dialog}/${event.node}`] : []))
const nodesOf = (rows: readonly EventRow[]): readonly string[] => nodesIn(rows.map(readEvent))

/** The nodes that the engine enters when it is given what was recorded; or why it cannot be. */
function rerun(rows: readonly EventRow[]): { readonly nodes: readonly string[]; readonly misfits: readonly string[] } {
  const running = new Rerunning(library.program)
  const nodes: string[] = []
  const misfits: string[] = []
  const { inputs, until } = readRecording(rows)
  if (until !== null) misfits.push(until)
  for (const logged of inputs) {
    const came = running.take(logged, null)
    if (came.type === 'misfit') misfits.push(came.why)
    else nodes.push(...came.did.nodes)
  }
  return { nodes, misfits }
}

/** As they were written before the log kept what was recognised. */
const older = (rows: readonly EventRow[]): readonly EventRow[] =>
  rows.map((row) => {
    const event = readEvent(row)
    if (event?.type !== 'input_taken') return row
    const { heard: _, ...rest } = event
    return { ...row, event: JSON.parse(JSON.stringify(rest)) }
  })

describe('what was recorded is given to the engine again', () => {
  test('and every replay goes the same way', async () => {
    const differing: unknown[] = []
    const outdated: unknown[] = []
    const conversations = replayFiles([join(ROOT, 'test/replays')]).flatMap((path) => conversationsIn(path, readFileSync(path, 'utf8')))
    for (const [n, { name: path, script }] of conversations.entries()) {
      const id = await record(storage, library, personas, script, `c${n}`, n + 1)
      const rows = await storage.events(id)
      const { nodes, misfits } = rerun(rows)
      // Where a person took over the recording is read no further: up to there it is the same.
      const read = script.turns.some(({ agent }) => agent !== undefined) ? nodesOf(rows).slice(0, nodes.length) : nodesOf(rows)
      if (misfits.some((why) => why !== 'a person took over') || nodes.join() !== read.join())
        differing.push({ path, misfits, nodes, was: nodesOf(rows) })
      const old = rerun(older(rows))
      if (old.misfits.length === 0 && old.nodes.join() !== nodesOf(rows).join()) outdated.push({ path, nodes: old.nodes, was: nodesOf(rows) })
    }
    expect(differing).toEqual([])
    // Older logs do not tell everything; what they do not tell is said, and never made up.
    expect(outdated).toEqual([])
  }, 240_000)
})
