import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { operate } from '../../../src/accounts/operate.js'
import { checkNameSchema, plainActNameSchema } from '../../../src/accounts/operations.js'
import { accountKey, accountStates, editedStates } from '../../../src/replay/explore/accountStates.js'
import { editsOf } from '../../../src/replay/explore/edits.js'
import { parseScript } from '../../../src/replay/script.js'
import { explored, personasCalled, type Tiny } from './tiny.js'

describe('single-field edits', () => {
  test('are in one field each, and every account stands there once', async () => {
    const personas = await personasCalled('healthy', 'banned', 'misoperation')
    const states = editedStates(personas)
    const plain = new Map(accountStates(personas).map(({ persona, account }) => [persona, account]))
    for (const { persona, patch, account } of states) {
      const before = plain.get(persona)
      expect(
        before && Object.entries(account).filter(([field, value]) => Object.entries(before).every(([name, was]) => name !== field || was !== value)),
      ).toEqual(Object.entries(patch ?? {}))
    }
    expect(new Set(states.map(({ account }) => accountKey(account))).size).toBe(states.length)
    expect(states.length).toBeGreaterThan(70)
  })

  test('say by hand which causes begin and which end with them', async () => {
    const [banned] = accountStates(await personasCalled('banned_and_incorrect'))
    const effects = (banned ? editsOf(banned.account) : []).map(({ fields, adds, removes }) => `${JSON.stringify(fields)} +${adds} -${removes}`)
    expect(effects).toContain('{"status":"normal"} + -F31')
    expect(effects).toContain('{"status":"frozen"} + -')
    expect(effects).toContain('{"binding":"expired"} +F33 -F32')
    expect(effects).toContain('{"bound_phone":null} +F39 -F32')
    expect(effects).toContain('{"service":"unavailable"} + -F31,F32')
  })

  test('leave a persona with the causes that its file names', async () => {
    const personas = await personasCalled('at_risk_and_suspicious')
    const mended = editedStates(personas).find(({ patch }) => patch?.status === 'normal')
    expect(mended?.causes).toEqual(['F20'])
  })
})

test('no check and no act reads what ownership is proven with, so groups leave it out', async () => {
  const states = editedStates(await personasCalled('healthy', 'unbind_errored', 'partial_and_misoperation', 'unbound_no_new_phone'))
  const operations = [...checkNameSchema.options, ...plainActNameSchema.options].map((name) => ({ name }))
  fc.assert(
    fc.property(fc.constantFrom(...states), fc.array(fc.constantFrom(...operations), { maxLength: 6 }), ({ account }, run) => {
      const outcomes = (of: typeof account): readonly string[] => {
        let at = of
        return run.map((operation) => {
          const { account: after, result } = operate(at, operation, 0)
          at = after
          return result.outcome
        })
      }
      expect(outcomes({ ...account, verified_contact: null, dynamic_code: false, face: false, face_result: 'bad_light' })).toEqual(outcomes(account))
    }),
  )
})

describe('the walk', () => {
  const unbinding: Tiny = {
    verifies: true,
    nodes: `
  first: { act: unbind_phone, cases: { unbound: solved, already_unbound: solved, refused: to_agent, unavailable: unsure } }
  unsure: { say: { zh: 这次没有得到结果。, en: No result came. }, act: unbind_phone, cases: { unbound: solved, already_unbound: twice, refused: to_agent, unavailable: to_agent } }
  twice: { end: resolved }
  solved: { end: resolved }`,
  }

  test('lets the service fail, before and after an act is done, and writes the fault into the replay', async () => {
    const { report } = await explored({ ...unbinding, nodes: unbinding.nodes.replace('twice: { end', 'twice: { advises: [appeal], SAID, end') })
    // Only an act that was done, and whose answer was lost, finds the number unbound the second time.
    const found = report.breaches.filter(({ kind }) => kind === 'contradiction')
    expect(found.map(({ node }) => node)).toEqual(['twice'])
    expect(parseScript('b.yaml', found[0]?.replay ?? '').turns).toContainEqual({
      phone: { action: 'fault', operation: 'unbind_phone', mode: 'slow', times: 2 },
    })
  })

  test('comes to accounts that only an edit makes, and shows them with the edit', async () => {
    const nodes = `
  first: { check: client_version, cases: { supported: solved, restricted: wrong } }
  wrong: { advises: [appeal], SAID, end: explained }
  solved: { end: resolved }`
    const tiny: Tiny = { verifies: true, nodes }
    expect((await explored(tiny)).report.unreached).toEqual(['unbind_failed/wrong'])
    const { report } = await explored(tiny, ['healthy'], editedStates)
    expect(report.unreached).toEqual([])
    const found = report.breaches.find(({ kind }) => kind === 'contradiction')
    expect(parseScript('b.yaml', found?.replay ?? '').account).toEqual({ persona: 'healthy', patch: { client_version: 'restricted' } })
  })
})
