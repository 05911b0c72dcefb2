import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { loadPersonas } from '../../src/accounts/personas.js'
import { foldersFor } from '../../src/cli/folders.js'
import { createScriptCheck } from '../../src/replay/checkScript.js'
import { conversationsIn, parseScript, readScriptFile } from '../../src/replay/script.js'
import { replayJsonSchema } from '../../src/replay/scriptSchema.js'
import { loadLibrary } from '../../src/turn/loadLibrary.js'

const folders = foldersFor({})
const { library } = await loadLibrary(folders, { tell: () => undefined })
if (!library) throw new Error('expected dialogs without errors')
const check = createScriptCheck(await loadPersonas(join(folders.knowledge, 'accounts')), library.program)

const FORKED = `turns:
  - user: a
  - branches:
      one:
        - user: b
        - branches:
            deep: [ { user: c } ]
            deeper: [ { user: d } ]
      two: [ { user: e } ]
`

describe('branches', () => {
  const saidIn = (source: string) =>
    conversationsIn('x.yaml', source).map(({ name, script, turnsAt }) => [
      name,
      script.turns.map(({ user }) => user).join(''),
      turnsAt.map(({ line }) => line),
    ])

  test('each is a conversation with the turns before it', () =>
    expect(saidIn(FORKED)).toEqual([
      ['x.yaml › one › deep', 'abc', [2, 5, 7]],
      ['x.yaml › one › deeper', 'abd', [2, 5, 8]],
      ['x.yaml › two', 'ae', [2, 9]],
    ]))
  test('what goes on below a fork is a conversation of its own', () =>
    expect(saidIn(`${FORKED}  - user: f\n`).map(([name, said]) => [name, said])).toContainEqual(['x.yaml', 'af']))
  test('a file with branches is not one conversation', () =>
    expect(() => parseScript('x.yaml', FORKED)).toThrow('x.yaml:1 expected one conversation'))
  test('places lead to the turns', () =>
    expect(conversationsIn('x.yaml', FORKED)[1]?.turnsAt.at(-1)?.place).toEqual(['turns', 1, 'branches', 'one', 1, 'branches', 'deeper', 0]))
})

const refusalOf = async (source: string): Promise<string> => {
  try {
    const read = readScriptFile('x.yaml', source)
    await check('x.yaml', read)
    return 'taken'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

describe('what is wrong in a file is told with its line', () => {
  const turns = (turn: string) => `turns:\n  - user: a\n${turn}\n`
  test.each([
    ['an unknown key', 'seeds: 1\nturns: [ { user: a } ]', 'x.yaml:1 seeds: there is no such key'],
    ['an unknown key of a turn', turns('    node: [ ]'), 'x.yaml:3 turns.0.node: there is no such key'],
    [
      'an unknown key in a branch',
      turns('  - branches:\n      one:\n        - user: b\n          nods: []'),
      'x.yaml:6 turns.1.branches.one.0.nods: there is no such key',
    ],
    ['two things at once', turns('    tap: b'), 'x.yaml:2 turns.0: expected exactly one of user, tap, phone, agent, wait, branches'],
    [
      'an assertion beside branches',
      turns('  - branches: { a: [ { user: b } ] }\n    nodes: []'),
      'x.yaml:3 turns.1: expected nothing beside branches',
    ],
    ['no branches', turns('  - branches: {}'), 'x.yaml:3 turns.1: branches: expected at least one'],
    ['an empty branch', turns('  - branches:\n      one: []'), 'x.yaml:4 turns.1.branches.one: expected turns'],
    ['a bad pattern', turns('    text: /(/'), 'x.yaml:3 turns.0.text.0: Invalid regular expression'],
    ['a bad pattern in a list', turns('    text:\n      - a\n      - /b/x'), 'x.yaml:5 turns.0.text.1: Invalid flags'],
    ['a bad pattern that must not be found', `must_not:\n  text: [ '/[/' ]\n${turns('')}`, 'x.yaml:2 must_not.text.0: Invalid regular expression'],
    ['a time that is none', `clock: tomorrow\n${turns('')}`, 'x.yaml:1 clock: expected a time'],
    ['an unknown persona', `account:\n  persona: nobody\n${turns('')}`, 'x.yaml:2 account.persona: there is no persona "nobody"'],
    [
      'an unknown persona of the other',
      `other_account: { persona: nobody }\n${turns('')}`,
      'x.yaml:1 other_account.persona: there is no persona "nobody"',
    ],
    ['an unknown field', `account:\n  persona: healthy\n  patch:\n    face: false\n    fase: true\n${turns('')}`, 'x.yaml:5 account.patch.fase: '],
    [
      'a wrong value of a field',
      `account:\n  persona: healthy\n  patch:\n    face: false\n    status: gone\n${turns('')}`,
      'x.yaml:5 account.patch.status: ',
    ],
    [
      'a wrong field on the way',
      turns('  - phone:\n      action: patch\n      fields:\n        status: gone'),
      'x.yaml:6 turns.1.phone.fields.status: ',
    ],
    ['an unknown action', turns('  - phone: { action: dance }'), 'x.yaml:3 turns.1.phone.action: expected one of face, fault, patch, log_in'],
    ['an unknown way to log in', turns('  - phone: { action: log_in, method: magic }'), 'x.yaml:3 turns.1.phone.method: '],
    ['an unknown slot', turns('    slots:\n      acount_id: x'), 'x.yaml:4 turns.0.slots.acount_id: there is no slot "acount_id"'],
    ['a node that never could be', `must_not: { nodes: [ unbind_failed/nowhere ] }\n${turns('')}`, 'x.yaml:1 must_not.nodes.0: there is no node'],
    ['an act that never could be', `must_not: { acts: [ constructor ] }\n${turns('')}`, 'x.yaml:1 must_not.acts.0: there is no act'],
  ])('%s', async (_what, source, refusal) => expect(await refusalOf(source)).toContain(refusal))

  test('numbers of the persona may be used in a patch', async () =>
    expect(await refusalOf(`account: { persona: healthy, patch: { bound_phone: $new_phone } }\n${turns('')}`)).toBe('taken'))
})

test('editors learn the keys of replays, of turns and of branches within branches', () => {
  const schema = JSON.stringify(replayJsonSchema())
  expect(replayJsonSchema()).toMatchObject({ type: 'object', required: ['turns'], additionalProperties: false })
  for (const key of ['branches', 'must_not', 'meanwhile', 'log_in']) expect(schema).toContain(`"${key}"`)
  expect(schema).toContain('"text":{"anyOf":[{"type":"string"},{"type":"array"')
})
