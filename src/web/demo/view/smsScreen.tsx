import type { VNode } from 'preact'
import { wordFor } from '../dictionary.js'
import { Fill, type ScreenProps } from './phone.js'

const KINDS = ['bound_phone', 'verified_contact', 'new_phone'] as const

export function SmsScreen({ words, locale, model, actions, onSay }: ScreenProps): VNode {
  const kindOf = (number: string): string => {
    const kind = KINDS.find((each) => model.account?.fields.get(each) === number) ?? 'new_phone'
    return wordFor(words.numberKinds, kind)
  }
  return (
    <div class="stack">
      <label class="field">
        <span>{words.newNumber}</span>
        <span class="row">
          <input
            type="text"
            inputMode="numeric"
            autocomplete="off"
            value={model.newNumber}
            onInput={(event) => {
              actions.dispatch({ type: 'number_typed', number: event.currentTarget.value })
            }}
          />
          <Fill words={words} text={model.newNumber} onSay={onSay} />
        </span>
      </label>
      {model.inbox.length === 0 && <p class="hint">{words.noSms}</p>}
      <ul class="inbox">
        {model.inbox.map((sms) => (
          <li class="sms" key={`${sms.number} ${sms.at} ${sms.text}`}>
            <div class="sms-head">
              <span>
                {kindOf(sms.number)} {sms.number}
              </span>
              <time dateTime={sms.at}>{timeOf(sms.at, locale)}</time>
            </div>
            <div class="sms-text">{sms.text}</div>
            {sms.code !== undefined && (
              <div class="row">
                <strong class="code">{sms.code}</strong>
                <Fill words={words} text={sms.code} onSay={onSay} />
              </div>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

function timeOf(at: string, locale: string): string {
  const time = new Date(at)
  return Number.isNaN(time.getTime()) ? '' : time.toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' })
}
