import { field, isRecord, list, text } from '../record.js'
import type { Account, FieldValue, Outcome, Persona, Sms, UserAction } from './account.js'

/** An answer that was not the one hoped for; status 0: none came. */
export class SimulatorFault extends Error {
  constructor(
    readonly status: number,
    request: string,
  ) {
    super(`${request} answered ${status}`)
  }
}

export async function readSiteKey(): Promise<string> {
  return text(await call('GET', '/demo/config.json'), 'siteKey') ?? ''
}

export async function listPersonas(): Promise<readonly Persona[]> {
  const personas = await call('GET', '/simulator/personas')
  return (Array.isArray(personas) ? personas : []).flatMap((each: unknown) => {
    const persona = text(each, 'persona')
    const title = field(each, 'title')
    return persona === undefined ? [] : [{ persona, title: { zh: text(title, 'zh') ?? persona, en: text(title, 'en') ?? persona } }]
  })
}

export async function createAccount(persona: string): Promise<Account> {
  return readAccount(await call('POST', '/simulator/accounts', { persona }))
}

export async function getAccount(id: string): Promise<Account> {
  return readAccount(await call('GET', accountPath(id)))
}

export async function actAsUser(id: string, action: UserAction): Promise<{ readonly outcome: Outcome; readonly account: Account }> {
  const answer = await call('POST', `${accountPath(id)}/user-actions`, action)
  const result = field(answer, 'result')
  const outcome = { outcome: text(result, 'outcome') ?? '', reason: text(field(result, 'gives'), 'reason') }
  return { outcome, account: readAccount(field(answer, 'account')) }
}

export async function readInbox(number: string): Promise<readonly Sms[]> {
  const inbox = await call('GET', `/simulator/phones/${encodeURIComponent(number)}/inbox`)
  return (Array.isArray(inbox) ? inbox : list(inbox, 'messages')).map((sms: unknown) => ({
    number,
    at: readTime(field(sms, 'at')),
    text: text(sms, 'text') ?? '',
    code: text(sms, 'code'),
  }))
}

export async function readDynamicCode(id: string): Promise<string> {
  return text(await call('GET', `${accountPath(id)}/dynamic-code`), 'code') ?? ''
}

export async function setFace(id: string, result: string): Promise<void> {
  await call('POST', `${accountPath(id)}/face`, { result })
}

export async function addFault(id: string, mode: string): Promise<void> {
  await call('POST', '/simulator/faults', { account_id: id, operation: '*', mode, times: 2 })
}

export async function advanceClock(seconds: number): Promise<void> {
  await call('POST', '/simulator/clock', { advance_s: seconds })
}

async function call(method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown> {
  const sent: RequestInit = body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  let response: Response
  try {
    response = await fetch(path, { method, cache: 'no-store', ...sent })
  } catch {
    // fetch throws only when no answer came; that is a fault like the others to whoever shows it.
    throw new SimulatorFault(0, path)
  }
  if (!response.ok) throw new SimulatorFault(response.status, path)
  return response.json()
}

function accountPath(id: string): string {
  return `/simulator/accounts/${encodeURIComponent(id)}`
}

function readAccount(body: unknown): Account {
  const account_id = text(body, 'account_id')
  if (account_id === undefined || !isRecord(body)) throw new Error('expected an account with account_id')
  const fields = new Map<string, FieldValue>()
  for (const [name, value] of Object.entries(body)) {
    if (typeof value === 'string' || typeof value === 'boolean' || value === null) fields.set(name, value)
  }
  return { account_id, fields }
}

/** Times come as text or as milliseconds. */
function readTime(at: unknown): string {
  if (typeof at === 'number') return new Date(at).toISOString()
  return typeof at === 'string' ? at : ''
}
