import { describe, expect, test } from '@jest/globals'
import type { ActDeps, VerificationPort } from '../../src/acts/act.js'
import { acts } from '../../src/acts/acts.js'
import { checks } from '../../src/checks/checks.js'
import type { Guard, Order, TicketFound } from '../../src/checks/work.js'

/** Everything around checks and acts, recording whatever they touch. */
function recorded({ proven = false, tickets = [] }: { proven?: boolean; tickets?: readonly TicketFound[] } = {}) {
  const touched: string[] = []
  const guards: Guard[] = []
  const touch =
    <T>(name: string, answer: T) =>
    async (): Promise<T> => {
      touched.push(name)
      return answer
    }
  const verification: VerificationPort = {
    sendOwnershipCode: touch('sendOwnershipCode', 'sent'),
    tryOwnershipCode: touch('tryOwnershipCode', 'verified'),
    tryDynamicCode: touch('tryDynamicCode', 'verified'),
    checkFace: touch('checkFace', 'verified'),
    sendPossessionCode: touch('sendPossessionCode', 'not_verified'),
    tryPossessionCode: touch('tryPossessionCode', 'not_verified'),
    possesses: touch('possesses', true),
  }
  const deps: ActDeps = {
    verification,
    accounts: {
      perform: touch('accounts', { outcome: 'unknown_account' as const }),
      contactOf: touch('contactOf', null),
      faceResult: touch('faceResult', null),
    },
    isProven: async (guard) => {
      guards.push(guard)
      return proven
    },
    hash: (kind, value) => `${kind}#${value}`,
    ticketsOfConversation: touch('ticketsOfConversation', tickets),
    ticketsOfAccount: touch('ticketsOfAccount', tickets),
  }
  return { deps, touched, guards }
}
const order: Order = {
  conversation: 'talk',
  key: 'talk/i/0',
  at: 7,
  purpose: 'change',
  language: 'zh',
  args: { account_id: 'qq:1:a', new_phone: 'phone:1:b', code: 'code:tag' },
  resolve: async (ref) => `opened ${ref}`,
}

const pieces = [...Object.entries(checks), ...Object.entries(acts)]
const guarded = pieces.filter(([, { signature }]) => signature.proof !== 'none')
const open = pieces.filter(([, { signature }]) => signature.proof === 'none')

describe.each(guarded)('%s', (_name, piece) => {
  test('does nothing without a proof, whatever the dialogs did before', async () => {
    const { deps, touched } = recorded()
    const { outcome } = await piece.run(order, deps)
    expect(outcome).toBe('not_verified')
    expect(touched.filter((name) => name === 'accounts' || name === 'ticketsOfAccount')).toEqual([])
  })

  test('does nothing without an account', async () => {
    const { deps, touched } = recorded({ proven: true })
    const { outcome } = await piece.run({ ...order, args: { new_phone: 'phone:1:b' } }, deps)
    expect(['not_verified', 'unavailable']).toContain(outcome)
    expect(touched).toEqual([])
  })
})

test('every piece that the account service carries out asks the guard for the account itself, at the time of the input', async () => {
  for (const [, piece] of guarded) {
    const { deps, guards } = recorded()
    await piece.run(order, deps)
    for (const guard of guards) expect(guard).toEqual({ conversation: 'talk', account: 'opened qq:1:a', proof: piece.signature.proof, at: 7 })
  }
})

test('only what proves ownership, or belongs to the conversation itself, goes without a proof', () =>
  expect(open.map(([name]) => name).sort()).toEqual(['check_face', 'send_ownership_code', 'ticket_here', 'try_dynamic_code', 'try_ownership_code']))

test('what goes without a proof never touches the account itself', async () => {
  for (const [, piece] of open) {
    const { deps, touched } = recorded()
    await piece.run(order, deps)
    expect(touched).not.toContain('accounts')
    expect(touched).not.toContain('ticketsOfAccount')
  }
})

describe('signatures', () => {
  test('all foresee that nothing answers', () =>
    expect(pieces.filter(([, { signature }]) => !signature.outcomes.includes('unavailable'))).toEqual([]))
  test('of checks change nothing', () => expect(Object.values(checks).filter(({ signature }) => signature.lasting)).toEqual([]))
  test('let only the three documented methods prove ownership', () =>
    expect(pieces.flatMap(([name, { signature }]) => (signature.proves === undefined ? [] : [name])).sort()).toEqual([
      'check_face',
      'try_dynamic_code',
      'try_ownership_code',
    ]))
  test('of what changes an account need a proof for changing', () =>
    expect(pieces.filter(([, { signature }]) => signature.lasting && signature.proves === undefined && signature.proof !== 'change')).toEqual([]))
})

test('an account that the service does not know any more is a fault of the service', async () => {
  const { account_status: status } = checks
  expect(await status?.run(order, recorded({ proven: true }).deps)).toEqual({ outcome: 'unavailable', gives: {} })
})

describe('the ticket of a conversation', () => {
  const here = (...tickets: readonly TicketFound[]) => checks.ticket_here?.run(order, recorded({ tickets }).deps)
  test('is none where none was made', async () => expect(await here()).toEqual({ outcome: 'none', gives: {} }))
  test('is the newest that is not resolved', async () =>
    expect(await here({ number: 'MB-1', status: 'open' }, { number: 'MB-2', status: 'assigned' }, { number: 'MB-3', status: 'resolved' })).toEqual({
      outcome: 'assigned',
      gives: { ticket: 'MB-2' },
    }))
  test('is the newest one where all are resolved', async () =>
    expect(await here({ number: 'MB-1', status: 'resolved' }, { number: 'MB-2', status: 'resolved' })).toEqual({
      outcome: 'resolved',
      gives: { ticket: 'MB-2' },
    }))
})
