import { describe, expect, test } from '@jest/globals'
import type { Dialog, Node } from '../../src/dialog/program.js'
import { KINDS, type Mutant, mutantsOf } from '../../src/replay/mutation/mutants.js'
import { tinyLibrary } from '../turn/tinyLibrary.js'

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
