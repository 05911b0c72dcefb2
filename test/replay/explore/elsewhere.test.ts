import { describe, expect, test } from '@jest/globals'
import { parseScript } from '../../../src/replay/script.js'
import { explored, type Tiny } from './tiny.js'

/** Breaches that hide where the walk has been before: in another world, from another caller, after another topic. */
const found = async (tiny: Tiny, ...personas: readonly string[]) =>
  (await explored(tiny, personas.length > 0 ? personas : ['healthy'])).report.breaches
type Breaches = Awaited<ReturnType<typeof found>>
const named = (breaches: Breaches): readonly string[] => breaches.map(({ kind, dialog, node }) => `${kind} ${dialog}/${node}`)
const shown = (breaches: Breaches) => parseScript('breach.yaml', breaches[0]?.replay ?? '')

const SLOTS = '{ step: { values: [one, two] } }'
const choose = (one: string, two: string): string =>
  `{ SAID, choose: step, options: { one: { label: { zh: 一, en: One }, goto: ${one} }, two: { label: { zh: 二, en: Two }, goto: ${two} } } }`
const LOOP = `  stuck: ${choose('stuck', 'stuck')}`

const PICK = `
dialog: pick
title: { zh: 选择, en: Choosing }
slots: { way: { values: [a, b] } }
start: which
give_up: gave_up
nodes:
  which: { SAID, choose: way, options: { a: { label: { zh: 甲, en: A }, goto: sure }, b: { label: { zh: 乙, en: B }, goto: picked } } }
  sure: { SAID, choose: way, options: { a: { label: { zh: 甲, en: A }, goto: picked }, b: { label: { zh: 乙, en: B }, goto: picked } } }
  picked: { end: picked }
  gave_up: { end: gave_up }
`
const PROVE = `
dialog: prove
title: { zh: 验证, en: Proving }
slots: { code: { entity: code, of: account_id } }
start: send
give_up: gave_up
nodes:
  send: { act: send_ownership_code, cases: { sent: enter, limited: gave_up } }
  enter: { SAID, ask: code, goto: try_it }
  try_it: { act: try_ownership_code, using: [code], cases: { verified: proven, wrong: wrong, expired: gave_up, locked: gave_up } }
  proven: { end: proven }
  wrong: { end: wrong }
  gave_up: { end: gave_up }
`

describe('a called dialog', () => {
  test('is given up at its second caller, and at a question that is not its first', async () => {
    const breaches = await found({
      slots: SLOTS,
      files: { pick: PICK },
      nodes: `
  first: ${choose('here', 'there')}
  here: { call: pick, cases: { picked: solved, gave_up: to_agent } }
  there: { call: pick, cases: { picked: solved, gave_up: stuck } }
${LOOP}
  solved: { end: resolved }`,
    })
    expect(named(breaches)).toEqual(['dead_end unbind_failed/stuck'])
    expect(shown(breaches).turns.at(-1)).toMatchObject({ user: expect.any(String) })
  })

  test('ends by a wrong value at its second caller', async () => {
    const all = await found({
      slots: SLOTS,
      files: { prove: PROVE },
      nodes: `
  first: { branch: account_id, cases: { given: asked }, otherwise: which }
  which: { SAID, ask: account_id, goto: asked }
  asked: ${choose('here', 'there')}
  here: { call: prove, cases: { proven: solved, wrong: to_agent, gave_up: to_agent } }
  there: { call: prove, cases: { proven: solved, wrong: stuck, gave_up: to_agent } }
${LOOP}
  solved: { end: resolved }`,
    })
    // Whoever names another's account is asked for a code that no code can be, which is one as well.
    const breaches = all.filter(({ dialog }) => dialog === 'unbind_failed')
    expect(named(breaches)).toEqual(['dead_end unbind_failed/stuck'])
    expect(shown(breaches).turns.map(({ user, tap }) => user ?? tap)).toEqual(['解绑失败了，QQ号 $account_id', 'two', '$wrong_code'])
  })
})

test('giving up leads to a check, so words that nobody understands are tried with every account', async () => {
  const breaches = await found(
    {
      verifies: true,
      slots: SLOTS,
      giveUp: 'look_again',
      nodes: `
  first: { check: account_status, cases: { normal: asked, banned: asked } }
  asked: ${choose('solved', 'to_agent')}
  look_again: { check: account_status, cases: { normal: to_agent, banned: stuck } }
${LOOP}
  solved: { end: resolved }`,
    },
    'healthy',
    'banned',
  )
  expect(named(breaches)).toContain('dead_end unbind_failed/stuck')
  const [first] = breaches.filter(({ kind }) => kind === 'dead_end')
  expect(parseScript('breach.yaml', first?.replay ?? '').account.persona).toBe('banned')
})

test('a topic that begins after another one has ended', async () => {
  const breaches = await found({
    slots: '{}',
    files: {
      _slots: 'account_id: { entity: qq }\nplan: { values: [one, two] }',
      change_phone: `
dialog: change_phone
title: { zh: 换绑, en: Changing }
starts_on: [change_phone]
start: by_plan
give_up: to_agent
nodes:
  by_plan: { branch: plan, cases: { two: stuck }, otherwise: to_agent }
  stuck: { SAID, choose: plan, options: { one: { label: { zh: 一, en: One }, goto: stuck } } }
  to_agent: { escalate: general }
`,
    },
    nodes: `
  first: { SAID, choose: plan, options: { one: { label: { zh: 一, en: One }, goto: to_agent }, two: { label: { zh: 二, en: Two }, goto: solved } } }
  solved: { end: resolved }`,
  })
  expect(named(breaches)).toEqual(['dead_end change_phone/stuck'])
  expect(shown(breaches).turns).toHaveLength(3)
})

test('work that is asked for again and again without waiting is a ring, whatever the lint said', async () => {
  const breaches = await found({
    verifies: true,
    giveUp: 'look',
    nodes: `
  first: { goto: look }
  look: { check: client_version, cases: { supported: again, restricted: again } }
  again: { check: client_version, cases: { supported: look, restricted: look } }`,
  })
  expect(named(breaches)).toContain('ring unbind_failed/look')
  expect(breaches.find(({ kind }) => kind === 'ring')?.message).toContain('without waiting')
})

test('a ring is shown with an account that goes round', async () => {
  const round = `
  round: ${choose('back', 'back')}
  back: ${choose('round', 'to_agent')}`
  const breaches = await found(
    {
      verifies: true,
      slots: SLOTS,
      nodes: `\n  first: { check: account_status, cases: { normal: solved, at_risk: to_agent, banned: round } }${round}\n  solved: { end: resolved }`,
    },
    'healthy',
    'at_risk',
    'banned',
  )
  const [ring] = breaches.filter(({ kind }) => kind === 'ring')
  expect(ring).toMatchObject({ dialog: 'unbind_failed', node: 'round' })
  expect(parseScript('breach.yaml', ring?.replay ?? '').account.persona).toBe('banned')
})

test('a value that was given before is known to the ways out beside the next question for it', async () => {
  const ask = (goto: string): string => `{ SAID, ask: number, goto: ${goto}, options: { out: { label: { zh: 不填了, en: Leave it }, goto: left } } }`
  const breaches = await found({
    slots: '{ number: { entity: phone }, step: { values: [one, two] } }',
    nodes: `
  first: ${choose('again', 'given')}
  given: ${ask('again')}
  again: ${ask('solved')}
  left: { branch: number, cases: { given: stuck }, otherwise: to_agent }
${LOOP}
  solved: { end: resolved }`,
  })
  expect(named(breaches)).toEqual(['dead_end unbind_failed/stuck'])
})
