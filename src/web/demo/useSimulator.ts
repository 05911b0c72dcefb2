import { useEffect, useReducer, useRef } from 'preact/hooks'
import type { Account, UserAction } from './account.js'
import { emptyPhone, numbersOf, type PhoneModel, type PhoneMsg, updatePhone } from './model.js'
import * as simulator from './simulator.js'

export type PhoneActions = {
  readonly dispatch: (msg: PhoneMsg) => void
  readonly open: (persona: string) => void
  readonly act: (action: UserAction) => void
  readonly setFace: (result: string) => void
  readonly addFault: (mode: string) => void
  readonly advanceClock: (seconds: number) => void
}

const POLL_MS = 1500
const TOAST_MS = 4000
const ARRIVAL_MS = 8000
const REMEMBERED_AS = 'mibao-demo-account'
const NUMBER_REMEMBERED_AS = 'mibao-demo-number'

/** The phone's state and everything that can be done to it; reads the account again and again while the page is in sight. */
export function useSimulator(): readonly [PhoneModel, PhoneActions] {
  const [model, dispatch] = useReducer(updatePhone, undefined, () => emptyPhone(ownNumber()))
  const latest = useRef(model)
  latest.current = model
  useEffect(() => begin(dispatch), [])
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === 'visible' && void poll(latest.current, dispatch), POLL_MS)
    return () => clearInterval(timer)
  }, [])
  useEffect(() => void poll(latest.current, dispatch), [model.account?.account_id, model.newNumber, model.tab])
  useEndAfter(model.toast, TOAST_MS, () => dispatch({ type: 'toast_ended' }))
  useEndAfter(model.arrived, ARRIVAL_MS, () => dispatch({ type: 'arrival_ended' }))
  return [model, createActions(model.account?.account_id, dispatch)]
}

type Dispatch = (msg: PhoneMsg) => void

function createActions(id: string | undefined, dispatch: Dispatch): PhoneActions {
  const attempt = (work: Promise<PhoneMsg>): void => {
    work.then(dispatch, (fault: unknown) => dispatch(isGone(fault) ? { type: 'account_lost' } : { type: 'call_failed' }))
  }
  const made = (): PhoneMsg => ({ type: 'setting_made' })
  return {
    dispatch,
    open: (persona) => attempt(openAccount(simulator.createAccount(persona))),
    act: (action) =>
      id !== undefined && attempt(simulator.actAsUser(id, action).then((acted) => ({ type: 'acted', action: action.action, ...acted }))),
    setFace: (result) => id !== undefined && attempt(simulator.setFace(id, result).then(made)),
    addFault: (mode) => id !== undefined && attempt(simulator.addFault(id, mode).then(made)),
    advanceClock: (seconds) => attempt(simulator.advanceClock(seconds).then(made)),
  }
}

function begin(dispatch: Dispatch): void {
  simulator.listPersonas().then(
    (personas) => dispatch({ type: 'personas_listed', personas }),
    () => dispatch({ type: 'simulator_down' }),
  )
  const remembered = sessionStorage.getItem(REMEMBERED_AS)
  if (remembered === null) return
  openAccount(simulator.getAccount(remembered)).then(dispatch, () => sessionStorage.removeItem(REMEMBERED_AS))
}

async function openAccount(opening: Promise<Account>): Promise<PhoneMsg> {
  const account = await opening
  sessionStorage.setItem(REMEMBERED_AS, account.account_id)
  return { type: 'account_opened', account }
}

async function poll(model: PhoneModel, dispatch: Dispatch): Promise<void> {
  const { account } = model
  if (account === undefined) return
  try {
    const [read, inboxes, code] = await Promise.all([
      simulator.getAccount(account.account_id),
      Promise.all(numbersOf(model).map(simulator.readInbox)),
      model.tab === 'verify' && account.fields.get('dynamic_code') === true ? simulator.readDynamicCode(account.account_id) : '',
    ])
    dispatch({ type: 'account_read', account: read })
    dispatch({ type: 'inbox_read', inbox: inboxes.flat() })
    dispatch({ type: 'code_read', code })
  } catch (fault) {
    dispatch(isGone(fault) ? { type: 'account_lost' } : { type: 'simulator_down' })
  }
}

function isGone(fault: unknown): boolean {
  return fault instanceof simulator.SimulatorFault && fault.status === 404
}

function useEndAfter(shown: unknown, ms: number, end: () => void): void {
  useEffect(() => {
    if (shown === undefined) return
    const timer = setTimeout(end, ms)
    return () => clearTimeout(timer)
  }, [shown])
}

/** A number to play the new phone with; nothing is ever sent to it. It stays through a reload, or a code sent to it would never be seen. */
function ownNumber(): string {
  const kept = sessionStorage.getItem(NUMBER_REMEMBERED_AS)
  if (kept !== null) return kept
  const [random = 0] = crypto.getRandomValues(new Uint32Array(1))
  const number = `199${String(random % 100_000_000).padStart(8, '0')}`
  sessionStorage.setItem(NUMBER_REMEMBERED_AS, number)
  return number
}
