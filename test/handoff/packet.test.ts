import { describe, expect, test } from '@jest/globals'
import type { Event } from '../../src/engine/events.js'
import { packetOf, problemOf } from '../../src/handoff/packet.js'
import type { EventRow } from '../../src/storage/records.js'
import { choice, dialog, done, option, play, programOf, proven, text, words } from '../engine/talk.js'

const remedy = `{ say: ${text}, choose: pet, options: { cat: ${option('go')}, dog: ${option('z')} } }`
const program = programOf(
  dialog(
    `  a:
    diagnose:
      - { check: account_status, finds: { bad: { goto: dry } }, fine: [fine] }
      - { check: weather, finds: { bad: { goto: coat } }, fine: [fine] }
    none: z
    done: z
  dry: ${remedy}
  coat: ${remedy}
  go: { next: true }`,
    'requires: verify\nslots: { pet: { values: [cat, dog] } }',
  ),
)

function packetAfter(...inputs: Parameters<typeof play>[1][]) {
  const { state, all, last } = play(program, ...inputs)
  const escalated = last.find((event): event is Extract<Event, { type: 'escalated' }> => event.type === 'escalated')
  if (!escalated) throw new Error('expected an escalation')
  const past: EventRow[] = all
    .slice(0, all.length - last.length)
    .map((event, seq) => ({ seq, inputId: 'i', event: JSON.parse(JSON.stringify(event)), at: 1 }))
  return packetOf({ past, fresh: last, escalated, state, program, at: 2, untilSeq: 9 })
}
const findings = [done('account_status', 'bad'), done('weather', 'bad')]

describe('the packet of a ticket', () => {
  test('says what was found, what was tried and what comes next', () =>
    expect(packetAfter(words('about_t'), ...proven, ...findings, choice('dog'))).toMatchObject({
      topic: 't',
      wants: { zh: '好', en: 'Fine' },
      ownership: 'proven_for_read',
      checks: [
        { name: 'account_status', outcome: 'bad', at: 1 },
        { name: 'weather', outcome: 'bad', at: 1 },
      ],
      findings: [{ check: 'account_status' }, { check: 'weather' }],
      tried: ['dry'],
      next: 'coat',
      not_checked: [],
      transcript: { until_seq: 9 },
    }))
  test('has nothing next once every remedy was tried', () =>
    expect(packetAfter(words('about_t'), ...proven, ...findings, choice('cat'), choice('dog'))).toMatchObject({ tried: ['dry', 'coat'], next: null }))
  test('says what was not checked because the service was away', () =>
    expect(packetAfter(words('about_t'), ...proven, done('account_status', 'bad'), done('weather', 'unavailable'))).toMatchObject({
      not_checked: ['weather'],
    }))
  test('says what was not checked because ownership was not proven', () =>
    expect(packetAfter(words('about_t'), words('talk_to_human'))).toMatchObject({
      ownership: 'not_proven',
      checks: [],
      not_checked: ['account_status', 'weather'],
    }))
  test('shows of a reference only its mask', () => {
    const { state, last } = play(program, words('about_t'), words('talk_to_human'))
    const escalated = last.find((event): event is Extract<Event, { type: 'escalated' }> => event.type === 'escalated')
    if (!escalated) throw new Error('expected an escalation')
    const account = 'qq:9f3c:12****89'
    const packet = packetOf({
      past: [],
      fresh: last,
      escalated: { ...escalated, brief: { account_id: account } },
      state: { ...state, slots: { account_id: account } },
      program,
      at: 0,
      untilSeq: 0,
    })
    expect(packet).toMatchObject({ account: '12****89', brief: { account_id: '12****89' } })
  })
})

test('a ticket without a topic is about something general', () =>
  expect(problemOf({ type: 'escalated', queue: 'q', brief: {}, topic: null, ticket: 'MB-1' })).toBe('general'))
