import { Button, Card, Dropdown, Space, Tag, Typography } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Agent } from '../../../contract/agents.js'
import type { Packet, Ticket, TicketChange } from '../../../contract/tickets.js'
import { post } from '../data/api.js'
import { useAgents, useCatalog } from '../data/queries.js'
import { useSettings } from '../data/settings.js'
import { useShortcuts } from '../data/shortcuts.js'
import { clockText, Since } from './age.js'
import { Facts } from './facts.js'
import { Notes } from './notes.js'
import { Reveal } from './reveal.js'
import { OwnershipTag, PriorityTag, StatusTag } from './tags.js'
import { useAction } from './useAction.js'

type Unversioned<Change> = Change extends TicketChange ? Omit<Change, 'version'> : never

/** The ticket: who has it, what it rests on, what colleagues noted. */
export function TicketSide({ ticket, me }: { readonly ticket: Ticket; readonly me: Agent }): ReactNode {
  const { words, lang } = useSettings()
  return (
    <>
      <Card
        size="small"
        title={
          <Space size={4} wrap>
            <span>{ticket.number}</span>
            <StatusTag status={ticket.status} />
            <PriorityTag priority={ticket.priority} />
            <OwnershipTag ownership={ticket.ownership} />
          </Space>
        }
      >
        <p className="ticket-line">
          {ticket.problemTitle[lang]} · {ticket.queueTitle[lang]} · <Since at={ticket.at} /> {ticket.assignee && `· ${ticket.assignee.display}`}
        </p>
        <Actions ticket={ticket} me={me} />
        {ticket.assignee?.id === me.id && ticket.status === 'assigned' && <Reveal ticket={ticket.number} />}
      </Card>
      <PacketCard packet={ticket.packet} />
      <Card size="small" title={words.work.notes}>
        <Notes notes={ticket.notes} path={`/tickets/${ticket.number}/notes`} />
      </Card>
      <Others ticket={ticket} />
    </>
  )
}

function Actions({ ticket, me }: { readonly ticket: Ticket; readonly me: Agent }): ReactNode {
  const { words, lang } = useSettings()
  const { work } = words
  const { run, isRunning } = useAction()
  const agents = useAgents().data ?? []
  const queues = useCatalog().data?.queues ?? []
  const change = (wanted: Unversioned<TicketChange>) => (): void =>
    void run(() => post(`/tickets/${ticket.number}/changes`, { ...wanted, version: ticket.version }))
  const isTheirs = ticket.assignee?.id === me.id || me.role !== 'agent'
  const { status } = ticket
  useShortcuts(status === 'open' ? { c: change({ do: 'claim' }) } : {})
  const others = agents.filter(({ id, active }) => active && id !== ticket.assignee?.id)
  return (
    <Space wrap size={8}>
      {status === 'open' && (
        <Button type="primary" size="small" disabled={isRunning} onClick={change({ do: 'claim' })}>
          {work.claim}
        </Button>
      )}
      {status === 'assigned' && isTheirs && (
        <Button type="primary" size="small" disabled={isRunning} onClick={change({ do: 'resolve' })}>
          {work.resolve}
        </Button>
      )}
      {status === 'assigned' && isTheirs && (
        <Button size="small" disabled={isRunning} onClick={change({ do: 'return' })}>
          {work.giveBack}
        </Button>
      )}
      {status === 'resolved' && (
        <Button size="small" disabled={isRunning} onClick={change({ do: 'reopen' })}>
          {work.reopen}
        </Button>
      )}
      {status !== 'resolved' && isTheirs && (
        <Menu
          label={work.assign}
          items={others.map(({ id, display, presence, load, capacity }) => ({
            key: id,
            label: `${display} · ${words.presence[presence]} · ${work.load(load, capacity)}`,
            onClick: change({ do: 'assign', agent: id }),
          }))}
        />
      )}
      {status !== 'resolved' && (isTheirs || status === 'open') && (
        <>
          <Menu
            label={work.move}
            items={queues
              .filter(({ id }) => id !== ticket.queue)
              .map(({ id, title }) => ({ key: id, label: title[lang], onClick: change({ do: 'move', queue: id }) }))}
          />
          <Menu
            label={words.queue.priority}
            items={words.priority.map((label, priority) => ({ key: label, label, onClick: change({ do: 'prioritise', priority }) }))}
          />
        </>
      )}
    </Space>
  )
}

type MenuItem = { readonly key: string; readonly label: string; readonly onClick: () => void }
function Menu({ label, items }: { readonly label: string; readonly items: readonly MenuItem[] }): ReactNode {
  return (
    <Dropdown trigger={['click']} menu={{ items: [...items] }}>
      <Button size="small">{label} ▾</Button>
    </Dropdown>
  )
}

function PacketCard({ packet }: { readonly packet: Packet }): ReactNode {
  const { words, lang } = useSettings()
  const { work } = words
  const outcomes: Readonly<Record<string, string>> = words.outcomes
  const nothing = <Typography.Text type="secondary">{work.nothing}</Typography.Text>
  const list = (items: readonly ReactNode[]): ReactNode =>
    items.length === 0 ? (
      nothing
    ) : (
      <ul className="nodes">
        {items.map((item, at) => (
          <li key={String(at)}>{item}</li>
        ))}
      </ul>
    )
  const rows: readonly (readonly [string, ReactNode])[] = [
    [work.wants, packet.wants?.[lang] ?? nothing],
    [work.account, packet.account ?? nothing],
    [work.ownership, packet.ownership === 'not_proven' ? words.ownership.not_proven : words.ownership.proven],
    [
      work.done,
      list(packet.checks.map(({ title, meaning, outcome, at }) => `${title[lang]}: ${meaning?.[lang] ?? outcome} (${clockText(at, lang)})`)),
    ],
    [work.acts, list(packet.acts.map(({ title, outcome, at }) => `${title[lang]}: ${outcomes[outcome] ?? outcome} (${clockText(at, lang)})`))],
    [work.tried, list(packet.tried.map(({ node, words: said }) => said?.[lang] ?? node))],
    [work.nextStep, packet.next === null ? nothing : (packet.next.words?.[lang] ?? packet.next.node)],
    [work.notChecked, packet.notChecked.length === 0 ? nothing : packet.notChecked.map(({ name, title }) => <Tag key={name}>{title[lang]}</Tag>)],
  ]
  return (
    <Card size="small" title={work.packet}>
      <Facts rows={rows} />
    </Card>
  )
}

function Others({ ticket }: { readonly ticket: Ticket }): ReactNode {
  const { words, lang } = useSettings()
  if (ticket.others.length === 0) return null
  return (
    <Card size="small" title={words.work.others}>
      {ticket.others.map((other) => (
        <p key={other.number}>
          <Link to={`/tickets/${other.number}`}>{other.number}</Link> {other.problemTitle[lang]} <StatusTag status={other.status} />
        </p>
      ))}
    </Card>
  )
}
