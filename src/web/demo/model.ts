import type { Account, FieldValue, Outcome, Persona, Sms, UserAction } from './account.js'

/** What the simulated phone shows; update() is pure, useSimulator does the calls. */
export type PhoneTab = 'account' | 'sms' | 'verify' | 'app' | 'lab'

export type Toast =
  | { readonly type: 'acted'; readonly action: UserAction['action']; readonly outcome: Outcome }
  | { readonly type: 'set' | 'failed' | 'account_gone' }

export type PhoneModel = {
  readonly personas: readonly Persona[]
  readonly account: Account | undefined
  /** Fields that the last change touched. */
  readonly changed: ReadonlySet<string>
  readonly newNumber: string
  readonly inbox: readonly Sms[]
  /** False until the inbox was read once: what lay in it before is no news. */
  readonly inboxIsRead: boolean
  /** The message that has just come, as a phone shows it over everything. */
  readonly arrived: Sms | undefined
  readonly dynamicCode: string
  readonly tab: PhoneTab
  readonly toast: Toast | undefined
  readonly isDown: boolean
}

export type PhoneMsg =
  | { readonly type: 'personas_listed'; readonly personas: readonly Persona[] }
  | { readonly type: 'account_opened' | 'account_read'; readonly account: Account }
  | { readonly type: 'acted'; readonly action: UserAction['action']; readonly outcome: Outcome; readonly account: Account }
  | { readonly type: 'inbox_read'; readonly inbox: readonly Sms[] }
  | { readonly type: 'code_read'; readonly code: string }
  | { readonly type: 'number_typed'; readonly number: string }
  | { readonly type: 'tab_chosen'; readonly tab: PhoneTab }
  | { readonly type: 'setting_made' | 'call_failed' | 'account_lost' | 'toast_ended' | 'arrival_ended' | 'simulator_down' }

export function emptyPhone(newNumber: string): PhoneModel {
  const nothing = { personas: [], inbox: [], account: undefined, arrived: undefined, toast: undefined }
  return { ...nothing, changed: new Set(), newNumber, inboxIsRead: false, dynamicCode: '', tab: 'account', isDown: false }
}

export function updatePhone(model: PhoneModel, msg: PhoneMsg): PhoneModel {
  switch (msg.type) {
    case 'personas_listed':
      return { ...model, personas: msg.personas, isDown: false }
    case 'account_opened':
      return { ...emptyPhone(model.newNumber), personas: model.personas, account: msg.account, tab: model.tab }
    case 'account_read':
      return readAgain(model, msg.account)
    case 'acted':
      return { ...readAgain(model, msg.account), toast: { type: 'acted', action: msg.action, outcome: msg.outcome } }
    case 'inbox_read':
      return readInbox(model, msg.inbox)
    case 'code_read':
      return { ...model, dynamicCode: msg.code }
    case 'number_typed':
      return { ...model, newNumber: msg.number.replace(/\D/g, '').slice(0, 11) }
    case 'tab_chosen':
      return { ...model, tab: msg.tab, arrived: msg.tab === 'sms' ? undefined : model.arrived }
    case 'setting_made':
      return { ...model, toast: { type: 'set' } }
    case 'call_failed':
      return { ...model, toast: { type: 'failed' } }
    case 'account_lost':
      return { ...emptyPhone(model.newNumber), personas: model.personas, toast: { type: 'account_gone' } }
    case 'toast_ended':
      return { ...model, toast: undefined }
    case 'arrival_ended':
      return { ...model, arrived: undefined }
    case 'simulator_down':
      return { ...model, isDown: true }
  }
}

/** Every number whose messages this phone shows, each once. */
export function numbersOf(model: Pick<PhoneModel, 'account' | 'newNumber'>): readonly string[] {
  const fields = model.account?.fields
  const numbers = [fields?.get('bound_phone'), fields?.get('verified_contact'), fields?.get('new_phone'), model.newNumber]
  return [...new Set(numbers.filter((number): number is string => typeof number === 'string' && /^\d{11}$/.test(number)))]
}

export function changedFields(before: ReadonlyMap<string, FieldValue>, after: ReadonlyMap<string, FieldValue>): ReadonlySet<string> {
  return new Set([...after].filter(([name, value]) => before.get(name) !== value).map(([name]) => name))
}

function readAgain(model: PhoneModel, account: Account): PhoneModel {
  const before = model.account
  // An answer that comes after another account was opened belongs to nobody.
  if (before === undefined || before.account_id !== account.account_id) return model
  const changed = changedFields(before.fields, account.fields)
  if (changed.size === 0) return model.isDown ? { ...model, isDown: false } : model
  return { ...model, account, changed, isDown: false }
}

function readInbox(model: PhoneModel, inbox: readonly Sms[]): PhoneModel {
  const sorted = inbox.toSorted((one, other) => other.at.localeCompare(one.at))
  const isKnown = sorted.length === model.inbox.length && sorted.every((sms, index) => isSame(sms, model.inbox[index]))
  if (isKnown && model.inboxIsRead) return model
  const news = sorted.find((sms) => !model.inbox.some((known) => isSame(sms, known)))
  const shows = news !== undefined && model.inboxIsRead && model.tab !== 'sms'
  return { ...model, inbox: sorted, inboxIsRead: true, arrived: shows ? news : model.arrived }
}

function isSame(one: Sms, other: Sms | undefined): boolean {
  return other !== undefined && one.number === other.number && one.at === other.at && one.text === other.text
}
