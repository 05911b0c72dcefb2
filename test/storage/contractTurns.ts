import { expect, test } from '@jest/globals'
import type { Json } from '../../src/storage/records.js'
import { fresh, type Subject } from './contract.js'
import { record, replied, said, ticket } from './record.js'

/** What a turn stores and what is refused. */
export function turnsContract(subject: Subject): void {
  test('a new conversation is stored with its first turn', async () => {
    const storage = await fresh(subject)
    const result = await storage.commitTurn(record('c1', 0, { activities: [said('m1'), replied('hi')], events: [{ type: 'said' }] }))
    expect(result).toMatchObject({ type: 'committed', version: 1, activities: [{ seq: 1, conversation: 'c1', clientId: 'm1' }, { seq: 2 }] })
    expect(await storage.conversation('c1')).toEqual({
      id: 'c1',
      version: 1,
      user: 'user-1',
      site: 'site-1',
      state: { version: 0 },
      programHash: 'hash-1',
      nextSeq: 3,
      owner: 'bot',
      ownerEpoch: 0,
      ownerAgent: null,
      failures: 0,
      working: null,
      waiting: [],
      createdAt: 1_700_000_000_000,
      updatedAt: 1_700_000_000_000,
    })
    expect(await storage.events('c1')).toEqual([{ seq: 1, inputId: 'input-0', event: { type: 'said' }, at: 1_700_000_000_000 }])
  })

  test('what was never stored is not there', async () => {
    const storage = await fresh(subject)
    expect(await storage.conversation('c1')).toBeNull()
    expect(await storage.activitiesAfter('c1', 0, 10)).toEqual([])
    expect(await storage.activityByClientId('c1', 'm1')).toBeNull()
    expect(await storage.events('c1')).toEqual([])
    expect(await storage.effect('k')).toBeNull()
    expect(await storage.program('h')).toBeNull()
    expect(await storage.vaultRow('r')).toBeNull()
    expect(await storage.ticket('MB-1')).toBeNull()
    expect(await storage.setting('s')).toBeNull()
  })

  test('activities are numbered without gaps and read after a watermark', async () => {
    const storage = await fresh(subject)
    await storage.commitTurn(record('c1', 0, { activities: [said('m1'), replied('one')], events: [{ n: 1 }, { n: 2 }, { n: 3 }] }))
    await storage.commitTurn(record('c1', 1, { activities: [said('m2'), replied('two')], events: [{ n: 4 }] }))
    expect((await storage.activitiesAfter('c1', 0, 10)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4])
    expect((await storage.activitiesAfter('c1', 1, 2)).map(({ seq, body }) => [seq, body])).toEqual([
      [2, { text: 'one' }],
      [3, { text: 'hello' }],
    ])
    expect(await storage.activitiesAfter('c1', 4, 10)).toEqual([])
    expect((await storage.events('c1')).map(({ event }) => event)).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }, { n: 4 }])
    expect(await storage.activityByClientId('c1', 'm2')).toMatchObject({ seq: 3 })
  })

  test('a repeated client id is a duplicate, even when the version has moved', async () => {
    const storage = await fresh(subject)
    await storage.commitTurn(record('c1', 0, { activities: [replied('before'), said('m1')] }))
    const repeat = { activities: [said('m1')] }
    expect(await storage.commitTurn(record('c1', 1, repeat))).toEqual({ type: 'duplicate', seq: 2 })
    expect(await storage.commitTurn(record('c1', 0, repeat))).toEqual({ type: 'duplicate', seq: 2 })
    expect((await storage.conversation('c1'))?.version).toBe(1)
    expect(await storage.commitTurn(record('c2', 0, repeat))).toMatchObject({ type: 'committed' })
  })

  test('a version that has moved is a conflict and stores nothing', async () => {
    const storage = await fresh(subject)
    await storage.commitTurn(record('c1', 0))
    expect(await storage.commitTurn(record('c1', 0, { activities: [said('m1')] }))).toEqual({ type: 'conflict' })
    expect(await storage.commitTurn(record('c1', 2, { activities: [said('m2')] }))).toEqual({ type: 'conflict' })
    expect(await storage.commitTurn(record('unknown', 1))).toEqual({ type: 'conflict' })
    expect(await storage.activitiesAfter('c1', 0, 10)).toEqual([])
  })

  test('a conversation cannot begin without saying whose it is', async () => {
    const storage = await fresh(subject)
    await expect(storage.commitTurn(record('c1', 0, { created: undefined }))).rejects.toThrow('needs "created"')
    expect(await storage.conversation('c1')).toBeNull()
  })

  test('a record whose last statement fails leaves nothing', async () => {
    const storage = await fresh(subject)
    await storage.commitTurn(record('c1', 0, { timers: [{ kind: 'idle', dueAt: 5 }] }))
    const before = await storage.conversation('c1')
    const twice = [
      { kind: 'proof', dueAt: 1 },
      { kind: 'proof', dueAt: 2 },
    ]
    const whole = record('c1', 1, {
      activities: [said('m1')],
      events: [{ n: 1 }],
      effectsOpened: [{ key: 'k1', request: {} }],
      tickets: [ticket('MB-1')],
      ticketNotes: [{ number: 'MB-1', note: 'n', at: 1 }],
      vault: [{ ref: 'qq:1:x', kind: 'qq', ciphertext: new Uint8Array([1]) }],
      audit: ['looked'],
    })
    await expect(storage.commitTurn({ ...whole, timers: twice })).rejects.toHaveProperty('message')
    expect(await storage.conversation('c1')).toEqual(before)
    expect(await storage.activitiesAfter('c1', 0, 10)).toEqual([])
    expect(await storage.events('c1')).toEqual([])
    expect(await storage.effect('k1')).toBeNull()
    expect(await storage.ticket('MB-1')).toBeNull()
    expect(await storage.ticketNotes('MB-1')).toEqual([])
    expect(await storage.vaultRow('qq:1:x')).toBeNull()
    expect(await storage.audit('c1')).toEqual([])
    expect(await storage.dueTimers(10, 10)).toEqual([{ conversation: 'c1', kind: 'idle', dueAt: 5 }])
    expect(await storage.commitTurn({ ...whole, timers: [] })).toMatchObject({ type: 'committed', activities: [{ seq: 1 }] })
    expect(await storage.ticketNotes('MB-1')).toHaveLength(1)
  })

  test.each<[string, Json]>([
    ['control characters', 'a\u0000b\u001f\u2028'],
    ['half of an emoji', '\ud83d'],
    ['an emoji', '👋🏽'],
    ['Chinese', '密保手机，解绑失败'],
    ['hostile keys', { constructor: 1, toString: 'x', b: 1, a: [null, true, 1e21, -0.5] }],
    ['quotes', `'; drop table activity; --"`],
    ['null', null],
  ])('%s come back as they were', async (_, body) => {
    const storage = await fresh(subject)
    const keeping = { activities: [{ ...said('m1'), body }], events: [body], state: body, audit: [body] }
    await storage.commitTurn(record('c1', 0, keeping))
    expect(await storage.activityByClientId('c1', 'm1')).toMatchObject({ body })
    expect(JSON.stringify((await storage.conversation('c1'))?.state)).toBe(JSON.stringify(body))
    expect((await storage.events('c1'))[0]?.event).toEqual(body)
    expect(await storage.audit('c1')).toEqual([body])
  })

  test('vault rows, programs and settings', async () => {
    const storage = await fresh(subject)
    const row = { ref: 'phone:1:x', kind: 'phone', ciphertext: new Uint8Array([0, 255, 7]) }
    await storage.commitTurn(record('c1', 0, { vault: [row] }))
    await storage.commitTurn(record('c1', 1, { vault: [{ ...row, ciphertext: new Uint8Array([9]) }] }))
    expect(await storage.vaultRow('phone:1:x')).toEqual(row)
    await storage.saveProgram('h', '{"a":1}')
    await storage.saveProgram('h', '{"a":1}')
    expect(await storage.program('h')).toBe('{"a":1}')
    await storage.setSetting('clock', '1')
    await storage.setSetting('clock', '2')
    expect(await storage.setting('clock')).toBe('2')
  })

  test('a store that can be written is ready, as often as it is asked', async () => {
    const storage = await fresh(subject)
    await Promise.all([storage.ready(), storage.ready()])
    await storage.ready()
    expect(await storage.commitTurn(record('c1', 0))).toMatchObject({ type: 'committed' })
  })

  test('listeners hear of what was committed and of nothing else', async () => {
    const heard: unknown[] = []
    const place = await subject.newPlace()
    const storage = await place.open({ onCommitted: (turn) => heard.push([turn.conversation, turn.version, turn.activities.map(({ seq }) => seq)]) })
    await storage.commitTurn(record('c1', 0, { activities: [said('m1'), replied('x')] }))
    await storage.commitTurn(record('c1', 1, { activities: [said('m1')] }))
    await storage.commitTurn(record('c1', 0))
    await new Promise((resolve) => setImmediate(resolve))
    expect(heard).toEqual([['c1', 1, [1, 2]]])
  })

  if (!subject.keeps) return
  test('closing and opening again keeps everything', async () => {
    const place = await subject.newPlace()
    const first = await place.open()
    await first.commitTurn(
      record('c1', 0, { activities: [said('m1'), replied('x')], timers: [{ kind: 'idle', dueAt: 5 }], tickets: [ticket('MB-1')] }),
    )
    const before = [await first.conversation('c1'), await first.activitiesAfter('c1', 0, 10), await first.ticket('MB-1')]
    await first.close()
    const again = await place.open()
    expect([await again.conversation('c1'), await again.activitiesAfter('c1', 0, 10), await again.ticket('MB-1')]).toEqual(before)
    expect(await again.dueTimers(5, 10)).toHaveLength(1)
    expect(await again.commitTurn(record('c1', 1, { activities: [said('m1')] }))).toEqual({ type: 'duplicate', seq: 1 })
    expect(await again.commitTurn(record('c1', 1, { activities: [said('m2')] }))).toMatchObject({ version: 2, activities: [{ seq: 3 }] })
  })
}
