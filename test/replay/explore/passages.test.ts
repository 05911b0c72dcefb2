import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type Exit, targetsOf } from '../../../src/dialog/program.js'
import { type Passages, passagesOf } from '../../../src/replay/explore/passages.js'
import { own } from '../../../src/shared/own.js'
import { dialog, option, programOf, text, tiny } from '../../engine/talk.js'

/** The options on a way to an end, by node; null where the node is on none. */
function passages(nodes: string, ids: readonly string[], head?: string) {
  const find = passagesOf(tiny(nodes, head))
  return Object.fromEntries(ids.map((id) => [id, optionsAt(find, id)]))
}
function optionsAt(find: Passages, id: string): readonly string[] | null {
  const options = find('t', id)
  return options ? [...options] : null
}
const asked = (cat: string, dog: string): string => `{ say: ${text}, choose: pet, options: { cat: ${option(cat)}, dog: ${option(dog)} } }`

describe('passages', () => {
  test('go by the option on the shortest way, and not by the way round', () => {
    const nodes = `  a: ${asked('b', 'c')}\n  b: ${asked('c', 'c')}\n  c: { end: explained }`
    expect(passages(nodes, ['a', 'b', 'c'])).toEqual({ a: ['dog'], b: null, c: null })
  })
  test('lead to every end that the dialog has', () => {
    const nodes = `  a: ${asked('b', 'c')}\n  b: { end: resolved }\n  c: { end: explained }`
    expect(passages(nodes, ['a'])).toEqual({ a: ['cat', 'dog'] })
  })
  test('go through work whatever it comes to, and need no option there', () => {
    const nodes = `  a: { check: weather, cases: { fine: b, bad: c } }\n  b: { end: resolved }\n  c: ${asked('d', 'z')}\n  d: { end: explained }`
    expect(passages(nodes, ['a', 'c', 'z'])).toEqual({ a: [], c: ['cat'], z: null })
  })
  test('take the answer to a question before its buttons', () => {
    const nodes = `  a: { say: ${text}, ask: new_phone, goto: b, options: { none: ${option('b')} } }\n  b: { end: explained }`
    expect(passages(nodes, ['a'], 'slots: {}')).toEqual({ a: [] })
  })
  test('do not lead to a person, for that is no end', () => {
    expect(passages(`  a: ${asked('z', 'z')}`, ['a'])).toEqual({ a: null })
  })
  test('are not told of dialogs that are not there', () => expect(passagesOf(tiny(`  a: { end: explained }`))('nowhere', 'a')).toBeUndefined())
})

const NODES = ['a', 'b', 'c', 'd', 'e']
const anyNode = fc.oneof(
  fc.tuple(fc.constantFrom(...NODES, 'z'), fc.constantFrom(...NODES, 'z')).map(([cat, dog]) => asked(cat, dog)),
  fc.tuple(fc.constantFrom(...NODES), fc.constantFrom(...NODES)).map(([fine, bad]) => `{ check: weather, cases: { fine: ${fine}, bad: ${bad} } }`),
  fc.constantFrom(...NODES).map((goto) => `{ goto: ${goto} }`),
  fc.constant('{ end: explained }'),
)

const targetsFrom = (exit: Exit | undefined): readonly string[] => (exit ? targetsOf(exit) : [])

test('whoever takes only the options on passages comes to exactly the ends that any options lead to', () => {
  fc.assert(
    fc.property(fc.tuple(anyNode, anyNode, anyNode, anyNode, anyNode), (nodes) => {
      const program = programOf(dialog(nodes.map((node, n) => `  ${NODES[n]}: ${node}`).join('\n')))
      const find = passagesOf(program)
      const exitOf = (node: string) => own(own(program.dialogs, 't')?.nodes ?? {}, node)?.exit
      const endsFrom = (leadsTo: (node: string) => readonly string[]): readonly string[] => {
        const reached = new Set(['a'])
        for (const node of reached) for (const to of leadsTo(node)) reached.add(to)
        return [...reached].filter((node) => exitOf(node)?.kind === 'end').sort()
      }
      const anyway = endsFrom((node) => targetsFrom(exitOf(node)))
      const onPassages = endsFrom((node) => {
        const exit = exitOf(node)
        const options = find('t', node)
        if (!exit || !options) return []
        return exit.kind === 'choose' ? [...options].flatMap((one) => exit.options[one]?.goto ?? []) : targetsOf(exit)
      })
      expect(onPassages).toEqual(anyway)
    }),
  )
})
