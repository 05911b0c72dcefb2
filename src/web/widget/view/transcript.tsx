import type { TargetedKeyboardEvent, VNode } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Words } from '../dictionary.js'
import { asksForRating, type Line, type Model } from '../model.js'
import { readQuestions, takeBack } from '../questions.js'
import type { Actions } from '../startChat.js'
import { Bubble } from './bubble.js'
import { Diagnosis } from './diagnosis.js'
import { Icon } from './icon.js'
import { nextInWalk } from './nextInWalk.js'
import { Rating } from './rating.js'

type Props = { readonly model: Model; readonly words: Words; readonly actions: Actions; readonly focusInput: () => void }

/** Nearer than this to the end, the person is reading the newest line. */
const END_ZONE_PX = 48

export function Transcript({ model, words, actions, focusInput }: Props): VNode {
  const box = useRef<HTMLDivElement>(null)
  useStayAtEnd(box, model)
  const questions = readQuestions(model.lines)
  const answer = takeBack(model.lines)
  const toEnd = (): void => {
    if (box.current !== null) box.current.scrollTop = box.current.scrollHeight
    actions.scrolled(true)
  }
  return (
    <div class="transcript-frame">
      <div
        ref={box}
        class="transcript"
        role="feed"
        aria-label={words.transcript}
        onScroll={(event) => actions.scrolled(isAtEnd(event.currentTarget))}
        onKeyDown={(event) => walk(event, focusInput)}
      >
        {model.lines.map((line, index) => (
          <Bubble
            key={line.key}
            line={line}
            words={words}
            actions={actions}
            question={questions.get(line.key)}
            continues={continuesVoice(model.lines[index - 1], line)}
            canTakeBack={line === answer}
            focusInput={focusInput}
          />
        ))}
        {model.progress.length > 0 && (
          <article class="line bot continues" tabIndex={-1}>
            <span class="avatar" />
            <div class="column">
              <Diagnosis checks={model.progress} words={words} running />
            </div>
          </article>
        )}
        {model.typing && <Typing words={words} />}
        {asksForRating(model.lines) && <Rating words={words} onRate={actions.rate} />}
      </div>
      {!model.atEnd && (
        <button
          type="button"
          class={model.unread > 0 ? 'pill news' : 'pill'}
          aria-label={model.unread > 0 ? undefined : words.toLatest}
          onClick={toEnd}
        >
          {model.unread > 0 && words.newMessages(model.unread)}
          <Icon name="down" />
        </button>
      )}
    </div>
  )
}

function Typing({ words }: { readonly words: Words }): VNode {
  return (
    <article class="line bot typing" tabIndex={-1}>
      <span class="avatar">
        <Icon name="shield" filled />
      </span>
      <div class="bubble dots">
        <span class="only-read">{words.typing}</span>
        <i />
        <i />
        <i />
      </div>
    </article>
  )
}

/** New lines, a growing card or the keyboard of a phone keep the newest line in sight, but only for who was reading it. */
function useStayAtEnd(box: { readonly current: HTMLDivElement | null }, model: Model): void {
  const atEnd = useRef(model.atEnd)
  atEnd.current = model.atEnd
  const stay = (): void => {
    const element = box.current
    if (element !== null && atEnd.current) element.scrollTop = element.scrollHeight
  }
  useLayoutEffect(stay, [model.lines, model.progress, model.typing, model.atEnd, model.open])
  useLayoutEffect(() => {
    if (box.current === null) return
    // A box that scrolls must be reachable by keys; not every browser makes it so.
    box.current.tabIndex = 0
    const observer = new ResizeObserver(stay)
    observer.observe(box.current)
    return () => observer.disconnect()
  }, [])
}

function isAtEnd(element: HTMLElement): boolean {
  return element.scrollHeight - element.scrollTop - element.clientHeight < END_ZONE_PX
}

function continuesVoice(before: Line | undefined, line: Line): boolean {
  return (
    before !== undefined && before.withdraws === undefined && before.notice === undefined && before.from === line.from && before.name === line.name
  )
}

function walk(event: TargetedKeyboardEvent<HTMLDivElement>, focusInput: () => void): void {
  if (event.key === 'Escape') {
    event.stopPropagation()
    focusInput()
    return
  }
  const lines = [...event.currentTarget.querySelectorAll<HTMLElement>('[tabindex="-1"]')]
  const at = event.target instanceof HTMLElement ? lines.indexOf(event.target) : -1
  // Keys of a button inside a line are the button's own.
  if (at < 0 && event.target !== event.currentTarget) return
  const next = nextInWalk(event.key, at, lines.length)
  if (next === undefined) return
  event.preventDefault()
  lines[next]?.focus()
}
