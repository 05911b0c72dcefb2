import type { VNode } from 'preact'
import type { FieldValue } from '../account.js'
import { type Words, wordFor } from '../dictionary.js'
import type { ScreenProps } from './phone.js'

/** Values that stand in a user's way, shown apart in colour and by a mark. */
const TROUBLE: ReadonlySet<string> = new Set([
  'status.not_activated',
  'status.banned',
  'status.frozen',
  'status.at_risk',
  'binding.incorrect',
  'binding.expired',
  'client_version.restricted',
  'login_method.old_phone_used',
  'unbind.partial',
  'unbind.errored',
  'recent_operations.misoperation',
  'recent_operations.suspicious',
  'can_send.false',
  'gets_notifications.false',
  'service.unavailable',
])

export function AccountScreen({ words, model }: ScreenProps): VNode {
  const { account, changed } = model
  // In the order of the dictionary: what people ask about first comes first.
  const shown = Object.keys(words.fields).flatMap((name) => {
    const value = account?.fields.get(name)
    return value === undefined ? [] : [{ name, value }]
  })
  return (
    <dl class="facts">
      {shown.map(({ name, value }) => (
        // A new key restarts the highlight when the value changes again.
        <div key={`${name} ${value}`} class={changed.has(name) ? 'fact changed' : 'fact'}>
          <dt>{wordFor(words.fields, name)}</dt>
          <dd class={TROUBLE.has(`${name}.${value}`) ? 'trouble' : undefined}>
            {valueWord(name, value, words)}
            {changed.has(name) && <span class="only-read"> ({words.changed})</span>}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function valueWord(name: string, value: FieldValue, words: Words): string {
  const key = `${name}.${value}`
  return Object.hasOwn(words.values, key) ? wordFor(words.values, key) : wordFor(words.values, String(value))
}
