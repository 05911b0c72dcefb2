import { expect, test } from '@jest/globals'
import { draftsFor } from '../../../src/replay/coverage/drafts.js'
import { walkedIn } from '../../../src/replay/coverage/walked.js'
import { partsOf } from '../../../src/replay/coverage/ways.js'
import { play } from '../../../src/replay/play.js'
import { parseScript } from '../../../src/replay/script.js'
import { personasCalled, type Tiny } from '../explore/tiny.js'
import { libraryOf, OPENING } from '../explore/tinyLibrary.js'

const SLOTS = '{ step: { values: [one, two] } }'
const options = (one: string, two: string): string =>
  `choose: step, options: { one: { label: { zh: 一, en: One }, goto: ${one} }, two: { label: { zh: 二, en: Two }, goto: ${two} } }`

async function draftsOf(tiny: Tiny, untested: readonly string[] | 'all', personas: readonly string[] = ['healthy']) {
  const library = libraryOf(tiny)
  const called = await personasCalled(...personas)
  const names = untested === 'all' ? partsOf(library.program).map(({ name }) => name) : untested
  const utterances = { unbind_failed: OPENING }
  const drafts = await draftsFor({ library, personas: called, untested: names, utterances, progress: () => undefined })
  const playedAgain = async (yaml: string) => {
    const { passed, events } = await play(parseScript('draft.yaml', yaml), library, called)
    const { nodes, edges, ways } = walkedIn({ program: library.program, events })
    return { passed, walked: [...nodes, ...edges, ...ways] }
  }
  return { drafts, playedAgain }
}

const FORK: Tiny = {
  slots: SLOTS,
  nodes: `  first: { SAID, ${options('second', 'to_agent')} }\n  second: { SAID, ${options('ended', 'ended')} }\n  ended: { end: explained }`,
}

test('an option that nobody tried gets a replay that comes by, holds and says what was seen', async () => {
  const name = 'unbind_failed/second [two] -> ended'
  const { drafts, playedAgain } = await draftsOf(FORK, [name])
  expect(drafts.map(({ name: drafted, file, why }) => [drafted, file, why])).toEqual([[name, 'unbind_failed/second-two-ended.yaml', null]])
  const script = parseScript('draft.yaml', drafts[0]?.yaml ?? '')
  expect(script).toMatchObject({ title: `comes by ${name}`, strict: true, account: { persona: 'healthy' } })
  expect(script.turns).toEqual([
    expect.objectContaining({ user: OPENING, nodes: ['unbind_failed/first'] }),
    expect.objectContaining({ tap: 'one', nodes: ['unbind_failed/second'] }),
    expect.objectContaining({ tap: 'two', nodes: ['unbind_failed/ended'], outcome: 'explained' }),
  ])
  expect(await playedAgain(drafts[0]?.yaml ?? '')).toMatchObject({ passed: true, walked: expect.arrayContaining([name]) })
})

test('what a longer one comes by needs none of its own', async () => {
  const { drafts } = await draftsOf(FORK, ['unbind_failed/first', 'unbind_failed/first [one] -> second', 'unbind_failed/second [one] -> ended'])
  expect(drafts.map(({ name }) => name)).toEqual(['unbind_failed/second [one] -> ended'])
})

test('together they come by everything, and each has a file of its own', async () => {
  const nodes = `  first: { SAID, ${options('first_second', 'second')} }\n  first_second: { SAID, ${options('ended', 'second')} }\n  second: { SAID, ${options('ended', 'to_agent')} }\n  ended: { end: explained }`
  const { drafts, playedAgain } = await draftsOf({ slots: SLOTS, nodes }, 'all')
  expect(drafts.filter(({ why }) => why !== null)).toEqual([])
  expect(new Set(drafts.map(({ file }) => file)).size).toBe(drafts.length)
  const again = await Promise.all(drafts.map(({ yaml }) => playedAgain(yaml)))
  expect(again.every(({ passed }) => passed)).toBe(true)
  const { program } = libraryOf({ slots: SLOTS, nodes })
  const walked = new Set(again.flatMap((one) => one.walked))
  expect(partsOf(program).filter(({ name }) => !walked.has(name))).toEqual([])
})

test('an outcome of an account is drafted with an account that has it', async () => {
  const nodes =
    '  first: { check: account_status, cases: { normal: ended, not_activated: ended, banned: banned, frozen: ended, at_risk: ended } }\n  banned: { SAID, end: explained }\n  ended: { end: resolved }'
  const { drafts, playedAgain } = await draftsOf({ verifies: true, nodes }, ['unbind_failed/banned'], ['healthy', 'banned'])
  expect(drafts).toMatchObject([{ why: null }])
  expect(parseScript('draft.yaml', drafts[0]?.yaml ?? '').account.persona).toBe('banned')
  expect((await playedAgain(drafts[0]?.yaml ?? '')).walked).toContain('unbind_failed/banned')
})

test('what nobody can come by gets no replay, and the reason', async () => {
  const { drafts } = await draftsOf({ slots: SLOTS, nodes: `${FORK.nodes}\n  lost: { end: resolved }` }, [
    'unbind_failed/lost',
    'unbind_failed/second',
  ])
  expect(drafts.map(({ name, why }) => [name, why])).toEqual([
    ['unbind_failed/second', null],
    ['unbind_failed/lost', 'exploration never comes by there'],
  ])
  expect(drafts[1]?.yaml).toBe('')
})

test('a replay that does not hold when it is played is told with its fault', async () => {
  const said = 'say: { zh: 客服热线 95017 三分钟内回电, en: Call 95017 }'
  const nodes = `  first: { SAID, ${options('second', 'to_agent')} }\n  second: { ${said}, end: explained }`
  const { drafts } = await draftsOf({ slots: SLOTS, nodes }, ['unbind_failed/second'])
  expect(drafts).toHaveLength(1)
  expect(drafts[0]?.why).toBe('standing rule: no invented hotline: "客服热线 95017 三分钟内回电"')
})
