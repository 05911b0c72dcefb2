import type { VNode } from 'preact'
import type { LocaleTag } from '../../contract.js'
import { type Words, wordFor } from '../dictionary.js'
import type { PhoneModel, PhoneTab, Toast } from '../model.js'
import type { PhoneActions } from '../useSimulator.js'
import { AccountScreen } from './accountScreen.js'
import { AppScreen } from './appScreen.js'
import { LabScreen } from './labScreen.js'
import { SmsScreen } from './smsScreen.js'
import { VerifyScreen } from './verifyScreen.js'

export type ScreenProps = {
  readonly words: Words
  readonly locale: LocaleTag
  readonly model: PhoneModel
  readonly actions: PhoneActions
  readonly onSay: (text: string) => void
}

const TABS: readonly PhoneTab[] = ['account', 'sms', 'verify', 'app', 'lab']

/** The person's own phone: what a real user would look at and press while talking to support. */
export function Phone(props: ScreenProps): VNode {
  const { words, model, actions } = props
  return (
    <section class="phone-place" aria-label={words.phoneLabel}>
      <div class="phone">
        <div class="notch" aria-hidden="true" />
        <div class="owner">
          <span>{words.accountNumber}</span>
          <strong>{model.account?.account_id ?? '—'}</strong>
          {model.account !== undefined && <Fill words={words} text={model.account.account_id} onSay={props.onSay} />}
        </div>
        {model.isDown && <p class="down">{words.simulatorDown}</p>}
        <div class="screen" ref={reachByKeys}>
          {model.account === undefined ? <p class="hint empty">{words.noAccount}</p> : <Screen {...props} />}
        </div>
        <div class="over" role="status">
          {model.arrived !== undefined && (
            <button type="button" class="arrival" onClick={() => actions.dispatch({ type: 'tab_chosen', tab: 'sms' })}>
              <b>{words.newSms}</b> {model.arrived.text}
            </button>
          )}
          {model.toast !== undefined && <div class="toast">{toastText(model.toast, words)}</div>}
        </div>
        <nav class="phone-tabs" aria-label={words.phoneLabel}>
          {TABS.map((tab) => (
            <button
              type="button"
              class="tab"
              key={tab}
              aria-current={tab === model.tab ? 'page' : undefined}
              onClick={() => actions.dispatch({ type: 'tab_chosen', tab })}
            >
              {words.phoneTabs[tab]}
            </button>
          ))}
        </nav>
      </div>
    </section>
  )
}

/** A box that scrolls must be reachable by keys; not every browser makes it so. */
function reachByKeys(box: HTMLElement | null): void {
  if (box !== null) box.tabIndex = 0
}

export function Fill({ words, text, onSay }: { readonly words: Words; readonly text: string; readonly onSay: (text: string) => void }): VNode {
  return (
    <button type="button" class="fill" onClick={() => onSay(text)}>
      {words.fill}
      <span class="only-read"> {text}</span>
    </button>
  )
}

function Screen(props: ScreenProps): VNode {
  switch (props.model.tab) {
    case 'account':
      return <AccountScreen {...props} />
    case 'sms':
      return <SmsScreen {...props} />
    case 'verify':
      return <VerifyScreen {...props} />
    case 'app':
      return <AppScreen {...props} />
    case 'lab':
      return <LabScreen {...props} />
  }
}

function toastText(toast: Toast, words: Words): string {
  switch (toast.type) {
    case 'set':
      return words.done
    case 'failed':
      return words.callFailed
    case 'account_gone':
      return words.accountGone
    case 'acted': {
      const { outcome, reason } = toast.outcome
      const told = wordFor(words.outcomes, outcome)
      const why = reason === undefined ? '' : words.because(wordForReason(reason, words))
      return `${wordFor(words.actions, toast.action)} · ${told}${why}`
    }
  }
}

/** A refusal names the value that is in the way; it has the words that the account screen has for it. */
function wordForReason(reason: string, words: Words): string {
  const field = ['status', 'binding', 'client_version'].find((each) => Object.hasOwn(words.values, `${each}.${reason}`))
  return field === undefined ? reason : `${wordFor(words.fields, field)} · ${wordFor(words.values, `${field}.${reason}`)}`
}
