import { describe, expect, test } from '@jest/globals'
import type { Dialog, Node } from '../../src/dialog/program.js'
import { hunt } from '../../src/replay/mutation/hunt.js'
import { KINDS, type Mutant, mutantsOf } from '../../src/replay/mutation/mutants.js'
import { parseScript } from '../../src/replay/script.js'
import { tinyLibrary } from '../turn/tinyLibrary.js'
import { personasCalled } from './explore/tiny.js'
import { libraryOf, OPENING } from './explore/tinyLibrary.js'

const { program } = tinyLibrary()
const mutants = [...mutantsOf(program)]
const dialogOf = (mutant: Mutant): Dialog => {
  const dialog = mutant.program.dialogs[mutant.dialog]
  if (!dialog) throw new Error(`expected the dialog ${mutant.dialog}`)
  return dialog
}
const nodesOf = (dialog: Dialog | undefined): readonly Node[] => Object.values(dialog?.nodes ?? {})

describe('mutants', () => {
  test('are of every kind', () => expect(new Set(mutants.map(({ kind }) => kind))).toEqual(new Set(KINDS)))

  test('differ from the program, and from each other', () => {
    const texts = mutants.map((mutant) => JSON.stringify(mutant.program.dialogs))
    expect(new Set(texts).size).toBe(mutants.length)
    expect(texts).not.toContain(JSON.stringify(program.dialogs))
  })

  test('change one node, or what the dialog requires, and nothing else', () => {
    for (const mutant of mutants) {
      const changed = Object.keys(program.dialogs).filter((id) => JSON.stringify(program.dialogs[id]) !== JSON.stringify(mutant.program.dialogs[id]))
      expect(changed).toEqual([mutant.dialog])
      const before = nodesOf(program.dialogs[mutant.dialog])
      const after = nodesOf(dialogOf(mutant))
      const nodes = after.filter((node, n) => JSON.stringify(node) !== JSON.stringify(before[n])).map(({ id }) => id)
      expect(nodes).toEqual(mutant.kind === 'verification' ? [] : [mutant.node])
    }
  })

  test('lead only to nodes that are there', () => {
    for (const mutant of mutants) {
      const { nodes } = dialogOf(mutant)
      const named = JSON.stringify(nodes).matchAll(/"goto":"([^"]+)"/g)
      for (const [, node = ''] of named) expect(Object.keys(nodes)).toContain(node)
    }
  })

  test('without verification no longer require it', () => {
    const open = mutants.filter(({ kind }) => kind === 'verification')
    expect(open.map((mutant) => [program.dialogs[mutant.dialog]?.requires, dialogOf(mutant).requires])).toEqual([['verify', undefined]])
  })
})

describe('the hunt', () => {
  const library = libraryOf({
    slots: '{ step: { values: [one, two] } }',
    nodes: `  first: { SAID, choose: step, options: { one: { label: { zh: 一, en: One }, goto: ended }, two: { label: { zh: 二, en: Two }, goto: to_agent } } }
  ended: { end: explained }`,
  })
  const scriptOf = (outcome: string) => `turns: [{ user: ${OPENING} }, { tap: one, outcome: ${outcome} }]`
  async function survivorsOf(...sources: readonly string[]) {
    const left: string[] = []
    const replays = sources.map((source, n) => ({ name: `replay ${n + 1}`, script: parseScript('a.yaml', source) }))
    const hunted = await hunt({
      library,
      replays,
      personas: await personasCalled('healthy'),
      progress: () => undefined,
      leftOut: (name) => void left.push(name),
    })
    return { left, survivors: hunted.flatMap(({ change, caughtBy }) => (caughtBy === null ? [change] : [])) }
  }

  test('tells what no replay notices', async () => {
    const { left, survivors } = await survivorsOf(scriptOf('explained'))
    expect(left).toEqual([])
    expect(survivors).toEqual(['the option two is not offered', 'the option two leads to ended'])
  })
  test('leaves out a replay that fails anyway: it would seem to catch everything', async () => {
    const { left, survivors } = await survivorsOf(scriptOf('resolved'), scriptOf('explained'))
    expect(left).toEqual(['replay 1'])
    expect(survivors).toContain('the option two is not offered')
  })
})
