import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import type { Persona } from '../../../src/accounts/personas.js'
import { foldersFor } from '../../../src/cli/folders.js'
import type { Program } from '../../../src/dialog/program.js'
import { changedBetween } from '../../../src/replay/diff/behaviour.js'
import { diffExplored } from '../../../src/replay/diff/explored.js'
import { compareRecorded, RecordedDiff } from '../../../src/replay/diff/recorded.js'
import { compareReplay } from '../../../src/replay/diff/replayed.js'
import { toldConversations } from '../../../src/replay/diff/report.js'
import { accountStates } from '../../../src/replay/explore/accountStates.js'
import { parseScript, type Script } from '../../../src/replay/script.js'
import { conversationPages } from '../../../src/storage/conversationPages.js'
import type { SqlStorage } from '../../../src/storage/options.js'
import type { Library } from '../../../src/turn/library.js'
import { loadProgram } from '../../../src/turn/loadLibrary.js'
import { temporaryFolder } from '../../storage/folder.js'
import { openFile, ROOT, realLibrary, realPersonas, record } from './recordings.js'

const folder = temporaryFolder()
let library: Library
let personas: readonly Persona[]
let storage: SqlStorage
const scriptAt = (path: string): Script => parseScript(path, readFileSync(join(ROOT, 'test/replays', path), 'utf8'))
const allIn = (path: string): readonly string[] => readdirSync(join(ROOT, 'test/replays', path)).map((name) => `${path}/${name}`)

beforeAll(async () => {
  library = await realLibrary()
  personas = await realPersonas()
  storage = await openFile(folder('recorded.db'))
  const scripts = [...allIn('banned'), ...allIn('change_phone'), ...allIn('conversation')]
  for (const [n, path] of scripts.entries()) await record(storage, library, personas, scriptAt(path), path, n + 1)
}, 120_000)

/** Our own dialogs with one text of one file replaced. */
async function changed(file: string, was: string, is: string): Promise<Program> {
  const copy = folder(`${file}-${is.replace(/\W+/g, '_').slice(0, 40)}`)
  await cp(join(ROOT, 'dialogs'), copy, { recursive: true })
  const source = readFileSync(join(copy, file), 'utf8')
  if (!source.includes(was)) throw new Error(`expected ${was} in ${file}`)
  writeFileSync(join(copy, file), source.replace(was, is))
  const { program } = await loadProgram(foldersFor({ dialogs: copy }))
  if (!program) throw new Error('expected the changed dialogs to load')
  return program
}

const TO_APPEALS = 'agent: { label: { zh: 转申诉人工, en: Appeals colleague }, goto: to_appeals }'
/** In `banned`, the first node that has it. */
const appealsDropped = () => changed('unbind_failed.yaml', TO_APPEALS, TO_APPEALS.replace('to_appeals', 'told'))

const explored = (next: Program) => diffExplored({ base: library.program, next, states: accountStates(personas), utterances: {} })

async function recorded(next: Program) {
  const told = new RecordedDiff()
  for await (const ids of conversationPages(storage, 7))
    for (const id of ids) told.add(id, compareRecorded(library.program, next, await storage.events(id)))
  return toldConversations(told, 'conversation')
}

describe('our own dialogs', () => {
  test('do not differ from themselves', async () => {
    expect(explored(library.program)).toMatchObject({ walked: false, groups: [] })
    const { all, affected, groups, notCompared } = await recorded(library.program)
    expect(all).toBeGreaterThan(20)
    expect({ affected, groups, notCompared }).toEqual({ affected: 0, groups: [], notCompared: [] })
  })

  test('with one target swapped: that node, the banned accounts, and the conversations that came by', async () => {
    const next = await appealsDropped()
    expect(explored(next).groups.map(({ place, differences }) => [place, differences.map(({ says, personas: of }) => [says, of])])).toEqual([
      ['unbind_failed/banned', [['2 account states now end explained instead of escalating to `appeals`', ['banned', 'banned_and_incorrect']]]],
    ])
    const { groups } = await recorded(next)
    expect(groups.map(({ place, says }) => [place, says])).toEqual([
      ['unbind_failed/banned', ['2 conversations now end explained instead of escalating to `appeals`']],
    ])
    expect(groups[0]?.ids).toEqual(['banned/user_gets_a_colleague_for_appeals.yaml', 'banned/user_gets_a_colleague_for_appeals_in_english.yaml'])
  }, 30_000)

  test('with an option renamed: the recorded answer no longer fits, and nothing is guessed', async () => {
    const next = await changed('unbind_failed.yaml', TO_APPEALS, TO_APPEALS.replace('agent:', 'understood2:'))
    const { groups } = await recorded({ ...next })
    expect(groups).toMatchObject([
      { place: 'unbind_failed/banned', says: ['2 conversations: the recorded answer `agent` is no longer offered at unbind_failed/banned'] },
    ])
  })

  test('with a check that the log does not tell of: said, and gone no further', async () => {
    const check = '      - check: recent_operations\n        finds:\n          suspicious: { goto: suspicious, stops: true }\n'
    const login =
      '      - check: login_method\n        finds: {}\n        fine: [qr_code, sms, password, none, failed, normal, abnormal, unavailable]\n'
    const next = await changed('unbind_failed.yaml', check, login + check)
    const { groups } = await recorded(next)
    expect(groups.map(({ place }) => place)).toEqual(['unbind_failed/look'])
    expect(groups[0]?.says.join()).toContain('the log does not tell what `login_method` answers, which is asked for at unbind_failed/look')
  })

  test('played with the recogniser: a replay shows the same difference', async () => {
    const program = await appealsDropped()
    const next: Library = { ...library, program }
    const both = { base: library, next, personas, changed: changedBetween(library.program, program) }
    expect(await compareReplay(scriptAt('banned/user_gets_a_colleague_for_appeals.yaml'), both)).toMatchObject({
      type: 'differs',
      place: 'unbind_failed/banned',
    })
    expect(await compareReplay(scriptAt('banned/user_gets_a_colleague_for_appeals.yaml'), { ...both, next: library })).toEqual({ type: 'alike' })
    const deaf: Library = {
      ...library,
      recognize: (text, context) => ({ ...library.recognize(text, context), decision: { type: 'not_understood' }, choice: null }),
    }
    expect(await compareReplay(scriptAt('banned/user_gets_a_colleague_for_appeals.yaml'), { ...both, next: deaf })).toMatchObject({ type: 'differs' })
  })
})
