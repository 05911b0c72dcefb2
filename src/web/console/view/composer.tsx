import { useQueryClient } from '@tanstack/react-query'
import { Button, Input, Space } from 'antd'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import type { Agent } from '../../../contract/agents.js'
import type { ConversationDetail } from '../../../contract/conversations.js'
import type { Ticket } from '../../../contract/tickets.js'
import { post } from '../data/api.js'
import { useCanned } from '../data/queries.js'
import { useSettings } from '../data/settings.js'
import { useShortcuts } from '../data/shortcuts.js'
import { cannedSearch, fillIn, matching } from '../model/canned.js'
import { sends } from '../model/keys.js'
import { failureText } from './failure.js'

type Props = { readonly conversation: ConversationDetail; readonly ticket: Ticket | null; readonly me: Agent }
/** A message on its way; the same id again is the same message, so trying again never says it twice. */
type Sending = { readonly clientId: string; readonly text: string; readonly failure: string | null }

/** Drafts of this visit, by conversation: looking elsewhere loses nothing. */
const drafts = new Map<string, string>()

export function Composer({ conversation, ticket, me }: Props): ReactNode {
  const { words, lang } = useSettings()
  const client = useQueryClient()
  const { id, language } = conversation
  const [draft, setDraft] = useState(drafts.get(id) ?? '')
  const [sending, setSending] = useState<readonly Sending[]>([])
  const input = useRef<HTMLDivElement>(null)
  useEffect(() => {
    drafts.set(id, draft)
  }, [id, draft])
  useShortcuts({ r: () => input.current?.querySelector('textarea')?.focus() })

  async function send({ clientId, text }: Pick<Sending, 'clientId' | 'text'>): Promise<void> {
    setSending((before) => [...before.filter((one) => one.clientId !== clientId), { clientId, text, failure: null }])
    try {
      await post(`/conversations/${id}/messages`, { clientId, text })
      await client.invalidateQueries({ queryKey: ['conversation', id] })
      setSending((before) => before.filter((one) => one.clientId !== clientId))
    } catch (error) {
      setSending((before) => before.map((one) => (one.clientId === clientId ? { ...one, failure: failureText(error, words) } : one)))
    }
  }
  function submit(): void {
    const text = draft.trim()
    if (text === '') return
    setDraft('')
    void send({ clientId: crypto.randomUUID(), text })
  }
  function press(event: KeyboardEvent<HTMLTextAreaElement>): void {
    const { isComposing, keyCode } = event.nativeEvent
    if (!sends({ key: event.key, shiftKey: event.shiftKey, isComposing, keyCode })) return
    event.preventDefault()
    const [first] = offered
    if (first) take(first.text)
    else submit()
  }
  const canned = useCanned().data ?? []
  const search = cannedSearch(draft)
  const offered = (search === null ? [] : matching(canned, search)).map(({ key, title, text }) => ({ key, title: title[lang], text: text[language] }))
  function take(text: string): void {
    setDraft(fillIn(text, { agent: me.display, ...(ticket && { ticket: ticket.number, queue: ticket.queueTitle[language] }) }))
    input.current?.querySelector('textarea')?.focus()
  }

  return (
    <div className="composer" ref={input}>
      {sending.map((one) => (
        <p key={one.clientId} className="sending" role={one.failure === null ? undefined : 'alert'}>
          <span>{one.text}</span>
          {one.failure === null ? (
            <em>{words.work.pending}</em>
          ) : (
            <em>
              {words.work.failed}: {one.failure}{' '}
              <Button size="small" onClick={() => void send(one)}>
                {words.work.retry}
              </Button>
            </em>
          )}
        </p>
      ))}
      {offered.length > 0 && (
        <ul className="canned" aria-label={words.help.canned}>
          {offered.map(({ key, title, text }) => (
            <li key={key}>
              <Button type="text" block onClick={() => take(text)}>
                <strong>{title}</strong> <span>{text}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Space.Compact block>
        <Input.TextArea
          value={draft}
          aria-label={words.work.reply}
          placeholder={words.work.reply}
          rows={2}
          maxLength={4000}
          onChange={({ target }) => setDraft(target.value)}
          onKeyDown={press}
        />
        <Button type="primary" className="send" onClick={submit} disabled={draft.trim() === ''}>
          {words.work.send}
        </Button>
      </Space.Compact>
    </div>
  )
}
