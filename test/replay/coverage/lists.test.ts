import { describe, expect, test } from '@jest/globals'
import { coveredParts, type Traffic } from '../../../src/replay/coverage/atlas.js'
import { listsOf } from '../../../src/replay/coverage/lists.js'
import { humanCoverage, jsonCoverage } from '../../../src/replay/coverage/report.js'
import { countTraffic } from '../../../src/replay/coverage/traffic.js'
import { namesIn, walkedIn } from '../../../src/replay/coverage/walked.js'
import { openStorage } from '../../../src/storage/open.js'
import { recordedEvents } from '../../../src/storage/recordedEvents.js'
import { option, play, tap, text, tiny, words } from '../../engine/talk.js'
import { temporaryFolder } from '../../storage/folder.js'
import { record } from '../../storage/record.js'

const inFolder = temporaryFolder()
const program = tiny(
  `  a: { say: ${text}, choose: pet, options: { cat: ${option('b')}, dog: ${option('b')}, cow: ${option('c')} } }
  b: { end: explained }
  c: { end: explained }
  blind: { end: explained }`,
  'slots: { pet: { values: [cat, dog, cow] } }',
)
const conversation = (pet: string) => play(program, words('about_t'), tap(pet)).all
const walked = (...pets: readonly string[]) => walkedIn({ program, events: pets.flatMap(conversation) })
const explored = new Set(namesIn(walked('cat', 'dog')))
const none: Traffic = { kind: 'none', why: 'There is no database x.db.' }

/** A real file with these conversations. */
async function trafficOf(pets: readonly string[], rows: readonly (string | null)[] = []): Promise<Traffic> {
  const storage = await openStorage(`sqlite:${inFolder(`${pets.join('-')}-${rows.length}.db`)}`)
  try {
    for (const [n, pet] of pets.entries()) await storage.commitTurn(record(`c${n}`, 0, { events: JSON.parse(JSON.stringify(conversation(pet))) }))
    for (const [n, row] of rows.entries()) await storage.commitTurn(record(`odd${n}`, 0, { events: [row === null ? null : JSON.parse(row)] }))
    return await countTraffic(program, recordedEvents(storage, 2))
  } finally {
    await storage.close()
  }
}

describe('traffic', () => {
  test('is how many conversations come by, whatever fits into a page', async () => {
    const traffic = await trafficOf(['cat', 'cat', 'dog', 'cow', 'cat'])
    if (traffic.kind !== 'counted') throw new Error(traffic.why)
    expect(traffic.conversations).toBe(5)
    expect(['t/a', 't/a [cat] -> b', 't/a [dog] -> b', 't/a -> b', 't/c'].map((name) => traffic.counts.get(name))).toEqual([5, 3, 1, 4, 1])
  })
  test('leaves out a log that cannot be read, and tells', async () => {
    const traffic = await trafficOf(['cat'], ['{"type":"dialog_started","role":"topic"}', '{"type":"slot_filled","scope":"conversation","slot":"x"}'])
    expect(traffic).toMatchObject({ kind: 'counted', unreadable: 1, conversations: 2 })
  })
  test('of an empty database is none', async () => expect(await trafficOf([])).toMatchObject({ kind: 'counted', conversations: 0, unreadable: 0 }))
})

describe('lists', () => {
  const replays = [{ file: 'test/cat.yaml', walked: walked('cat') }]
  const names = (list: readonly { readonly name: string; readonly dialog: string }[] | null) =>
    list?.flatMap(({ name, dialog }) => (dialog === 't' ? [name] : []))

  test('tell what is used and not tested, and what no account reaches', async () => {
    const lists = listsOf(coveredParts({ program, replays, explored, traffic: await trafficOf(['dog', 'cow']) }))
    expect(names(lists.usedUntested)).toEqual(['t/a -> c', 't/a [dog] -> b', 't/a [cow] -> c', 't/c'])
    expect(names(lists.testedNeverUsed)).toEqual(['t/a [cat] -> b'])
    expect(names(lists.impossible)).toEqual(['t/blind', 't/z'])
    expect(names(lists.unexplored)).toEqual(['t/a -> c', 't/a [cow] -> c', 't/c'])
  })
  test('are left out where nobody looked', () => {
    const lists = listsOf(coveredParts({ program, replays, explored: null, traffic: none }))
    expect([lists.usedUntested, lists.testedNeverUsed, lists.impossible, lists.unexplored]).toEqual([null, null, null, null])
    expect(names(lists.untested)).toContain('t/a [dog] -> b')
  })
})

describe('the report', () => {
  const report = (traffic: Traffic) => {
    const replays = [{ file: 'test/cat.yaml', walked: walked('cat') }]
    const parts = coveredParts({ program, replays, explored, traffic }).filter(({ dialog }) => dialog === 't')
    return { parts, traffic, replays: 1, failed: 0, explored: true }
  }
  test('tells a node once, without what leads on from it', async () => {
    const lines = humanCoverage(report(await trafficOf(['cow', 'cow', 'cat']))).split('\n')
    expect(lines.slice(0, 4)).toEqual([
      'Used but untested: people come by, no replay does (2)',
      '  t.yaml:8  t/a [cow] -> c  (2 conversations)',
      '  t.yaml:10  t/c  (2 conversations)',
      '',
    ])
    expect(lines).toContain('1 replays                   2/5 (40 %)            1/2 (50 %)            1/3 (33 %)')
  })
  test('says that there is no database, and what is untested all the same', () => {
    const told = humanCoverage(report(none))
    expect(told).toContain('recorded conversations: none. There is no database x.db.')
    expect(told).toContain('Untested: no replay comes by (1)')
    expect(told).not.toContain('never used')
  })
  test('for machines names every part with its counts', async () => {
    const read = JSON.parse(jsonCoverage(report(await trafficOf(['dog', 'dog']))))
    expect(read.used_untested).toEqual(['t/a [dog] -> b'])
    expect(read.recorded).toMatchObject({ conversations: 2, ways: { covered: 1, total: 3 } })
    expect(read.parts).toContainEqual({ kind: 'way', name: 't/a [dog] -> b', file: 't.yaml', line: 8, replays: 0, explored: true, recorded: 2 })
  })
})
