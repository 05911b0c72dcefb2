import type { VNode } from 'preact'
import { wordFor } from '../dictionary.js'
import type { ScreenProps } from './phone.js'

const LOGIN_METHODS = ['password', 'old_phone', 'new_phone', 'qr_code', 'face'] as const
const ACTIONS = ['request_unbind', 'confirm_unbind', 'update_client', 'activate', 'read_notice'] as const

export function AppScreen({ words, actions }: ScreenProps): VNode {
  return (
    <div class="stack">
      <h3>{words.loginTitle}</h3>
      <div class="buttons">
        {LOGIN_METHODS.map((method) => (
          <button type="button" key={method} onClick={() => actions.act({ action: 'log_in', method })}>
            {wordFor(words.loginMethods, method)}
          </button>
        ))}
      </div>
      <h3>{words.actionsTitle}</h3>
      <div class="buttons wide">
        {ACTIONS.map((action) => (
          <button type="button" key={action} onClick={() => actions.act({ action })}>
            {wordFor(words.actions, action)}
          </button>
        ))}
      </div>
    </div>
  )
}
