import { describe, expect, test } from '@jest/globals'
import type { Input } from '../../src/engine/inputs.js'
import {
  choice,
  command,
  dialog,
  done,
  entity,
  fault,
  input,
  nonsense,
  option,
  pets,
  play,
  programOf,
  proven,
  refusing,
  silence,
  tap,
  text,
  told,
  unclear,
  withdrew,
  words,
} from './talk.js'

const QUESTION = `  a: { say: ${text}, ${pets('b')} }\n  b: { say: ${text}, ${pets('c')} }\n  c: { end: resolved }`
const program = programOf(
  dialog(QUESTION),
  dialog(`  a: { say: ${text}, ${pets('b')} }\n  b: { end: resolved }`, undefined, 'u'),
  dialog(`  a: { say: ${text}, ${pets('b')} }\n  b: { end: resolved }`, undefined, 'v'),
  dialog(`  a: { say: ${text}, ${pets('b')} }\n  b: { end: resolved }`, undefined, 'w'),
)
const begun = [words('about_t')]
const toldOf = (...inputs: readonly Input[]) => told(program, ...begun, ...inputs)
const stateOf = (...inputs: readonly Input[]) => play(program, ...begun, ...inputs).state

describe('an interrupt', () => {
  test('answers, then puts the open question again without counting', () => {
    expect(toldOf(words('chat'))).toEqual(['say interrupt:2', 'say t/a.say.0'])
    expect(stateOf(words('chat'), words('chat'), words('chat')).frames[0]?.open?.asked).toBe(1)
  })
  test('shows the article that answers, or says that there is none', () => {
    expect(toldOf(words('what_is', { article: 'x/y' }))).toEqual(['say article:x/y', 'say t/a.say.0'])
    expect(toldOf(words('what_is'))[0]).toBe('say sentence:no_article')
  })
  test('may leave what was under way', () => expect(toldOf(words('farewell'))).toEqual(['say interrupt:5', 'left leave']))
  test('may call a dialog and comes back', () => {
    expect(toldOf(words('about_help'))).toEqual(['at help/a', 'say help/a.say.0'])
    expect(toldOf(words('about_help'), choice('more'))).toEqual(['topic = more', 'at help/b', 'end help explained', 'say t/a.say.0'])
  })
  test('is not interrupted, except by a call for a human and a fresh start', () => {
    expect(toldOf(words('about_help'), words('chat'))).toEqual(['rejected not_understood', 'say sentence:retry'])
    expect(toldOf(words('about_help'), words('about_u'))).toEqual(['rejected not_understood', 'say sentence:retry'])
    expect(toldOf(words('about_help'), words('talk_to_human'))).toContain('escalated general')
    expect(toldOf(words('about_help'), command('restart'))).toContain('left restart')
  })
  test('that does not fit on three dialogs is offered as a topic', () => {
    const chain = (name: string, next: string) => dialog(`  a: { call: ${next}, cases: { done: b } }\n  b: { end: done }`, '', name)
    const deep = programOf(chain('t', 'u'), chain('u', 'v'), dialog(`  a: { say: ${text}, ${pets('z')} }`, undefined, 'v'))
    expect(told(deep, words('about_t'), words('about_help'))).toEqual(['say sentence:switch'])
  })
  test.each(['constructor', '__proto__'])('is not set off by the intent or command "%s"', (named) => {
    expect(toldOf(words(named))[0]).toBe('rejected not_understood')
    expect(toldOf(command(named))[0]).toBe('rejected not_understood')
  })
})

describe('a new topic in the middle of another', () => {
  test('is asked about first', () => expect(toldOf(words('about_u'))).toEqual(['say sentence:switch']))
  test('that is wanted at once is begun, and the old one noted and offered afterwards', () => {
    expect(toldOf(words('about_u'), tap('yes'))).toEqual(['left new_topic', 'noted t', 'at u/a', 'say u/a.say.0'])
    expect(toldOf(words('about_u'), tap('yes'), choice('cat'))).toEqual(['pet = cat', 'at u/b', 'end u resolved', 'say sentence:agenda'])
    expect(toldOf(words('about_u'), tap('yes'), choice('cat'), tap('yes'))).toContain('say t/a.say.0')
  })
  test('that is named once more is meant', () => {
    expect(toldOf(words('about_u'), words('about_u'))).toEqual(['left new_topic', 'noted t', 'at u/a', 'say u/a.say.0'])
  })
  test('that can wait is noted, and the open question put again', () => {
    expect(toldOf(words('about_u'), tap('no'))).toEqual(['noted u', 'say sentence:noted', 'say t/a.say.0'])
    expect(stateOf(words('about_u'), tap('no'), choice('cat'), choice('cat')).prompt).toMatchObject({ kind: 'agenda', about: 'u' })
  })
  test('is noted when the answer is not understood', () => expect(toldOf(words('about_u'), nonsense)).toContain('noted u'))
  test('finds room for two others at most', () => {
    const many = [words('about_u'), tap('no'), words('about_v'), tap('no'), words('about_w'), tap('no')]
    expect(stateOf(...many).agenda).toEqual(['u', 'v'])
  })
  test('that is not wanted any more is dropped, and the next one offered', () => {
    const both = [words('about_u'), tap('no'), words('about_v'), tap('no'), choice('cat'), choice('cat')]
    expect(stateOf(...both, tap('no')).prompt).toMatchObject({ kind: 'agenda', about: 'v' })
    expect(toldOf(...both, tap('no'), tap('no'))).toEqual(['say sentence:resolved_anything_else'])
  })
  test('that is the one under way is only said to be', () =>
    expect(toldOf(words('about_t'))).toEqual(['say sentence:restated', 'rejected not_understood', 'say sentence:retry']))
  test('named beside the first is noted at once', () => expect(told(program, words('about_t', { also: ['about_u'] }))).toContain('noted u'))
})

describe('a correction', () => {
  test('goes back to the question before, and drops its answer', () => {
    expect(toldOf(choice('cat'), command('correction'))).toEqual(['back to q1', 'say sentence:withdrawn', 'say t/a.say.0'])
    expect(stateOf(choice('cat'), command('correction')).frames[0]).toMatchObject({ node: 'a', slots: {}, open: { id: 'q1' } })
  })
  test('by the bubble of an answer goes back to that question', () => expect(toldOf(choice('cat'), withdrew('q1'))[0]).toBe('back to q1'))
  test('with nothing before it says so', () => expect(toldOf(command('correction'))).toEqual(['say sentence:withdraw_nothing', 'say t/a.say.0']))
  test.each(['q99', 'constructor', ''])('of the question "%s" finds nothing', (question) =>
    expect(toldOf(withdrew(question))[0]).toBe('say sentence:withdraw_nothing'),
  )
  test('never goes beyond what was carried out: that is told, and the problem looked at afresh', () => {
    const acts = programOf(
      dialog(`  a: { say: ${text}, ${pets('b')} }\n  b: { act: open_umbrella, cases: { opened: c } }\n  c: { say: ${text}, ${pets('z')} }`),
    )
    const acted = [words('about_t'), choice('cat'), done('open_umbrella', 'opened')]
    expect(told(acts, ...acted, command('correction'))).toEqual(['say sentence:withdraw_after_act', 'left new_topic', 'at t/a', 'say t/a.say.0'])
    expect(told(acts, ...acted, withdrew('q1'))[0]).toBe('say sentence:withdraw_after_act')
  })
  test('goes back to a question after what was carried out', () => {
    const acts = programOf(
      dialog(`  a: { act: open_umbrella, cases: { opened: b } }\n  b: { say: ${text}, ${pets('c')} }\n  c: { say: ${text}, ${pets('z')} }`),
    )
    expect(told(acts, words('about_t'), done('open_umbrella', 'opened'), choice('cat'), command('correction'))[0]).toBe('back to q1')
  })
  test('does not go behind a code that was tried', () => {
    const owned = programOf(
      dialog(
        `  a: { check: account_status, cases: { fine: b } }\n  b: { say: ${text}, ${pets('z')} }`,
        'requires: verify\nslots: { pet: { values: [cat, dog] } }',
      ),
    )
    expect(told(owned, words('about_t'), ...proven, done('account_status', 'fine'), command('correction'))[0]).toBe('say sentence:withdraw_after_act')
  })
  test('puts a question again under a number that was never used for another', () => {
    const { all } = play(program, ...begun, choice('cat'), command('correction'), choice('dog'))
    expect(all.flatMap((event) => (event.type === 'question_put' ? [event.id] : []))).toEqual(['q1', 'q2', 'q3'])
  })
})

describe('what nobody understands', () => {
  test('is met with a menu, and the second time with a person', () => {
    expect(told(program, nonsense)).toEqual(['say sentence:not_understood'])
    expect(told(program, nonsense, nonsense)).toEqual(['escalated general', 'say sentence:escalated_unproven'])
  })
  test('is forgiven once something was understood', () =>
    expect(told(program, nonsense, words('chat'), nonsense)).toEqual(['say sentence:not_understood']))
  test('between two problems is asked about', () => {
    expect(told(program, unclear('about_t', 'about_u'))).toEqual(['say sentence:clarify'])
    expect(told(program, unclear('about_t', 'about_u'), tap('about_u'))).toContain('say u/a.say.0')
    expect(told(program, unclear('about_t', 'about_u'), tap('none'))).toEqual(['say sentence:menu'])
  })
  test('never meets with silence, wherever the conversation stands', () => {
    const stuck = programOf(dialog(`  a: { act: open_umbrella, cases: { opened: z } }`))
    const waiting = [words('about_t'), done('open_umbrella', 'opened')]
    expect(told(stuck, ...waiting, nonsense)).toEqual(['say sentence:waiting'])
    expect(told(stuck, ...waiting, words('about_help'), choice('more'), nonsense).length).toBeGreaterThan(0)
  })
})

describe('somebody who says nothing', () => {
  test('is asked once more, then the dialog is closed', () => {
    expect(toldOf(silence)).toEqual(['say sentence:silence_first', 'say t/a.say.0'])
    expect(toldOf(silence, silence)).toEqual(['say sentence:silence_last', 'left silence'])
  })
  test('and then says anything at all is asked again before it is closed', () => {
    expect(toldOf(silence, nonsense, silence)[0]).toBe('say sentence:silence_first')
    expect(toldOf(silence, choice('cat'), silence)[0]).toBe('say sentence:silence_first')
  })
  test('is left in peace when nothing is open, or a person is coming', () => {
    expect(told(program, silence)).toEqual([])
    expect(toldOf(words('talk_to_human'), silence)).toEqual([])
  })
})

describe('languages and things that are not taken', () => {
  const language = (...inputs: readonly Input[]) => play(program, ...inputs).state.language
  test('the bot follows the language of the words', () => expect(language(words('about_t', { lang: 'en' }))).toBe('en'))
  test('and keeps to the one that it was told to speak', () => expect(language(command('language_en'), words('about_t', { lang: 'zh' }))).toBe('en'))
  test('a number alone changes no language', () => expect(language(command('language_en'), entity('qq', 'qq:1'))).toBe('en'))
  test('a change of language puts the question again, uncounted', () => {
    expect(toldOf(command('language_en'))).toEqual(['language = en', 'say sentence:language_changed', 'say t/a.say.0'])
    expect(stateOf(command('language_en')).frames[0]?.open?.asked).toBe(1)
  })
  test('a secret is refused and the question stands', () => expect(toldOf(refusing('password'))).toEqual(['say sentence:secrets', 'say t/a.say.0']))
  test('a secret beside an answer is refused, and the answer taken', () =>
    expect(toldOf(refusing('id_card', { choice: 'cat' }))).toEqual(['say sentence:secrets', 'pet = cat', 'at t/b', 'say t/b.say.0']))
  test('a file is not taken, and that is said', () => expect(toldOf(refusing('file'))).toEqual(['say sentence:files_not_taken', 'say t/a.say.0']))
  test('a question is repeated on request, uncounted', () => {
    expect(toldOf(command('repeat'))).toEqual(['say t/a.say.0'])
    expect(told(program, command('repeat'))).toEqual(['say sentence:repeat_nothing'])
  })
})

describe('a person', () => {
  const waiting = [choice('cat'), words('talk_to_human')]
  test('is brought at any time, and the ticket keeps what was asked last', () => {
    expect(toldOf(...waiting)).toEqual(['escalated general', 'say sentence:escalated_unproven'])
    expect(stateOf(...waiting)).toMatchObject({ escalated: 'general', frames: [{ node: 'b', open: { id: 'q2' } }] })
  })
  test('takes the brief along that the dialog names', () => {
    const brief = programOf(dialog(`  a: { ${pets('b')} }\n  b: { escalate: desk, brief: [pet, account_id] }`))
    expect(play(brief, words('about_t'), choice('cat')).last).toContainEqual(
      expect.objectContaining({ type: 'escalated', brief: { pet: 'cat' }, topic: 't' }),
    )
  })
  test('is waited for; the way back leads to the question that was open', () => {
    expect(toldOf(...waiting, nonsense)).toEqual(['say sentence:waiting'])
    expect(toldOf(...waiting, tap('back'))).toEqual(['came_back', 'say sentence:came_back', 'say t/b.say.0'])
  })
  test('is still waited for after a question that was answered meanwhile', () => {
    expect(toldOf(...waiting, words('chat'))).toEqual(['say interrupt:2', 'say sentence:waiting'])
    expect(stateOf(...waiting, words('about_help'), choice('more'))).toMatchObject({ escalated: 'general', prompt: { kind: 'waiting' } })
  })
  test('is still waited for after words that could have meant two things', () =>
    expect(toldOf(...waiting, unclear('what_is', 'about_u'), tap('what_is'))).toEqual(['say sentence:no_article', 'say sentence:waiting']))
  test('who was called from within an answer leaves no dead end on the way back', () => {
    const acts = programOf(dialog(`  a: { act: open_umbrella, cases: { opened: z } }`))
    const twice = [words('about_t'), done('open_umbrella', 'opened'), words('about_help'), words('talk_to_human'), tap('back')]
    expect(told(acts, ...twice)).toEqual(['came_back', 'say sentence:came_back', 'say help/a.say.0'])
    expect(told(acts, ...twice, choice('more'))).toEqual([
      'topic = more',
      'at help/b',
      'end help explained',
      'left new_topic',
      'at t/a',
      'act open_umbrella',
    ])
  })
  test('is no reason not to begin a new problem', () =>
    expect(toldOf(...waiting, words('about_u'))).toEqual(['left new_topic', 'at u/a', 'say u/a.say.0']))
  test('who hands back leads to the open question with its counter', () => {
    expect(toldOf(choice('cat'), nonsense, input('taken_over'), input('handed_back'))).toEqual(['say sentence:handed_back', 'say t/b.say.0'])
    expect(stateOf(choice('cat'), nonsense, input('taken_over'), input('handed_back')).frames[0]?.open).toEqual({ id: 'q2', asked: 2 })
  })
  test('who steps in while work is under way does not wait for it', () => {
    const works = programOf(dialog(`  a: { check: weather, cases: { fine: b } }\n  b: { say: ${text}, ${pets('z')} }`))
    const { state } = play(works, words('about_t'), input('taken_over'))
    expect(state).toMatchObject({ owner: 'agent', work: { name: 'weather' } })
    expect(play(works, words('about_t'), input('taken_over'), input('handed_back')).state).toMatchObject({ owner: 'bot', work: { name: 'weather' } })
  })
})

describe('a fresh start', () => {
  test('leaves everything but what is known', () => {
    const { state } = play(program, ...begun, entity('qq', 'qq:1'), command('restart'))
    expect(state).toMatchObject({ frames: [], agenda: [], prompt: { kind: 'menu' } })
  })
  test('from the menu begins a problem or brings a person', () => {
    expect(told(program, command('restart'), tap('t'))).toContain('say t/a.say.0')
    expect(told(program, command('restart'), tap('human'))).toContain('escalated general')
  })
  test('comes by itself when the program under way has gone: the same problem, with its slots', () => {
    expect(toldOf(choice('cat'), input('program_changed'))).toEqual([
      'left program_changed',
      'say sentence:program_changed',
      'at t/a',
      'say t/a.say.0',
    ])
    expect(told(programOf(dialog('  a: { end: done }', '', 'x')), input('program_changed'))).toContain('say sentence:menu')
  })
})

describe('a fault of ours', () => {
  test('is told, and the open question stands', () => expect(toldOf(fault(1))).toEqual(['say sentence:apology']))
  test('brings a person the second time', () => expect(toldOf(fault(2))).toContain('escalated technical'))
  test('in the middle of work leaves a menu, for nothing is open', () => {
    const works = programOf(dialog('  a: { check: weather, cases: { fine: z } }'))
    expect(told(works, words('about_t'), fault(1))).toEqual(['say sentence:apology', 'left leave', 'say sentence:menu'])
    expect(play(works, words('about_t'), fault(1)).state.work).toBeNull()
  })
})

test('a slot may bear a name that every object has', () => {
  const odd = programOf(
    dialog(
      `  a: { choose: constructor, options: { cat: ${option('b')} } }\n  b: { escalate: desk, brief: [constructor, to_string] }`,
      'slots: { constructor: { values: [cat] }, to_string: { values: [cat] } }',
    ),
  )
  expect(play(odd, words('about_t')).state.frames[0]?.slots).toEqual({})
  expect(play(odd, words('about_t'), choice('cat')).last).toContainEqual(
    expect.objectContaining({ type: 'escalated', brief: { constructor: 'cat' } }),
  )
})
