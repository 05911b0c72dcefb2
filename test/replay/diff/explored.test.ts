import { describe, expect, test } from '@jest/globals'
import { parse } from 'yaml'
import { diffExplored, type Explored } from '../../../src/replay/diff/explored.js'
import { textsChanged } from '../../../src/replay/diff/texts.js'
import { accountStates } from '../../../src/replay/explore/accountStates.js'
import { personasCalled, programOf, type Tiny } from '../explore/tiny.js'

const CHOICE = `
  first: { SAID, choose: step, options: { go_on: { label: { zh: 好, en: OK }, goto: mended }, stop: { label: { zh: 不, en: No }, goto: told } } }
  mended: { end: resolved }
  told: { end: explained }`
const SLOTS = '{ step: { values: [go_on, stop, later] } }'
const tiny = (nodes: string, more: Partial<Tiny> = {}): Tiny => ({ nodes, slots: SLOTS, ...more })

async function between(base: Tiny, next: Tiny, personas: readonly string[] = ['healthy', 'banned']): Promise<Explored> {
  const states = accountStates(await personasCalled(...personas))
  return diffExplored({ base: programOf(base), next: programOf(next), states, utterances: { unbind_failed: '解绑失败了' } })
}
/** By node, what is said of it. */
const saidIn = ({ groups }: Explored): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(groups.map(({ place, differences }) => [place, differences.map(({ says }) => says)]))
const turnsShown = ({ groups }: Explored): unknown => (groups[0] ? parse(groups[0].replay).turns : null)

const CHECKED = `
  first: { SAID, diagnose: [{ check: account_status, finds: { banned: { goto: banned, stops: true } }, fine: [normal, frozen, at_risk, not_activated] }], none: mended, done: mended }
  banned: { SAID, advises: [appeal], choose: step, options: { go_on: { label: { zh: 好, en: OK }, goto: told }, stop: { label: { zh: 不, en: No }, goto: to_appeals } } }
  mended: { end: resolved }
  told: { end: explained }
  to_appeals: { escalate: appeals }`

describe('what ends differently', () => {
  test('nothing, against itself: nothing is walked', async () => {
    const explored = await between(tiny(CHOICE), tiny(`\n${CHOICE}`))
    expect(explored).toMatchObject({ walked: false, pairs: 0, groups: [] })
  })

  test('a target swapped', async () => {
    const explored = await between(tiny(CHOICE), tiny(CHOICE.replace('goto: mended', 'goto: told').replace("'不'", "'不'")))
    expect(saidIn(explored)).toEqual({ 'unbind_failed/first': ['every account state (2 paths) now ends explained instead of ending resolved'] })
    expect(turnsShown(explored)).toEqual([{ user: '解绑失败了' }, { tap: 'go_on' }])
  })

  test('another queue, for the accounts that it concerns', async () => {
    const next = CHECKED.replace('escalate: appeals', 'escalate: technical')
    const explored = await between(tiny(CHECKED, { verifies: true }), tiny(next, { verifies: true }))
    expect(saidIn(explored)).toEqual({
      'unbind_failed/to_appeals': ['1 account state now escalates to `technical` instead of escalating to `appeals`'],
    })
    expect(explored.groups[0]?.differences[0]?.personas).toEqual(['banned'])
    expect(explored.groups[0]?.replay).toContain('persona: banned')
  })

  test('an option dropped, and one added', async () => {
    const dropped = CHOICE.replace(/, stop: \{ label.*?goto: told \}/, '')
    expect(saidIn(await between(tiny(CHOICE), tiny(`${dropped.replace('told: { end: explained }', '')}`)))).toEqual({
      'unbind_failed/first': ['the option `stop` is no longer offered; it led to: ended explained (every account state (2 paths))'],
    })
    const added = CHOICE.replace('options: {', 'options: { later: { label: { zh: 晚点, en: Later }, goto: told },')
    expect(saidIn(await between(tiny(CHOICE), tiny(added)))).toEqual({
      'unbind_failed/first': ['an option `later` is new; it leads to: ended explained (every account state (2 paths))'],
    })
  })

  test('a question inserted: the way is one turn longer, and what follows is walked on', async () => {
    const longer = CHOICE.replace('first:', 'second:')
    const asks = '\n  first: { SAID, choose: sure, options: { sure: { label: { zh: 是, en: Yes }, goto: second } } }'
    const slots = '{ step: { values: [go_on, stop, later] }, sure: { values: [sure] } }'
    const inserted = await between(tiny(CHOICE, { slots }), tiny(asks + longer, { slots }))
    const said = Object.values(saidIn(inserted)).flat()
    expect(said).toEqual(['every account state (2 paths) is 1 turn longer (ended resolved)'])
    // Behind the question the options are held against each other, as long as they are asked at the same node.
    const later = tiny(`${asks}\n  second: { goto: third }${CHOICE.replace('first:', 'third:')}`, { slots })
    const base = tiny(`\n  first: { goto: third }${CHOICE.replace('first:', 'third:')}`, { slots })
    const both = tiny(
      `${asks}\n  second: { goto: third }${CHOICE.replace('first:', 'third:').replace('goto: told', 'goto: mended').replace('told: { end: explained }', '')}`,
      { slots },
    )
    expect(saidIn(await between(base, later))).toEqual({ 'unbind_failed/first': ['every account state (2 paths) is 1 turn longer (ended resolved)'] })
    expect(saidIn(await between(base, both))['unbind_failed/third']).toEqual([
      'every account state (2 paths) now ends resolved instead of ending explained',
    ])
  })

  test('the verification dropped', async () => {
    const explored = await between(tiny(CHECKED, { verifies: true }), tiny(CHECKED, { verifies: true, requires: false }))
    const [differences] = Object.values(saidIn(explored))
    expect(differences).toContain('every account state (2 paths): ownership is no longer proven on the way')
    expect(differences).toContain('every account state (2 paths): the act `send_ownership_code` is no longer carried out')
  })

  test('other advice, which nothing else tells', async () => {
    const next = CHECKED.replace('advises: [appeal]', 'advises: [contact_support]')
    const explored = await between(tiny(CHECKED, { verifies: true }), tiny(next, { verifies: true }))
    expect(saidIn(explored)).toEqual({
      'unbind_failed/banned': ['1 account state is no longer advised to `appeal`', '1 account state is now advised to `contact_support`'],
    })
  })

  test('other words: counted apart, and nothing is walked', async () => {
    const next = tiny(CHOICE.replace('zh: 好, en: OK', 'zh: 好的, en: Fine'))
    expect(await between(tiny(CHOICE), next)).toMatchObject({ walked: false, groups: [] })
    expect(textsChanged(programOf(tiny(CHOICE)), programOf(next))).toEqual([{ place: 'unbind_failed/first', texts: 1 }])
  })

  test('a node renamed: other nodes, and nothing ends differently', async () => {
    const next = tiny(CHOICE.replaceAll('mended', 'repaired'))
    const explored = await between(tiny(CHOICE), next)
    expect(saidIn(explored)).toEqual({
      'unbind_failed/first': [
        'every account state (2 paths) goes by unbind_failed/repaired instead of unbind_failed/mended; nothing ends differently',
      ],
    })
    expect(explored.groups.map((group) => group.endsDifferently)).toEqual([false])
  })

  test('a bound on the walk is told', async () => {
    const states = accountStates(await personasCalled('healthy'))
    const [base, next] = [programOf(tiny(CHECKED, { verifies: true })), programOf(tiny(CHECKED.replace('appeals', 'technical'), { verifies: true }))]
    expect(diffExplored({ base, next, states, utterances: {}, maxPairs: 1 })).toMatchObject({ complete: false, pairs: 1 })
  })
})
