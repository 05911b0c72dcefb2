import { describe, expect, test } from '@jest/globals'
import type { Breach } from '../../../src/replay/explore/breachOf.js'
import { parseScript } from '../../../src/replay/script.js'
import { explored, openly, type Tiny } from './tiny.js'

const CLEAN: Tiny = {
  verifies: true,
  slots: '{ next_step: { values: [done, agent] } }',
  nodes: `
  first:
    diagnose:
      - { check: account_status, finds: { not_activated: { goto: activate } }, fine: [normal, banned, frozen, at_risk] }
    none: to_agent
    done: solved
  activate:
    source: [F30]
    advises: [activate]
    SAID
    choose: next_step
    options:
      done: { label: { zh: 好了, en: Done }, goto: treated }
      agent: { label: { zh: 转人工, en: A person }, goto: to_agent }
  treated: { next: true }
  solved: { end: resolved }`,
}

async function breachesOf(tiny: Tiny, ...personas: readonly string[]): Promise<readonly Breach[]> {
  const { report, exitCode } = await explored(tiny, personas.length > 0 ? personas : ['healthy'])
  expect(exitCode).toBe(report.breaches.length > 0 ? 1 : 0)
  return report.breaches
}

const named = (breaches: readonly Breach[]): readonly string[] => breaches.map(({ kind, dialog, node }) => `${kind} ${dialog}/${node}`)
const turnsOf = (breach: Breach | undefined) => parseScript('breach.yaml', breach?.replay ?? '').turns

const two = (a: string, b: string): string => `
    choose: step
    options:
      one: { label: { zh: 一, en: One }, goto: ${a} }
      two: { label: { zh: 二, en: Two }, goto: ${b} }`
const SLOTS = '{ step: { values: [one, two] } }'

describe('a breach of each kind is found, alone, with the shortest conversation that shows it', () => {
  test('a program that keeps every rule has none', async () => {
    const { report, exitCode } = await explored(CLEAN, ['healthy', 'not_activated', 'no_way_to_verify', 'service_unavailable'])
    expect(report.breaches).toEqual([])
    expect(exitCode).toBe(0)
    expect(report).toMatchObject({ personas: 4, account_states: 4, unreached: [], dead_ends: 0, rings: 0, causes_missed: 0 })
    expect(report.nodes_reached).toBe(report.nodes_total)
  })

  test('dead_end: no option leads on', async () => {
    const breaches = await breachesOf({
      slots: SLOTS,
      nodes: `  first:\n    SAID${two('second', 'to_agent')}\n  second:\n    SAID${two('second', 'second')}`,
    })
    expect(named(breaches)).toEqual(['dead_end unbind_failed/second'])
    expect(turnsOf(breaches[0])).toEqual([{ user: '解绑失败了' }, { tap: 'one' }])
  })

  test('ring: only asking for a person leads out', async () => {
    const breaches = await breachesOf({
      slots: SLOTS,
      nodes: `  first:\n    SAID${two('second', 'second')}\n  second:\n    SAID${two('first', 'to_agent')}`,
    })
    expect(named(breaches)).toEqual(['ring unbind_failed/first'])
  })

  test('ring: the dialog never waits for a person', async () => {
    const breaches = await breachesOf({
      slots: SLOTS,
      nodes: `  first:\n    SAID${two('round', 'to_agent')}\n  round: { goto: again }\n  again: { goto: round }`,
    })
    // The engine does not tell where it went before it gave up.
    expect(named(breaches.filter(({ kind }) => kind !== 'unreached'))).toEqual(['ring unbind_failed/first'])
    expect(breaches.find(({ kind }) => kind === 'ring')?.message).toContain('hops')
  })

  test('too_long: more questions than anybody answers', async () => {
    const asked = Array.from(
      { length: 27 },
      (_, index) =>
        `  n${index}: { SAID, choose: step, options: { one: { label: { zh: 一, en: One }, goto: ${index < 26 ? `n${index + 1}` : 'solved'} } } }`,
    )
    const breaches = await breachesOf({ start: 'n0', slots: SLOTS, nodes: `${asked.join('\n')}\n  solved: { end: resolved }` })
    expect(named(breaches)).toEqual(['too_long unbind_failed/n0'])
    expect(turnsOf(breaches[0])).toEqual([{ user: '解绑失败了' }])
  })

  test('no_human: one question hears nobody ask for a person', async () => {
    const interrupts = '[{ intent: talk_to_human, do: escalate, queue: general, not_in: [unbind_failed/second] }]'
    const breaches = await breachesOf({
      interrupts,
      slots: SLOTS,
      nodes: `  first:\n    SAID${two('second', 'second')}\n  second:\n    SAID${two('solved', 'solved')}\n  solved: { end: resolved }`,
    })
    expect(named(breaches)).toEqual(['no_human unbind_failed/second'])
    expect(turnsOf(breaches[0])).toEqual([{ user: '解绑失败了' }, { tap: 'one' }, { user: '人工' }, { user: '人工' }])
  })

  test('unproven_work: a check on an account in a dialog that requires no proof', async () => {
    const breaches = await breachesOf({ ...CLEAN, verifies: false, nodes: '  first: { check: account_status, cases: {} }' })
    expect(named(breaches)).toEqual(['unproven_work unbind_failed/first'])
    expect(turnsOf(breaches[0])).toEqual([{ user: '解绑失败了' }])
  })

  test('disclosure: words before the proof that tell accounts apart', async () => {
    const nodes = `
  first: { check: account_status, cases: { normal: fine, banned: banned, not_activated: fine, frozen: fine, at_risk: fine } }
  fine: { SAID, end: explained }
  banned: { say: { zh: 账号被封了。, en: It is banned. }, end: explained }`
    const breaches = await breachesOf({ signatures: openly, nodes }, 'healthy', 'banned')
    expect(named(breaches)).toEqual(['disclosure unbind_failed/first'])
    expect(turnsOf(breaches[0])).toEqual([{ user: '解绑失败了，QQ号 $account_id' }])
  })

  test('disclosure: a value of the account in words before the proof', async () => {
    const gives = { ...openly, checks: { ...openly.checks, account_status: { ...openly.checks.account_status, gives: { level: null } } } }
    const cases = 'cases: { normal: told, banned: told, not_activated: told, frozen: told, at_risk: told }'
    const breaches = await breachesOf({
      signatures: gives,
      slots: '{ level: {} }',
      nodes: `  first: { check: account_status, ${cases} }\n  told: { SAID, end: explained }`,
    })
    expect(breaches.map(({ kind, message }) => `${kind}: ${message}`)).toEqual([
      'disclosure: shows a value of the account before its owner is verified',
    ])
  })

  test('contradiction: unbinding is advised to the owner of a banned account', async () => {
    const nodes = `
  first: { check: binding_info, cases: { correct: unbind, incorrect: unbind, expired: unbind, not_bound: unbind } }
  unbind: { advises: [unbind], SAID, choose: step, options: { one: { label: { zh: 一, en: One }, goto: to_agent } } }`
    const breaches = await breachesOf({ verifies: true, slots: SLOTS, nodes }, 'healthy', 'at_risk')
    expect(named(breaches)).toEqual(['contradiction unbind_failed/unbind', 'cause_missed unbind_failed/first'])
    expect(parseScript('b.yaml', breaches[0]?.replay ?? '').account.persona).toBe('at_risk')
  })

  test('cause_missed: a finding that is not looked for', async () => {
    const breaches = await breachesOf(CLEAN, 'not_activated', 'version_restricted')
    expect(named(breaches)).toEqual(['cause_missed unbind_failed/first'])
    expect(breaches[0]?.message).toContain('F34')
    const script = parseScript('b.yaml', breaches[0]?.replay ?? '')
    expect(script.account.persona).toBe('version_restricted')
    expect(script.turns).toEqual([{ user: '解绑失败了，QQ号 $account_id' }, { user: '$code' }])
  })

  test('unreached: a node that nothing leads to', async () => {
    const breaches = await breachesOf({
      slots: SLOTS,
      nodes: `  first:\n    SAID${two('solved', 'to_agent')}\n  solved: { end: resolved }\n  never: { SAID, end: explained }`,
    })
    expect(named(breaches)).toEqual(['unreached unbind_failed/never'])
    expect(breaches[0]?.replay).toBe('')
  })
})
