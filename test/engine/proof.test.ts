import { describe, expect, test } from '@jest/globals'
import type { Input } from '../../src/engine/inputs.js'
import { choice, command, dialog, done, entity, nonsense, option, play, programOf, proofEnds, proven, text, told, words } from './talk.js'

const LOOK = `  a: { say: ${text}, check: account_status, cases: { fine: b, bad: z } }\n  b: { say: ${text}, choose: pet, options: { cat: ${option('bind')}, dog: ${option('a')} } }\n  bind: { say: ${text}, act: bind_phone, using: [new_phone], cases: { bound: c } }\n  c: { end: resolved }`
const owned = programOf(dialog(LOOK, 'requires: verify\nslots: { pet: { values: [cat, dog] } }'))
const toldOf = (...inputs: readonly Input[]) => told(owned, words('about_t'), ...inputs)
const stateOf = (...inputs: readonly Input[]) => play(owned, words('about_t'), ...inputs).state

describe('before a proof', () => {
  test('a node says nothing and asks for nothing; the verification comes first', () =>
    expect(toldOf()).toEqual(['at verify/known', 'at verify/account', 'say verify/account.say.0']))
  test('the strongest that the dialog can need is asked for, so that nobody is verified twice', () => {
    expect(stateOf().wanted).toBe('change')
    expect(stateOf(...proven).proof).toBe('change')
    expect(toldOf(...proven, done('account_status', 'fine'), choice('cat'))).toEqual(['pet = cat', 'at t/bind', 'say t/bind.say.0', 'act bind_phone'])
  })
  test('a proof for reading is enough for what only reads', () => {
    const reads = programOf(dialog('  a: { check: account_status, cases: { fine: b } }\n  b: { end: resolved }', 'requires: verify'))
    expect(play(reads, words('about_t'), ...proven).state.proof).toBe('read')
  })
  test('of a called dialog the caller asks for it too', () => {
    const caller = programOf(
      dialog('  a: { check: account_status, cases: { fine: b } }\n  b: { call: u, cases: { bound: c } }\n  c: { end: resolved }', 'requires: verify'),
      dialog('  a: { act: bind_phone, using: [new_phone], cases: { bound: b } }\n  b: { end: bound }', 'requires: verify', 'u'),
    )
    expect(play(caller, words('about_t'), ...proven).state.proof).toBe('change')
  })
  test('a refusal gives up', () =>
    expect(toldOf(nonsense, nonsense, nonsense)).toEqual(expect.arrayContaining(['end verify gave_up', 'at t/z', 'escalated desk'])))
  test('a wrong code proves nothing', () => expect(stateOf(...proven.slice(0, 2), done('try_code', 'wrong')).proof).toBe('none'))
})

describe('a proof', () => {
  test('lets the node speak and ask', () =>
    expect(toldOf(...proven)).toEqual(['at verify/done', 'end verify verified', 'at t/a', 'say t/a.say.0', 'check account_status']))
  test('that ends is asked for again at the next need, and not before', () => {
    expect(toldOf(...proven, done('account_status', 'fine'), proofEnds)).toEqual(['proof_ended'])
    expect(toldOf(...proven, done('account_status', 'fine'), proofEnds, choice('dog'))).toEqual([
      'pet = dog',
      'at verify/known',
      'at verify/code',
      'say verify/code.say.0',
    ])
  })
  test('that ended in between is asked for again, and the line is not repeated', () => {
    expect(toldOf(...proven, done('account_status', 'not_verified'))).toEqual([
      'proof_ended',
      'at verify/known',
      'at verify/code',
      'say verify/code.say.0',
    ])
    expect(toldOf(...proven, done('account_status', 'not_verified'), entity('code', 'code:2'), done('try_code', 'verified'))).toEqual([
      'at verify/done',
      'end verify verified',
      'at t/a',
      'check account_status',
    ])
  })
  test('that is not there cannot end', () => expect(toldOf(proofEnds)).toEqual([]))
  test('is kept for the next problem', () =>
    expect(play(owned, words('about_t'), ...proven, done('account_status', 'bad'), words('about_t')).last).toContainEqual(
      expect.objectContaining({ type: 'work_requested', name: 'account_status' }),
    ))
  test('never comes back by a correction', () => {
    const inputs = [...proven, done('account_status', 'fine'), choice('dog'), done('account_status', 'fine'), proofEnds, command('correction')]
    expect(stateOf(...inputs).proof).toBe('none')
  })
})

describe('another account', () => {
  const looked = [...proven, done('account_status', 'fine')]
  test('that is named ends the proof, drops what hung on the old one, and begins the problem again', () => {
    expect(toldOf(...looked, entity('qq', 'qq:2'))).toEqual([
      'account_id = qq:2',
      'account_changed',
      'say sentence:account_changed',
      'left account_changed',
      'at verify/known',
      'at verify/code',
      'say verify/code.say.0',
    ])
    expect(stateOf(...looked, entity('phone', 'phone:1'), entity('qq', 'qq:2'))).toMatchObject({
      proof: 'none',
      slots: { account_id: 'qq:2' },
      trail: [{}],
    })
  })
  test('clears the slots that belong to the old one', () => {
    const asks = programOf(
      dialog(
        `  a: { ask: account_id, goto: b }\n  b: { ask: new_phone, goto: c }\n  c: { ${'choose: pet'}, options: { cat: ${option('z')} } }`,
        'slots: { pet: { values: [cat, dog] } }',
      ),
    )
    const inputs = [words('about_t'), entity('qq', 'qq:1'), entity('phone', 'phone:1')]
    expect(play(asks, ...inputs).state.slots).toEqual({ account_id: 'qq:1', new_phone: 'phone:1' })
    expect(play(asks, ...inputs, entity('qq', 'qq:2')).state.slots).toEqual({ account_id: 'qq:2' })
  })
  test('that is asked for without a number forgets the old one', () => {
    expect(toldOf(...looked, command('other_account'))).toEqual([
      'account_forgotten',
      'say sentence:account_changed',
      'left account_changed',
      'at verify/known',
      'at verify/account',
      'say verify/account.say.0',
    ])
    expect(stateOf(...looked, command('other_account'))).toMatchObject({ proof: 'none', slots: {} })
  })
  test('that is the same one changes nothing', () => expect(stateOf(...looked, entity('qq', 'qq:1')).proof).toBe('change'))
})
