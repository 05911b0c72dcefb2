import { describe, expect, test } from '@jest/globals'
import type { Input } from '../../src/engine/inputs.js'
import { choice, command, dialog, done, entity, input, option, play, programOf, proven, text, toldOf as toldOfPets, words } from './talk.js'

const CHECKS = `
      - { check: weather, finds: { bad: { goto: dry } }, fine: [fine] }
      - { check: season, finds: { bad: { goto: coat } }, fine: [fine] }
      - { check: tide, finds: { bad: { goto: boat, stops: true } }, fine: [fine] }
`
const NODES = `  a:
    say: ${text}
    diagnose: ${CHECKS}    none: none
    done: done
  dry: { say: ${text}, choose: pet, options: { cat: ${option('go')} } }
  coat: { say: ${text}, choose: pet, options: { cat: ${option('go')} } }
  boat: { say: ${text}, choose: pet, options: { cat: ${option('z')} } }
  go: { next: true }
  none: { end: explained }
  done: { end: resolved }`
const outcomes = (weather: string, season: string, tide: string): readonly Input[] => [
  done('weather', weather),
  done('season', season),
  done('tide', tide),
]
const toldOf = (...inputs: readonly Input[]) => toldOfPets(NODES, ...inputs)
const shown = (...inputs: readonly Input[]) =>
  play(programOf(dialog(NODES)), words('about_t'), ...inputs).last.flatMap((event) =>
    event.type === 'findings_told' ? event.checks.map(({ check, state }) => `${check} ${state}`) : [],
  )

describe('a diagnosis', () => {
  test('runs its checks in order, past findings too', () => {
    expect(toldOf().at(-1)).toBe('check weather')
    expect(toldOf(done('weather', 'bad'))).toEqual(['check season'])
    expect(toldOf(done('weather', 'bad'), done('season', 'fine'))).toEqual(['check tide'])
  })
  test('tells all that it found in one message and treats them in the order of the list', () => {
    expect(shown(...outcomes('bad', 'bad', 'fine'))).toEqual(['weather found', 'season found', 'tide fine'])
    expect(toldOf(...outcomes('bad', 'bad', 'fine'))).toEqual(['say sentence:findings_many', 'treats dry', 'at t/dry', 'say t/dry.say.0'])
    expect(toldOf(...outcomes('bad', 'bad', 'fine'), choice('cat'))).toEqual(['pet = cat', 'at t/go', 'treats coat', 'at t/coat', 'say t/coat.say.0'])
  })
  test('that finds nothing the first time goes to none', () =>
    expect(toldOf(...outcomes('fine', 'fine', 'fine'))).toEqual(['say sentence:findings_none', 'at t/none', 'end t explained']))
  test('treats a finding that stops alone, though it is not the first', () =>
    expect(toldOf(...outcomes('bad', 'fine', 'bad'))).toEqual(['say sentence:findings_stop', 'treats boat', 'at t/boat', 'say t/boat.say.0']))
  test('runs again after the last remedy, quietly, and nothing found is done', () => {
    expect(toldOf(...outcomes('bad', 'fine', 'fine'), choice('cat'))).toEqual([
      'pet = cat',
      'at t/go',
      'say sentence:checking_again',
      'at t/a',
      'check weather',
    ])
    expect(toldOf(...outcomes('bad', 'fine', 'fine'), choice('cat'), ...outcomes('fine', 'fine', 'fine'))).toContain('at t/done')
  })
  test('runs three times at most', () => {
    const round = [...outcomes('bad', 'fine', 'fine'), choice('cat')]
    expect(toldOf(...round, ...round, ...outcomes('bad', 'fine', 'fine'))).toEqual([
      'say sentence:findings_one',
      'at t/z',
      'escalated desk',
      'say sentence:escalated_unproven',
    ])
  })
  test('without an answer tells what it has, says what was not checked, and gives up', () => {
    const inputs = [done('weather', 'bad'), done('season', 'unavailable')]
    expect(shown(...inputs)).toEqual(['weather found', 'season not_checked', 'tide not_checked'])
    expect(toldOf(...inputs)).toEqual([
      'say sentence:findings_one',
      'say sentence:unavailable',
      'at t/z',
      'escalated desk',
      'say sentence:escalated_unproven',
    ])
  })
  test.each(['constructor', '__proto__'])('finds nothing in the outcome "%s"', (outcome) =>
    expect(toldOf(done('weather', outcome))).toContain('say sentence:unavailable'),
  )
  test('drops its results when an agent hands back, and does not count the round', () => {
    const treated = [...outcomes('bad', 'fine', 'fine'), input('taken_over'), input('handed_back')]
    expect(toldOf(...treated)).toEqual(['say sentence:handed_back', 'say t/dry.say.0'])
    const { state } = play(programOf(dialog(NODES)), words('about_t'), ...treated, choice('cat'))
    expect(state.frames[0]?.diagnosis).toEqual({ node: 'a', round: 1, results: [], treating: null, treated: true })
    expect(toldOf(...treated, choice('cat'), ...outcomes('fine', 'fine', 'fine'))).toContain('at t/done')
  })
  test('does not get old results back by a correction after an agent has handed back', () => {
    const { state } = play(
      programOf(dialog(NODES)),
      words('about_t'),
      ...outcomes('bad', 'bad', 'fine'),
      choice('cat'),
      input('taken_over'),
      input('handed_back'),
      command('correction'),
    )
    expect(state.frames[0]?.diagnosis?.results).toEqual([])
  })
})

describe('a diagnosis of an account', () => {
  const program = programOf(
    dialog(
      `  a:\n    say: ${text}\n    diagnose:\n      - { check: account_status, finds: { bad: { goto: z } }, fine: [fine] }\n      - { check: weather, finds: { bad: { goto: z } }, fine: [fine] }\n    none: none\n    done: none\n  none: { end: explained }`,
      'requires: verify',
    ),
  )
  const last = (...inputs: readonly Input[]) => play(program, words('about_t'), ...inputs).last.map((event) => event.type)
  test('goes on where it was when proof ended in between, without saying its line again', () => {
    const { last: events } = play(
      program,
      words('about_t'),
      ...proven,
      done('account_status', 'not_verified'),
      entity('code', 'code:2'),
      done('try_code', 'verified'),
    )
    expect(events.filter((event) => event.type === 'said')).toEqual([])
    expect(events.at(-1)).toMatchObject({ type: 'work_requested', name: 'account_status' })
  })
  test('says its line once it may begin', () => expect(last(...proven)).toContain('said'))
})
