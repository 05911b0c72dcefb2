import { describe, expect, test } from '@jest/globals'
import type { Input } from '../../../src/engine/inputs.js'
import { walkedIn } from '../../../src/replay/coverage/walked.js'
import { partsOf } from '../../../src/replay/coverage/ways.js'
import { command, dialog, done, entity, nonsense, option, play, programOf, tap, text, tiny, words } from '../../engine/talk.js'

const begin = words('about_t')
function walked(nodes: string, ...inputs: readonly Input[]) {
  const program = tiny(nodes)
  const { nodes: entered, edges, ways } = walkedIn({ program, events: play(program, begin, ...inputs).all })
  return { nodes: [...entered], edges: [...edges], ways: [...ways] }
}

const PETS = `  a: { say: ${text}, choose: pet, options: { cat: ${option('b')}, dog: ${option('b')} } }
  b: { end: explained }`

describe('options', () => {
  test('with one target are told apart', () => {
    expect(walked(PETS, tap('dog')).ways).toEqual(['t/a [dog] -> b'])
    expect(walked(PETS, tap('cat')).ways).toEqual(['t/a [cat] -> b'])
  })
  test('share their edge', () => expect(walked(PETS, tap('dog')).edges).toEqual(['t/a -> b']))
  test('are not taken by words that were not understood', () => expect(walked(PETS, nonsense)).toEqual({ nodes: ['t/a'], edges: [], ways: [] }))
  test('count after a correction as well', () => expect(walked(PETS, nonsense, command('repeat'), tap('cat')).ways).toEqual(['t/a [cat] -> b']))
})

test('giving up is no way of the node, even where an option leads to the same node', () => {
  const nodes = `  a: { say: ${text}, choose: pet, options: { cat: ${option('z')} } }`
  const { nodes: entered, edges, ways } = walked(nodes, nonsense, nonsense, nonsense)
  expect(entered).toEqual(['t/a', 't/z'])
  expect([edges, ways]).toEqual([[], []])
})

test('the answer to a question for a value is one way, its buttons are others', () => {
  const program = programOf(
    dialog(`  a: { say: ${text}, ask: new_phone, goto: b, options: { none: ${option('b')} } }\n  b: { end: explained }`, 'slots: {}'),
  )
  const ways = (answer: Input) => [...walkedIn({ program, events: play(program, begin, answer).all }).ways]
  expect(ways(entity('phone', 'phone:1'))).toEqual(['t/a [an answer] -> b'])
  expect(ways(tap('none'))).toEqual(['t/a [none] -> b'])
})

test('outcomes of a check count by themselves; one without a case counts nothing', () => {
  const nodes = `  a: { check: weather, cases: { fine: b, bad: b } }\n  b: { end: explained }`
  expect(walked(nodes, done('weather', 'bad')).ways).toEqual(['t/a [bad] -> b'])
  expect(walked(nodes, done('weather', 'unavailable')).ways).toEqual([])
})

test('a branch counts the value that decided', () => {
  const nodes = `  a: { say: ${text}, choose: pet, options: { cat: ${option('b')}, dog: ${option('b')} } }
  b: { branch: pet, cases: { cat: c }, otherwise: c }
  c: { goto: d }
  d: { end: explained }`
  expect(walked(nodes, tap('cat')).ways).toEqual(['t/a [cat] -> b', 't/b [cat] -> c'])
  expect(walked(nodes, tap('dog')).ways).toEqual(['t/a [dog] -> b', 't/b [any other] -> c'])
  expect(walked(nodes, tap('dog')).edges).toEqual(['t/a -> b', 't/b -> c', 't/c -> d'])
})

test('a call counts the outcome of the dialog that it called', () => {
  const inner = dialog(`  a: { say: ${text}, choose: pet, options: { cat: ${option('b')} } }\n  b: { end: resolved }`, undefined, 'inner')
  const program = programOf(dialog(`  a: { call: inner, cases: { resolved: b, gave_up: z } }\n  b: { end: explained }`, 'slots: {}'), inner)
  const { ways } = walkedIn({ program, events: play(program, begin, tap('cat')).all })
  expect([...ways]).toEqual(['inner/a [cat] -> b', 't/a [resolved] -> b'])
})

describe('a diagnosis', () => {
  const nodes = `  a:
    diagnose:
      - { check: weather, finds: { bad: { goto: dry } }, fine: [fine] }
      - { check: season, finds: { bad: { goto: coat } }, fine: [fine] }
    none: ended
    done: ended
  dry: { next: true }
  coat: { next: true }
  ended: { end: explained }`
  const round = (weather: string, season: string): readonly Input[] => [done('weather', weather), done('season', season)]

  test('that finds nothing', () =>
    expect(walked(nodes, ...round('fine', 'fine')).ways).toEqual(['t/a [weather: fine]', 't/a [season: fine]', 't/a [nothing found] -> ended']))
  test('that is clear after the remedies', () =>
    expect(walked(nodes, ...round('bad', 'fine'), ...round('fine', 'fine')).ways).toEqual([
      't/a [season: fine]',
      't/a [weather: bad] -> dry',
      't/a [weather: fine]',
      't/a [all treated] -> ended',
    ]))
  test('with two findings leads from itself to the second, not from the first remedy', () => {
    const { edges } = walked(nodes, ...round('bad', 'bad'))
    expect(edges).toEqual(['t/a -> dry', 't/a -> coat'])
  })
  test('whose check gave no answer has concluded nothing', () =>
    expect(walked(nodes, ...round('fine', 'unavailable')).ways).toEqual(['t/a [weather: fine]']))
})

test('conversations of dialogs that are no more walk nothing', () => {
  const events = play(tiny(PETS), begin, tap('cat')).all
  const program = programOf(dialog(`  a: { end: explained }`, 'slots: {}', 'other'))
  expect(walkedIn({ program, events }).nodes.size).toBe(0)
})

test('parts are all there is to walk, with their places', () => {
  const parts = partsOf(tiny(PETS)).filter((part) => part.dialog === 't')
  expect(parts.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'node t/a',
    'edge t/a -> b',
    'way t/a [cat] -> b',
    'way t/a [dog] -> b',
    'node t/b',
    'node t/z',
  ])
  expect(parts[0]).toMatchObject({ file: 't.yaml', line: 8 })
})
