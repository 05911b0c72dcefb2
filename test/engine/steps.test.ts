import { describe, expect, test } from '@jest/globals'
import { advance } from '../../src/engine/advance.js'
import { blank } from '../../src/engine/state.js'
import { choice, dialog, done, entity, nonsense, option, pets, play, programOf, tap, text, tiny, told, toldOf, words } from './talk.js'

describe('a node', () => {
  test('that only leads on is left without waiting', () =>
    expect(toldOf('  a: { goto: b }\n  b: { end: explained }')).toEqual(['at t/a', 'at t/b', 'end t explained']))
  test('says its lines before it leads on', () => expect(toldOf(`  a: { say: ${text}, goto: z }`)).toContain('say t/a.say.0'))
  test('asks with its last line', () => {
    const [said] = play(tiny(`  a: { say: [${text}, ${text}], ${pets('z')} }`), words('about_t')).last.filter(({ type }) => type === 'question_put')
    expect(said).toEqual({ type: 'question_put', id: 'q1', asked: 1 })
  })
  test('leaves a line out whose condition does not hold', () =>
    expect(toldOf(`  a: { say: [{ zh: 好, en: Fine, when: { pet: cat } }, ${text}], ${pets('z')} }`)).toEqual(['at t/a', 'say t/a.say.1']))
  test('requests a check and does not run it', () => expect(toldOf('  a: { check: weather, cases: { fine: z } }').at(-1)).toBe('check weather'))
  test('goes where the outcome leads', () =>
    expect(toldOf('  a: { check: weather, cases: { fine: b } }\n  b: { end: resolved }', done('weather', 'fine'))).toEqual([
      'at t/b',
      'end t resolved',
    ]))
  test('whose work answers something unforeseen says so and gives up', () =>
    expect(toldOf('  a: { check: weather, cases: { fine: b } }\n  b: { end: resolved }', done('weather', 'on_fire'))).toEqual([
      'say sentence:unavailable',
      'at t/z',
      'escalated desk',
      'say sentence:escalated_unproven',
    ]))
  test.each(['constructor', '__proto__', 'toString'])('takes the outcome "%s" for one that is not foreseen', (outcome) =>
    expect(toldOf('  a: { check: weather, cases: { fine: b } }\n  b: { end: resolved }', done('weather', outcome))[0]).toBe(
      'say sentence:unavailable',
    ),
  )
  test('whose act gave no answer never says that it was not done', () =>
    expect(toldOf('  a: { act: open_umbrella, cases: { opened: z } }', done('open_umbrella', 'unavailable'))[0]).toBe('say sentence:not_certain'))
  test('takes only the answer of the work that it waits for', () =>
    expect(toldOf('  a: { check: weather, cases: { fine: z } }', done('tide', 'fine'))).toEqual([]))
  test('branches on a value', () =>
    expect(toldOf(`  a: { ${pets('b')} }\n  b: { branch: pet, cases: { cat: c }, otherwise: z }\n  c: { end: resolved }`, choice('cat'))).toContain(
      'at t/c',
    ))
  test('branches on whether an entity is given, never on what it is', () => {
    const program = tiny('  a: { ask: account_id, goto: b }\n  b: { branch: account_id, cases: { given: c }, otherwise: z }\n  c: { end: resolved }')
    expect(told(program, words('about_t'), entity('qq', 'qq:1'))).toContain('at t/c')
  })
  test('that leads round and round stops with a fault that names it', () =>
    expect(() => toldOf('  a: { goto: b }\n  b: { goto: a }')).toThrow('dialog "t" made 100 hops without waiting'))
})

describe('a question', () => {
  const QUESTION = `  a: { say: ${text}, ${pets('b')} }\n  b: { end: resolved }`
  test('takes a tap on one of its options', () => expect(toldOf(QUESTION, tap('cat'))).toEqual(['pet = cat', 'at t/b', 'end t resolved']))
  test('takes words that mean one of its options', () => expect(toldOf(QUESTION, choice('dog'))).toContain('pet = dog'))
  test('is put again with its retry where it has one', () =>
    expect(toldOf(`  a: { say: ${text}, ${pets('z')}, retry: ${text} }`, nonsense)).toEqual(['rejected not_understood', 'say t/a.retry']))
  test('is put three times, then the dialog gives up', () => {
    expect(toldOf(QUESTION, nonsense, nonsense)).toEqual(['rejected not_understood', 'say sentence:retry'])
    expect(toldOf(QUESTION, nonsense, nonsense, nonsense)).toContain('escalated desk')
  })
  test('answers a tap on an older one, and is put again without counting', () => {
    const program = tiny(`  a: { say: ${text}, ${pets('b')} }\n  b: { say: ${text}, ${pets('z')} }`)
    expect(told(program, words('about_t'), tap('cat'), tap('cat', 'q1'))).toEqual(['rejected stale', 'say sentence:already_chosen', 'say t/b.say.0'])
    expect(play(program, words('about_t'), tap('cat'), tap('cat', 'q1')).state.frames[0]?.open).toEqual({ id: 'q2', asked: 1 })
  })
  test.each(['constructor', '__proto__', 'horse', ''])('knows no option "%s"', (named) => {
    expect(toldOf(QUESTION, tap(named))[0]).toBe('rejected stale')
    expect(toldOf(QUESTION, choice(named))[0]).toBe('rejected not_understood')
  })
  test('offers only options whose condition holds', () => {
    const nodes = `  a: { ${pets('b')} }\n  b: { choose: pet, options: { cat: ${option('c', ', when: { pet: dog }')}, dog: ${option('z')} } }\n  c: { end: resolved }`
    expect(toldOf(nodes, choice('cat'), tap('cat'))).toContain('rejected stale')
    expect(toldOf(nodes, choice('dog'), tap('cat'))).toContain('end t resolved')
  })
  test('of what cannot be undone takes a tap, or words that came after it was shown', () => {
    const nodes = `  a: { say: ${text}, choose: pet, options: { cat: ${option('b', ', confirms: true')} } }\n  b: { end: resolved }`
    expect(toldOf(nodes, choice('cat', null))).toEqual(['rejected too_early', 'say sentence:too_early', 'say t/a.say.0'])
    expect(toldOf(nodes, choice('cat', 'q0'))[0]).toBe('rejected too_early')
    expect(toldOf(nodes, choice('cat'))).toContain('end t resolved')
    expect(toldOf(nodes, tap('cat'))).toContain('end t resolved')
  })
  test('is never confirmed by a mere yes', () => {
    const nodes = `  a: { say: ${text}, choose: pet, options: { cat: ${option('b', ', confirms: true, means: yes')}, dog: ${option('z')} } }\n  b: { end: resolved }`
    expect(toldOf(nodes, words('affirm'))[0]).toBe('rejected not_understood')
  })
  test('for a number takes one that fits and rejects one that does not', () => {
    const nodes = '  a: { ask: account_id, goto: b }\n  b: { end: resolved }'
    expect(toldOf(nodes, entity('qq', 'qq:1'))).toEqual(['account_id = qq:1', 'at t/b', 'end t resolved'])
    expect(toldOf(nodes, entity('qq', 'qq:1', false))[0]).toBe('rejected invalid')
    expect(toldOf(nodes, entity('phone', 'phone:1'))[0]).toBe('rejected not_understood')
  })
})

describe('a call', () => {
  const inner = dialog(
    `  a: { say: ${text}, choose: colour, options: { red: ${option('b')}, blue: ${option('z')} } }\n  b: { end: painted }`,
    'slots: { colour: { values: [red, blue] }, pet: { values: [cat, dog] } }',
    'inner',
  )
  const program = programOf(
    dialog(
      `  a: { ${pets('b')} }\n  b: { call: inner, using: { pet: pet }, gives: { colour: colour }, cases: { painted: c } }\n  c: { branch: colour, cases: { red: d }, otherwise: z }\n  d: { end: resolved }`,
      'slots: { pet: { values: [cat, dog] }, colour: { values: [red, blue] } }',
    ),
    inner,
  )
  test('takes slots along and waits in the called dialog', () =>
    expect(play(program, words('about_t'), choice('cat')).state.frames.map((frame) => [frame.dialog, frame.slots])).toEqual([
      ['t', { pet: 'cat' }],
      ['inner', { pet: 'cat' }],
    ]))
  test('comes back with what it was to give', () =>
    expect(told(program, words('about_t'), choice('cat'), choice('red'))).toEqual([
      'colour = red',
      'at inner/b',
      'end inner painted',
      'colour = red',
      'at t/c',
      'at t/d',
      'end t resolved',
    ]))
  test('that ends in a way not foreseen gives up', () => {
    const other = programOf(dialog('  a: { call: inner, cases: { drawn: b } }\n  b: { end: resolved }'), inner)
    expect(told(other, words('about_t'), choice('red'))).toContain('escalated desk')
  })
  test('is not made on top of three dialogs', () => {
    const chain = (name: string, next: string) => dialog(`  a: { call: ${next}, cases: { done: b } }\n  b: { end: done }`, '', name)
    const deep = programOf(chain('t', 'u'), chain('u', 'v'), chain('v', 'w'), dialog('  a: { end: done }', '', 'w'))
    expect(told(deep, words('about_t'))).toContain('escalated desk')
    expect(play(deep, words('about_t')).all).not.toContainEqual(expect.objectContaining({ type: 'dialog_started', dialog: 'w' }))
  })
})

test('words said while work is under way change nothing', () =>
  expect(toldOf('  a: { check: weather, cases: { fine: z } }', choice('cat'))).toEqual([]))

test('a conversation begins with a menu, in the language of the client', () => {
  const events = advance(tiny('  a: { end: done }'), blank, { type: 'started', at: 0, language: 'en' })
  expect(events).toContainEqual(expect.objectContaining({ type: 'said', key: 'sentence:greeting', language: 'en' }))
})
