import { expect, test } from '@jest/globals'
import type { Working } from '../../src/storage/records.js'
import { fresh, type Subject } from './contract.js'
import { record, ticket } from './record.js'

const claim = (changes: Partial<Working> = {}): Working => ({ inputId: 'i1', step: 1, node: 'd/n', leaseUntil: 1000, holder: 'node-a', ...changes })

/** Claims, effects, waiting inputs and timers. */
export function workContract(subject: Subject): void {
  test('an effect is open until its first result, which stands', async () => {
    const storage = await fresh(subject)
    await storage.commitTurn(record('c1', 0, { effectsOpened: [{ key: 'k1', request: { act: 'unbind' } }] }))
    expect(await storage.effect('k1')).toEqual({ request: { act: 'unbind' }, result: null })
    await storage.commitTurn(record('c1', 1, { effectsClosed: [{ key: 'k1', result: 'done' }] }))
    await storage.closeEffect('k1', 'again', null)
    await storage.commitTurn(record('c1', 2, { effectsClosed: [{ key: 'k1', result: 'third' }] }))
    expect(await storage.effect('k1')).toMatchObject({ result: 'done' })
  })

  test('an effect may be opened once and closed only when it was opened', async () => {
    const storage = await fresh(subject)
    const opening = { effectsOpened: [{ key: 'k1', request: 1 }] }
    await storage.commitTurn(record('c1', 0, opening))
    await expect(storage.commitTurn(record('c1', 1, opening))).rejects.toHaveProperty('message')
    await expect(storage.commitTurn(record('c1', 1, { effectsClosed: [{ key: 'k2', result: 1 }] }))).rejects.toThrow('never opened')
    await expect(storage.closeEffect('k2', 1, null)).rejects.toThrow('never opened')
    expect((await storage.conversation('c1'))?.version).toBe(1)
  })

  test('an effect that a claim covers is not open to others', async () => {
    const storage = await fresh(subject)
    const opening = { effectsOpened: [{ key: 'k1', request: 1 }], working: claim() }
    await storage.commitTurn(record('c1', 0, opening))
    expect((await storage.conversation('c1'))?.working).toEqual(claim())
    expect(await storage.openEffects(10)).toEqual([])
    await storage.commitTurn(record('c1', 1, { working: claim({ leaseUntil: 9000 }) }))
    expect(await storage.openEffects(10)).toEqual([])
    await storage.commitTurn(record('c1', 2, { working: claim({ step: 2 }), effectsOpened: [{ key: 'k2', request: 2 }] }))
    const left = { key: 'k1', conversation: 'c1', request: 1, openedAt: 1_700_000_000_000 }
    expect(await storage.openEffects(10)).toEqual([left])
    await storage.commitTurn(record('c1', 3))
    expect((await storage.openEffects(10)).map(({ key }) => key)).toEqual(['k1', 'k2'])
    expect(await storage.openEffects(1)).toEqual([left])
    await storage.closeEffect('k1', null, null)
    expect((await storage.openEffects(10)).map(({ key }) => key)).toEqual(['k2'])
  })

  test('a late result adds its note once', async () => {
    const storage = await fresh(subject)
    await storage.commitTurn(record('c1', 0, { effectsOpened: [{ key: 'k1', request: 1 }], tickets: [ticket('MB-1')] }))
    const note = { number: 'MB-1', note: { outcome: 'done' }, at: 1_700_000_000_009 }
    await expect(storage.closeEffect('k1', 'done', { ...note, number: 'MB-2' })).rejects.toThrow('no ticket MB-2')
    expect(await storage.effect('k1')).toMatchObject({ result: null })
    await storage.closeEffect('k1', 'done', note)
    await storage.closeEffect('k1', 'done', note)
    expect(await storage.ticketNotes('MB-1')).toEqual([note])
    expect((await storage.ticket('MB-1'))?.updatedAt).toBe(note.at)
  })

  test('claims whose lease has ended and inputs that nobody works on are abandoned', async () => {
    const storage = await fresh(subject)
    const input = { inputId: 'i2', input: { type: 'said' }, at: 1 }
    await storage.commitTurn(record('ended', 0, { working: claim(), at: 1 }))
    await storage.commitTurn(record('running', 0, { working: claim({ leaseUntil: 3000 }), waitingAdded: [input], at: 2 }))
    await storage.commitTurn(record('waiting', 0, { waitingAdded: [input], at: 3 }))
    await storage.commitTurn(record('idle', 0, { at: 4 }))
    expect(await storage.abandoned(1000, 10)).toEqual(['waiting'])
    expect(await storage.abandoned(1001, 10)).toEqual(['ended', 'waiting'])
    expect(await storage.abandoned(1001, 1)).toEqual(['ended'])
    expect(await storage.abandoned(3001, 10)).toEqual(['ended', 'running', 'waiting'])
  })

  test('waiting inputs keep their order of arrival', async () => {
    const storage = await fresh(subject)
    const input = (inputId: string) => ({ inputId, input: { text: inputId }, at: 1 })
    await storage.commitTurn(record('c1', 0, { working: claim(), waitingAdded: [input('z'), input('a')] }))
    await storage.commitTurn(record('c1', 1, { working: claim(), waitingAdded: [input('m')] }))
    expect((await storage.conversation('c1'))?.waiting).toEqual([input('z'), input('a'), input('m')])
    await storage.commitTurn(record('c1', 2, { waitingRemoved: ['z', 'unknown'], waitingAdded: [input('b')] }))
    expect((await storage.conversation('c1'))?.waiting).toEqual([input('a'), input('m'), input('b')])
  })

  test('timers fall due in order, are replaced as a whole and stay when left out', async () => {
    const storage = await fresh(subject)
    const timers = [
      { kind: 'proof', dueAt: 30 },
      { kind: 'idle', dueAt: 10 },
    ]
    await storage.commitTurn(record('c1', 0, { timers }))
    await storage.commitTurn(record('c2', 0, { timers: [{ kind: 'idle', dueAt: 20 }] }))
    await storage.commitTurn(record('c1', 1))
    expect(await storage.dueTimers(9, 10)).toEqual([])
    expect(await storage.dueTimers(20, 10)).toEqual([
      { conversation: 'c1', kind: 'idle', dueAt: 10 },
      { conversation: 'c2', kind: 'idle', dueAt: 20 },
    ])
    expect(await storage.dueTimers(99, 1)).toEqual([{ conversation: 'c1', kind: 'idle', dueAt: 10 }])
    await storage.commitTurn(record('c1', 2, { timers: [{ kind: 'proof', dueAt: 40 }] }))
    await storage.commitTurn(record('c2', 1, { timers: [] }))
    expect(await storage.dueTimers(99, 10)).toEqual([{ conversation: 'c1', kind: 'proof', dueAt: 40 }])
  })
}
