import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { loadPersonas } from '../src/accounts/personas.js'
import { foldersFor, ROOT } from '../src/cli/folders.js'
import { Coverage } from '../src/replay/coverage.js'
import { type Played, play } from '../src/replay/play.js'
import { replayFiles } from '../src/replay/runReplays.js'
import { conversationsIn, type Script, type ScriptTurn } from '../src/replay/script.js'
import type { Library } from '../src/turn/library.js'
import { loadLibrary } from '../src/turn/loadLibrary.js'

const FOLDER = join(ROOT, 'test', 'replays')
const folders = foldersFor({})
const library = await loaded()
const personas = await loadPersonas(join(folders.knowledge, 'accounts'))
const scripts = replayFiles([FOLDER]).flatMap((file) => conversationsIn(relative(FOLDER, file), readFileSync(file, 'utf8')))
const played = new Map<Script, Promise<Played>>()

async function loaded(): Promise<Library> {
  const { library, diagnostics } = await loadLibrary(folders, { tell: () => undefined })
  if (!library) throw new Error(`the dialogs or the knowledge have errors: ${diagnostics.map(({ message }) => message).join('; ')}`)
  return library
}

/** Each script is played once, whoever asks first. */
function outcomeOf(script: Script): Promise<Played> {
  const known = played.get(script)
  if (known) return known
  const playing = play(script, library, personas)
  played.set(script, playing)
  return playing
}

/** What does not hold, turn by turn, as a person would look for it. */
const faultsOf = ({ turns }: Played): readonly string[] =>
  turns.flatMap(({ said, mismatches }, index) =>
    mismatches.map(({ key, wanted, got }) => `${index + 1}. ${said} · ${key}: expected ${JSON.stringify(wanted)}, got ${JSON.stringify(got)}`),
  )

describe('conversations that must hold', () => {
  test.each(scripts)('$name', async ({ script }) => expect(faultsOf(await outcomeOf(script))).toEqual([]))
})

test('every replay states whole lists of nodes, checks and acts for every turn', () => {
  const loose = scripts.filter(({ script }) => !script.strict || script.turns.some(({ nodes, checks, acts }) => !nodes || !checks || !acts))
  expect(loose.map(({ name }) => name)).toEqual([])
})

test('the replays visit at least 95 of 100 nodes', async () => {
  const coverage = new Coverage(library.program)
  for (const { script } of scripts) coverage.add((await outcomeOf(script)).events)
  const { covered, total } = coverage.counts.nodes
  expect(covered / total).toBeGreaterThanOrEqual(0.95)
})

describe('a replay that asserts something wrong fails', () => {
  const sound = scripts.find(({ name }) => name === join('version_restricted', 'user_updates_and_unbinds.yaml'))?.script
  if (!sound) throw new Error('expected version_restricted/user_updates_and_unbinds.yaml, found nothing')
  const checked = sound.turns.findIndex(({ checks }) => checks && checks.length > 0)
  const acted = sound.turns.findIndex(({ acts }) => acts?.some((act) => act.unbind_phone !== undefined))
  const last = sound.turns.length - 1
  const withTurn = (at: number, change: (turn: ScriptTurn) => ScriptTurn): Script => ({
    ...sound,
    turns: sound.turns.map((turn, index) => (index === at ? change(turn) : turn)),
  })
  const wrong: readonly (readonly [string, string, Script])[] = [
    ['a node that was not entered', 'nodes', withTurn(checked, (turn) => ({ ...turn, nodes: [...(turn.nodes ?? []), 'unbind_failed/banned'] }))],
    ['a node left out', 'nodes', withTurn(checked, (turn) => ({ ...turn, nodes: turn.nodes?.slice(1) }))],
    ['nodes in another order', 'nodes', withTurn(checked, (turn) => ({ ...turn, nodes: turn.nodes?.toReversed() }))],
    [
      'another result of a check',
      'checks',
      withTurn(checked, (turn) => ({ ...turn, checks: turn.checks?.with(-1, { client_version: 'supported' }) })),
    ],
    ['an act left out', 'acts', withTurn(acted, (turn) => ({ ...turn, acts: [] }))],
    ['another result of an act', 'acts', withTurn(acted, (turn) => ({ ...turn, acts: [{ unbind_phone: 'refused' }] }))],
    ['another intent', 'intent', withTurn(0, (turn) => ({ ...turn, intent: 'change_phone' }))],
    ['another outcome', 'outcome', withTurn(last, (turn) => ({ ...turn, outcome: 'explained' }))],
    ['a ticket that nobody made', 'ticket', withTurn(last, (turn) => ({ ...turn, ticket: { queue: 'technical' } }))],
    ['words that were not said', 'text', withTurn(last, (turn) => ({ ...turn, text: '/这句话没有人说过/' }))],
    ['a slot that is empty', 'slots.account_id', withTurn(0, (turn) => ({ ...turn, slots: { account_id: '10001' } }))],
    ['a node that must not be entered', 'must_not', { ...sound, must_not: { nodes: ['unbind_failed/update_client'], acts: [], text: [] } }],
    ['words that must not be said', 'must_not', { ...sound, must_not: { nodes: [], acts: [], text: ['/\\p{Script=Han}/u'] } }],
    ['a ticket that was there already', 'ticket', withTurn(last, (turn) => ({ ...turn, ticket: { existing: true } }))],
    ['a button that is not there', 'turn', withTurn(last, (turn) => ({ ...turn, user: undefined, tap: 'no_such_button' }))],
    ['an act that must not happen', 'must_not', { ...sound, must_not: { nodes: [], acts: ['unbind_phone'], text: [] } }],
  ]

  test.each(wrong)('%s', async (_what, key, script) => {
    const { passed, turns } = await play(script, library, personas)
    expect(passed).toBe(false)
    expect(turns.flatMap(({ mismatches }) => mismatches.map((mismatch) => mismatch.key))).toContain(key)
  })

  test('an account in another state', async () => {
    const { passed } = await play({ ...sound, account: { persona: 'banned' } }, library, personas).catch(() => ({ passed: false }))
    expect(passed).toBe(false)
  })
})
