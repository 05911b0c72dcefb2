import { Button, Tag } from 'antd'
import { Fragment, type ReactNode, useEffect, useRef, useState } from 'react'
import type { ConversationDetail, Message } from '../../../contract/conversations.js'
import { useSettings } from '../data/settings.js'
import { clockText, dayText, timeText } from './age.js'
import { Correction } from './correction.js'
import { WhyPanel } from './why.js'

/** What was said, oldest first, with the why of each of the user's turns at hand. */
export function Transcript({ conversation }: { readonly conversation: ConversationDetail }): ReactNode {
  const { words, lang } = useSettings()
  const { messages, why } = conversation
  const box = useRef<HTMLDivElement>(null)
  const isAtEnd = useRef(true)
  const count = messages.length
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new message is what moves the view
  useEffect(() => {
    if (isAtEnd.current) box.current?.scrollTo({ top: box.current.scrollHeight })
  }, [count])
  const follow = (): void => {
    const element = box.current
    if (element) isAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < 80
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keys
    <div className="transcript" ref={box} onScroll={follow} role="log" aria-label={words.work.transcript} tabIndex={0}>
      {messages.map((message, n) => (
        <Fragment key={message.seq}>
          {dayText(message.at, lang) !== dayText(messages[n - 1]?.at ?? 0, lang) && <p className="day-line">{dayText(message.at, lang)}</p>}
          <Line conversation={conversation.id} message={message} why={message.from === 'user' ? why[message.inputId] : undefined} />
        </Fragment>
      ))}
    </div>
  )
}

type LineProps = { readonly conversation: string; readonly message: Message; readonly why: ConversationDetail['why'][string] | undefined }

function Line({ conversation, message, why }: LineProps): ReactNode {
  const { words, lang } = useSettings()
  const [isOpen, setIsOpen] = useState(false)
  const { from, text, name, at, event } = message
  if (from === 'event') return <EventLine message={message} />
  const speaker = from === 'user' ? words.work.user : from === 'bot' ? words.work.bot : `${words.work.agent} ${name}`
  return (
    <article className={`line ${from}`} data-event={event ?? undefined}>
      <header>
        <span>{speaker}</span>{' '}
        <time dateTime={new Date(at).toISOString()} title={timeText(at, lang)}>
          {clockText(at, lang)}
        </time>
      </header>
      <div className="bubble">{text}</div>
      {message.checks.length > 0 && <Checks message={message} />}
      {message.choices.length > 0 && (
        <ul className="choices" aria-label={words.work.choices}>
          {message.choices.map((choice) => (
            <li key={choice}>{choice}</li>
          ))}
        </ul>
      )}
      {why && (
        <>
          <Button type="link" size="small" className="why-button" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
            {words.work.why}
          </Button>
          {isOpen && <WhyPanel why={why}>{why.kind === 'said' && <Correction conversation={conversation} inputId={message.inputId} />}</WhyPanel>}
        </>
      )}
    </article>
  )
}

function EventLine({ message: { event, name, text, at } }: { readonly message: Message }): ReactNode {
  const { words, lang } = useSettings()
  const tellers: Readonly<Record<string, (name: string, text: string) => string>> = words.work.events
  const tell = event !== null && Object.hasOwn(tellers, event) ? tellers[event] : undefined
  return (
    <p className="event-line">
      {tell ? tell(name, text) : event} · {clockText(at, lang)}
    </p>
  )
}

const CHECK_COLOURS = { fine: 'green', found: 'red', not_checked: 'default' } as const

function Checks({ message }: { readonly message: Message }): ReactNode {
  const { words } = useSettings()
  return (
    <ul className="checks">
      {message.checks.map(({ title, state, meaning }) => (
        <li key={title}>
          <Tag color={CHECK_COLOURS[state]}>{words.work.checkState[state]}</Tag> <strong>{title}</strong> {meaning}
        </li>
      ))}
    </ul>
  )
}
