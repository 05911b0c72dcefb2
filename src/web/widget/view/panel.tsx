import type { VNode } from 'preact'
import { useState } from 'preact/hooks'
import { type Words, wordsFor } from '../dictionary.js'
import { plainText } from '../markdown.js'
import type { Line, Model } from '../model.js'
import type { Actions } from '../startChat.js'
import { noticeText, speakerName } from './bubble.js'
import { Composer } from './composer.js'
import { Icon } from './icon.js'
import { Transcript } from './transcript.js'

type Props = {
  readonly model: Model
  readonly actions: Actions
  readonly focusInput: () => void
  /** Undefined for a chat that stands in the page and has nothing to close to. */
  readonly onClose: (() => void) | undefined
}

export function Panel({ model, actions, focusInput, onClose }: Props): VNode {
  const words = wordsFor(model.locale)
  return (
    <section
      class="panel"
      role={onClose === undefined ? 'region' : 'dialog'}
      aria-label={`${words.title} ${words.subtitle}`}
      lang={model.locale}
      tabIndex={-1}
    >
      <Header model={model} words={words} actions={actions} onClose={onClose} />
      <ConnectionLine model={model} words={words} actions={actions} />
      <QueueLine model={model} words={words} />
      <Transcript model={model} words={words} actions={actions} focusInput={focusInput} />
      <Composer model={model} words={words} actions={actions} onEscape={onClose} />
      <p class="privacy">{words.privacy}</p>
      <div class="only-read" aria-live="polite">
        {model.announcing.map((line) => spoken(line, words)).join('\n')}
      </div>
    </section>
  )
}

/** What the announcer reads of a line. */
const spoken = (line: Line, words: Words): string =>
  line.notice === undefined ? `${speakerName(line, words)}${words.colon}${plainText(line.text)}` : noticeText(line, words)

type HeaderProps = Omit<Props, 'focusInput'> & { readonly words: Words }

function Header({ model, words, actions, onClose }: HeaderProps): VNode {
  const [asksRestart, setAsksRestart] = useState(false)
  return (
    <header>
      <div class="bar">
        <span class="avatar">
          <Icon name="shield" filled />
        </span>
        <div class="titles">
          <strong>{words.title}</strong>
          <span>{words.subtitle}</span>
        </div>
        <button
          type="button"
          class="tool wide"
          aria-label={words.switchLanguage}
          lang={model.locale === 'en' ? 'zh-CN' : 'en'}
          onClick={() => actions.setLocale(model.locale === 'en' ? 'zh-CN' : 'en')}
        >
          {words.switchLanguageShort}
        </button>
        <button
          type="button"
          class="tool"
          aria-label={words.restart}
          title={words.restart}
          aria-expanded={asksRestart}
          onClick={() => setAsksRestart(!asksRestart)}
        >
          <Icon name="restart" />
        </button>
        {onClose !== undefined && (
          <button type="button" class="tool" aria-label={words.close} title={words.close} onClick={onClose}>
            <Icon name="close" />
          </button>
        )}
      </div>
      {asksRestart && (
        <RestartQuestion
          words={words}
          onAnswer={(restart) => {
            setAsksRestart(false)
            if (restart) actions.reset()
          }}
        />
      )}
    </header>
  )
}

function RestartQuestion({ words, onAnswer }: { readonly words: Words; readonly onAnswer: (restart: boolean) => void }): VNode {
  return (
    <div class="restart">
      <span>{words.restartQuestion}</span>
      <button type="button" onClick={() => onAnswer(true)}>
        {words.restartYes}
      </button>
      <button type="button" class="second" onClick={() => onAnswer(false)}>
        {words.restartNo}
      </button>
    </div>
  )
}

/** Where somebody stands who waits for a person. */
function QueueLine({ model, words }: { readonly model: Model; readonly words: Words }): VNode | null {
  const { queue } = model
  if (queue === null) return null
  const hours = queue.hours[model.locale === 'en' ? 'en' : 'zh']
  return (
    <div class="queue" role="status">
      <strong>{words.queue(queue.place)}</strong> <span>{words.present(queue.present)}</span>
      {hours !== '' && <span> {words.hours(hours)}</span>}
    </div>
  )
}

function ConnectionLine({ model, words, actions }: { readonly model: Model; readonly words: Words; readonly actions: Actions }): VNode {
  const { connection } = model
  const isShown = connection !== 'online' && connection !== 'idle'
  return (
    <div class={`connection ${connection}`} role="status">
      {isShown && <span>{words[connection]}</span>}
      {connection === 'unreachable' && (
        <button type="button" class="quiet" onClick={actions.reconnect}>
          {words.tryAgain}
        </button>
      )}
    </div>
  )
}
