import { NOTHING_STORED } from '../../src/storage/nothingStored.js'
import type { NewActivity, NewTicket, TurnRecord } from '../../src/storage/records.js'

/** A record that stores nothing but the conversation; tests say what theirs adds. */
export const record = (conversation: string, expectedVersion: number, changes: Partial<TurnRecord> = {}): TurnRecord => ({
  conversation,
  expectedVersion,
  ...(expectedVersion === 0 ? { created: { user: 'user-1', site: 'site-1' } } : {}),
  at: 1_700_000_000_000 + expectedVersion,
  state: { version: expectedVersion },
  programHash: 'hash-1',
  owner: 'bot',
  ownerEpoch: 0,
  failures: 0,
  working: null,
  inputId: `input-${expectedVersion}`,
  ...NOTHING_STORED,
  ...changes,
})

export const said = (clientId: string | null, text = 'hello'): NewActivity => ({
  clientId,
  inputId: `input-of-${clientId}`,
  role: 'user',
  kind: 'message',
  body: { text },
  at: 1_700_000_000_000,
})
export const replied = (text: string): NewActivity => ({ ...said(null, text), role: 'bot' })

export const ticket = (number: string, changes: Partial<NewTicket> = {}): NewTicket => ({
  number,
  queue: 'general',
  problem: 'unbind_failed',
  accountHash: 'account-1',
  packet: { checked: ['account_status'] },
  at: 1_700_000_000_000,
  ...changes,
})
