import type { VNode } from 'preact'
import { wordsFor } from '../dictionary.js'
import type { Model } from '../model.js'
import type { Actions } from '../startChat.js'
import { Icon } from './icon.js'
import { Panel } from './panel.js'

type Props = {
  readonly model: Model
  readonly actions: Actions
  /** A button in the corner that opens the panel, or the panel alone as a part of the page. */
  readonly launcher: boolean
  readonly focusInput: () => void
  readonly onOpen: () => void
  readonly onClose: () => void
}

export function Widget({ model, actions, launcher, focusInput, onOpen, onClose }: Props): VNode {
  if (!launcher) return <Panel model={model} actions={actions} focusInput={focusInput} onClose={undefined} />
  if (model.open) return <Panel model={model} actions={actions} focusInput={focusInput} onClose={onClose} />
  const words = wordsFor(model.locale)
  const label = model.unread > 0 ? `${words.launch} (${words.newMessages(model.unread)})` : words.launch
  return (
    <button type="button" class="launcher" aria-label={label} lang={model.locale} onClick={onOpen}>
      <Icon name="chat" filled />
      {model.unread > 0 && (
        <span class="badge" aria-hidden="true">
          {model.unread > 99 ? '99+' : model.unread}
        </span>
      )}
    </button>
  )
}
