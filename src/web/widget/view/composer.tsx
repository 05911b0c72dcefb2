import type { VNode } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Words } from '../dictionary.js'
import type { Model } from '../model.js'
import { sendsOnEnter } from '../sendsOnEnter.js'
import type { Actions } from '../startChat.js'
import { Icon } from './icon.js'

type Props = { readonly model: Model; readonly words: Words; readonly actions: Actions; readonly onEscape: (() => void) | undefined }

const LONGEST_MESSAGE = 4000
const BORDERS_PX = 2

export function Composer({ model, words, actions, onEscape }: Props): VNode {
  const input = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => {
    const element = input.current
    if (element === null) return
    // Measured from one line again each time, so that it shrinks as well as grows; CSS sets the most it may take.
    element.style.height = 'auto'
    // Nothing can be measured while the page hides the chat.
    if (element.scrollHeight > 0) element.style.height = `${element.scrollHeight + BORDERS_PX}px`
  }, [model.draft, model.open])
  const send = (): void => actions.write(model.draft)
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault()
        send()
        input.current?.focus()
      }}
    >
      <textarea
        ref={input}
        rows={1}
        value={model.draft}
        maxLength={LONGEST_MESSAGE}
        placeholder={words.placeholder}
        aria-label={words.input}
        enterkeyhint="send"
        onInput={(event) => actions.setDraft(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && !event.isComposing) return onEscape?.()
          if (!sendsOnEnter(event)) return
          event.preventDefault()
          send()
        }}
      />
      <button type="submit" class="send" aria-label={words.send} disabled={model.draft.trim() === ''}>
        <Icon name="send" filled />
      </button>
    </form>
  )
}
