import { Alert, Button, Card, Grid, Result, Skeleton, Space, Tabs, Tag, Typography } from 'antd'
import type { ReactNode } from 'react'
import { useNavigate, useParams } from 'react-router'
import type { Agent } from '../../../contract/agents.js'
import type { ConversationDetail } from '../../../contract/conversations.js'
import type { Ticket } from '../../../contract/tickets.js'
import { ApiError, post } from '../data/api.js'
import { useConversation, useTicket } from '../data/queries.js'
import { useSettings } from '../data/settings.js'
import { useShortcuts } from '../data/shortcuts.js'
import { Composer } from '../view/composer.js'
import { Erase } from '../view/erase.js'
import { Exports } from '../view/exports.js'
import { Facts } from '../view/facts.js'
import { Failure } from '../view/failure.js'
import { HandBack } from '../view/handBack.js'
import { Review } from '../view/review.js'
import { OutcomeTag } from '../view/tags.js'
import { TicketSide } from '../view/ticketSide.js'
import { Transcript } from '../view/transcript.js'
import { useAction } from '../view/useAction.js'

/** A conversation with its ticket, where there is one: what is said, why, and what there is to do. */
export default function Workspace({ me }: { readonly me: Agent }): ReactNode {
  const { number, id } = useParams()
  const { words } = useSettings()
  const navigate = useNavigate()
  const named = useTicket(number ?? null)
  const conversation = useConversation(id ?? named.data?.conversation ?? null)
  const latest = conversation.data?.ticketRows.at(-1)?.number
  const ticket = useTicket(number ?? latest ?? null)
  const isWide = Grid.useBreakpoint().lg ?? true
  useShortcuts({ Escape: () => navigate(number === undefined ? '/conversations' : '/tickets') })
  const error = named.error ?? conversation.error
  if (error instanceof ApiError && error.status === 404) return <Result status="404" title={words.errors.codes.NotFound} />
  if (error) return <Failure error={error} again={() => void Promise.all([named.refetch(), conversation.refetch()])} />
  if (!conversation.data) return <Skeleton active className="page" />
  const talk = <Talk conversation={conversation.data} me={me} ticket={ticket.data ?? null} />
  const side = <Side conversation={conversation.data} ticket={ticket.data ?? null} me={me} />
  if (isWide)
    return (
      <div className="workspace">
        {talk}
        <aside className="side">{side}</aside>
      </div>
    )
  return (
    <Tabs
      className="workspace-narrow"
      centered
      items={[
        { key: 'talk', label: words.work.transcript, children: talk },
        { key: 'ticket', label: words.work.ticket, children: <div className="side">{side}</div> },
      ]}
    />
  )
}

type Parts = { readonly conversation: ConversationDetail; readonly ticket: Ticket | null; readonly me: Agent }

function Talk({ conversation, ticket, me }: Parts): ReactNode {
  const { words } = useSettings()
  return (
    <section className="talk">
      <h1 className="only-read">{ticket === null ? words.work.transcript : `${words.work.ticket} ${ticket.number}`}</h1>
      <Speaker conversation={conversation} me={me} />
      <Transcript conversation={conversation} />
      {conversation.agent?.id === me.id && <Composer conversation={conversation} ticket={ticket} me={me} />}
    </section>
  )
}

/** Who speaks for the desk, and how to change that. */
function Speaker({ conversation, me }: Omit<Parts, 'ticket'>): ReactNode {
  const { words } = useSettings()
  const { run, isRunning } = useAction()
  const { id, owner, agent } = conversation
  if (owner === 'bot')
    return (
      <Alert
        type="info"
        title={words.work.botSpeaks}
        action={
          <Button type="primary" size="small" loading={isRunning} onClick={() => void run(() => post(`/conversations/${id}/takeover`))}>
            {words.work.takeOver}
          </Button>
        }
      />
    )
  if (agent?.id !== me.id) return <Alert type="warning" title={words.work.heldBy(agent?.display ?? '')} />
  return <Alert type="success" title={words.work.takenOver} action={<HandBack conversation={id} />} />
}

function Side({ conversation, ticket, me }: Parts): ReactNode {
  const { words } = useSettings()
  const { standing, slots, proof, outcome } = conversation
  return (
    <>
      {ticket && <TicketSide ticket={ticket} me={me} />}
      <Card size="small" title={words.work.slots}>
        <Space size={4} wrap>
          <OutcomeTag outcome={outcome} />
          <Tag>{words.work.proof[proof]}</Tag>
          <Exports conversation={conversation.id} />
        </Space>
        <Facts
          rows={[
            ...Object.entries(slots),
            ...(standing.length > 0
              ? [
                  [
                    words.work.standing,
                    <Typography.Text key="standing" code>
                      {standing.join(' › ')}
                    </Typography.Text>,
                  ] as const,
                ]
              : []),
          ]}
        />
      </Card>
      <Review conversation={conversation} />
      {me.role === 'admin' && <Erase conversation={conversation.id} />}
    </>
  )
}
