import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, jest, test } from '@jest/globals'
import { loadPersonas } from '../../../src/accounts/personas.js'
import { foldersFor } from '../../../src/cli/folders.js'
import { noise as noiseCommand } from '../../../src/cli/noise.js'
import { createNoise, type Noise, noises } from '../../../src/noise/noise.js'
import { failuresOf } from '../../../src/replay/noise/keepsNodes.js'
import { noiseOf } from '../../../src/replay/noise/noiseOf.js'
import { playPlain } from '../../../src/replay/noise/playPlain.js'
import { below, figuresOf, humanReport } from '../../../src/replay/noise/report.js'
import { variationsOf } from '../../../src/replay/noise/vary.js'
import { parseScript } from '../../../src/replay/script.js'
import type { Library } from '../../../src/turn/library.js'
import { loadLibrary } from '../../../src/turn/loadLibrary.js'

const personas = await loadPersonas('knowledge/accounts')
const shipped = (await loadLibrary(foldersFor({}), { tell: () => undefined })).library
if (!shipped) throw new Error('expected our own dialogs and knowledge to be sound')
/** The one that ships. */
const careful: Library = shipped
/** The same with a fault: every picture is one too many. */
const startled: Library = {
  ...careful,
  recognize: (text, context) => careful.recognize(/\p{Extended_Pictographic}|[[/_]/u.test(text) ? '🙈' : text, context),
}
const playing = (library: Library) => ({ library, personas, bare: ['greeting'] })
const SOURCE = `turns:
  - user: 解绑失败
    nodes: [ unbind_failed/heard ]
  - wait: 5
  - user: 转人工
`
const script = parseScript('unbinding.yaml', SOURCE)
const folder = mkdtempSync(join(tmpdir(), 'noise-'))
const file = join(folder, 'unbinding.yaml')
writeFileSync(file, SOURCE)
const asked = (kinds: readonly Noise[], seed = 1) => ({ files: [file], kinds, seed })

afterEach(() => void jest.restoreAllMocks())

describe('a recogniser that stumbles over emoji', () => {
  test('is caught, with file, turn, both texts and the first node that differs', async () => {
    const [noised] = await noiseOf(asked(['emoji']), playing(startled))
    expect(noised).toMatchObject({ file, kind: 'emoji', texts: 2, turns: 3 })
    expect(noised?.failures[0]).toMatchObject({
      turn: 1,
      said: '解绑失败',
      node: { wanted: 'unbind_failed/heard', got: '(none)' },
      intent: { wanted: 'unbind_failed' },
    })
    expect(noised?.failures[0]?.varied).toContain('解绑失败')
    const report = humanReport(noised ? [noised] : [], ['emoji'])
    expect(report).toContain('unbinding.yaml · turn 1')
    expect(report).toMatch(/emoji +1 +0 +0\.0/)
  })
  test('is not when it has been mended', async () => {
    const [noised] = await noiseOf(asked(['emoji']), playing(careful))
    expect(noised?.texts).toBe(2)
    expect(noised?.failures).toEqual([])
  })
})
test('the same seed finds the same, another seed varies otherwise', async () => {
  const once = await noiseOf(asked(['typo', 'emoji', 'marks']), playing(startled))
  expect(await noiseOf(asked(['typo', 'emoji', 'marks']), playing(startled))).toEqual(once)
  const said = (all: typeof once): string => JSON.stringify(all.map(({ failures }) => failures.map(({ varied }) => varied)))
  expect(said(await noiseOf(asked(['typo', 'emoji', 'marks'], 2), playing(startled)))).not.toBe(said(once))
})

describe('blame', () => {
  const varied = (turn: number, user: string) => ({ turn, said: script.turns[turn]?.user ?? '', varied: user, changed: { user } })
  const blamed = async (...variations: readonly ReturnType<typeof varied>[]) => {
    const plain = await playPlain(script, playing(careful))
    return (await failuresOf(script, plain, variations, playing(careful))).map(({ turn, varied: text }) => [turn, text])
  }
  test('falls on the words that went elsewhere', async () =>
    expect(await blamed(varied(0, '解绑失败了'), varied(2, '阿巴阿巴'))).toEqual([[3, '阿巴阿巴']]))
  test('falls on all of them', async () =>
    expect(await blamed(varied(0, '哇啦哇啦'), varied(2, '阿巴阿巴'))).toEqual([
      [1, '哇啦哇啦'],
      [3, '阿巴阿巴'],
    ]))
  test('falls on nobody when nothing differs', async () => expect(await blamed(varied(0, '解绑失败了'), varied(2, '转人工吧'))).toEqual([]))
})
test('a conversation that goes another way with the words as written is an error', async () => {
  const plain = (await playPlain(script, playing(careful))).map((turn) => ({ ...turn, nodes: ['errand/elsewhere'] }))
  await expect(failuresOf(script, plain, [], playing(careful))).rejects.toThrow('turn 1: expected errand/elsewhere')
})

describe('what is varied', () => {
  const addNoise = createNoise(1)
  const saidOtherwise = (source: string, kind: Noise = 'marks', opens = true): readonly string[] => {
    const written = parseScript('x.yaml', source)
    const plain = written.turns.map(() => ({ nodes: [], intent: null, opens }))
    return variationsOf(written, plain, kind, addNoise).map(({ said }) => said)
  }
  test.each([
    ['words', 'turns: [{ user: 我要换绑 }]', ['我要换绑']],
    ['taps and waiting never', 'turns: [{ tap: 换绑 }, { wait: 60 }]', []],
    ['numbers never', "turns: [{ user: $account_id }, { user: '12345' }, { user: 一三八零零 }]", []],
    ['words between two numbers never', 'turns: [{ user: 138然后是0013再8000 }]', []],
    ['what must not be repeated never', 'turns: [{ user: 我的密码是abc12345 }, { user: 好的 }]\nmust_not: { text: [ abc12345 ] }', ['好的']],
    ['what follows at once too', 'turns: [{ tap: 换绑, meanwhile: 好的 }]', ['好的']],
  ])('%s', (_, source, said) => expect(saidOtherwise(source)).toEqual(said))
  test('polite words are put only around a matter', () => {
    expect(saidOtherwise('turns: [{ user: 解绑失败 }]', 'shells')).toEqual(['解绑失败'])
    expect(saidOtherwise('turns: [{ user: 解绑失败 }]', 'shells', false)).toEqual([])
  })
  test('a slip in one character is another word', () => {
    for (const kind of ['typo', 'homophone', 'lookalike', 'swapped', 'dropped'] as const)
      expect(saidOtherwise('turns: [{ user: 不 }]', kind)).toEqual([])
  })
  test('no negation is dropped', () => {
    for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
      const written = parseScript('x.yaml', 'turns: [{ user: 还是不能登录 }, { user: It does not work }]')
      const plain = written.turns.map(() => ({ nodes: [], intent: null, opens: false }))
      const [chinese, english] = variationsOf(written, plain, 'dropped', createNoise(seed))
      expect(chinese?.varied).toContain('不')
      expect(english?.varied).toContain('not')
    }
  })
  test('a message sent twice is varied once', () => {
    const [first, second] = variationsOf(
      parseScript('x.yaml', 'turns: [{ user: 解绑失败了怎么办 }, { user: 解绑失败了怎么办, again: true }]'),
      [],
      'typo',
      addNoise,
    )
    expect(first?.varied).toBe(second?.varied)
  })
})

test('what falls below the share is named', () => {
  const one = { file, texts: 1, turns: 1, failures: [] }
  const failure = { turn: 1, said: 'a', varied: 'b', shownAt: 1, node: { wanted: 'x', got: 'y' }, intent: { wanted: null, got: null } }
  const figures = figuresOf(
    [
      { ...one, kind: 'typo' },
      { ...one, kind: 'typo', failures: [failure] },
      { ...one, kind: 'emoji' },
    ],
    noises,
  )
  expect(figures.map(({ kind, share }) => [kind, share])).toEqual([
    ['typo', 50],
    ['emoji', 100],
  ])
  expect(below(figures, 50)).toEqual([])
  expect(below(figures, 51).map(({ kind }) => kind)).toEqual(['typo'])
})

describe('the command', () => {
  const run = async (options: Parameters<typeof noiseCommand>[1], path = 'test/replays/version_restricted'): Promise<[number, string, string]> => {
    const said = jest.spyOn(console, 'log').mockImplementation(() => undefined)
    const told = jest.spyOn(console, 'error').mockImplementation(() => undefined)
    const code = await noiseCommand([path], { jobs: '1', ...options })
    return [code, said.mock.calls.join('\n'), told.mock.calls.join('\n')]
  }
  test('ends with 0 where every replay keeps its nodes', async () => {
    const [code, json] = await run({ kinds: 'traditional', atLeast: '100', json: true })
    expect(code).toBe(0)
    expect(JSON.parse(json)).toMatchObject({ seed: 1, kinds: [{ kind: 'traditional', share: 100 }], failures: [] })
  })
  test('ends with 1 below the share that was asked for', async () => {
    const [code, , told] = await run({ kinds: 'traditional', atLeast: '100.5' })
    expect(code).toBe(1)
    expect(told).toContain('traditional: expected at least 100.5 %')
  })
  test('ends with 1 where nothing could be varied', async () => {
    const [code, , told] = await run({ kinds: 'short_forms' }, 'test/replays/pieces/account_in_two_messages.yaml')
    expect(code).toBe(1)
    expect(told).toContain('found none')
  })
  test.each([
    [{ kinds: 'emojis' }, '--kinds emojis: expected any of shells, typo'],
    [{ kinds: 'constructor' }, '--kinds constructor'],
    [{ seed: 'x' }, '--seed x: expected a number'],
    [{ atLeast: '-1' }, '--at-least -1'],
  ])('%j is refused with a sentence', async (options, message) => expect(noiseCommand([], options)).rejects.toThrow(message))
})
