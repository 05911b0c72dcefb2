import { Button, Card, Empty, Grid, Segmented, Select, Skeleton, Space, Tag, Typography } from 'antd'
import type { ReactNode } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import type { Agent } from '../../../contract/agents.js'
import type { TicketRow } from '../../../contract/tickets.js'
import { post } from '../data/api.js'
import { useNow } from '../data/now.js'
import { useCatalog, useTickets } from '../data/queries.js'
import { useSettings } from '../data/settings.js'
import { isAgeing } from '../model/age.js'
import { readFilters, TICKET_FILTERS, toSearch, withFilter } from '../model/filters.js'
import { Since } from '../view/age.js'
import { Failure } from '../view/failure.js'
import { FilterBox } from '../view/filterBox.js'
import { useListKeys } from '../view/listKeys.js'
import { Table } from '../view/table.js'
import { AgeingTag, OwnershipTag, PriorityTag, StatusTag } from '../view/tags.js'
import { useAction } from '../view/useAction.js'
import { Views } from '../view/views.js'

export default function Queue({ me }: { readonly me: Agent }): ReactNode {
  const { words, lang } = useSettings()
  const navigate = useNavigate()
  const [search, setSearch] = useSearchParams()
  const filters = readFilters(search, TICKET_FILTERS)
  const tickets = useTickets(filters)
  const action = useAction()
  const isWide = Grid.useBreakpoint().lg ?? true
  const rows = (tickets.data?.pages ?? []).flatMap(({ items }) => items).map((row) => ({ ...row, key: row.number }))
  const counts = tickets.data?.pages[0]?.counts
  const claim = (row: TicketRow): void => {
    if (row.status !== 'open') return
    void action
      .run(() => post(`/tickets/${row.number}/changes`, { do: 'claim', version: row.version }))
      .then((isDone) => isDone && navigate(`/tickets/${row.number}`))
  }
  const current = useListKeys(rows, ({ number }) => navigate(`/tickets/${number}`), { c: claim })
  const setFilter = (name: string, value: string | undefined): void => setSearch(toSearch(withFilter(filters, name, value)), { replace: true })
  if (tickets.error) return <Failure error={tickets.error} again={() => void tickets.refetch()} />
  const parts = { rows, current, claim, isBusy: action.isRunning, isLoading: tickets.isPending }
  return (
    <div className="page">
      <header className="page-head">
        <Typography.Title level={1}>{words.queue.title}</Typography.Title>
        <Space wrap>
          <Views page="tickets" filters={filters} names={TICKET_FILTERS} onPick={(picked) => setSearch(toSearch(picked))} />
          <Segmented
            value={filters.assignee ?? ''}
            onChange={(value) => setFilter('assignee', value)}
            options={[
              { value: '', label: `${words.queue.all} ${counts ? counts.open + counts.assigned : ''}` },
              { value: 'none', label: `${words.queue.free} ${counts?.open ?? ''}` },
              { value: 'me', label: `${words.queue.mine} ${counts?.mine ?? ''}` },
            ]}
          />
        </Space>
      </header>
      <TicketFilters filters={filters} setFilter={setFilter} />
      {rows.length === 0 && !tickets.isPending ? (
        <Empty description={Object.keys(filters).length > 0 ? words.queue.emptyFiltered : words.queue.empty}>
          {Object.keys(filters).length > 0 && <Button onClick={() => setSearch('')}>{words.queue.clear}</Button>}
        </Empty>
      ) : isWide ? (
        <WideQueue {...parts} lang={lang} me={me} />
      ) : (
        <NarrowQueue {...parts} lang={lang} me={me} />
      )}
      {tickets.hasNextPage && (
        <Button className="more" onClick={() => void tickets.fetchNextPage()} loading={tickets.isFetchingNextPage}>
          {words.queue.more}
        </Button>
      )}
    </div>
  )
}

type FilterProps = { readonly filters: Readonly<Record<string, string>>; readonly setFilter: (name: string, value: string | undefined) => void }
function TicketFilters({ filters, setFilter }: FilterProps): ReactNode {
  const { words, lang } = useSettings()
  const catalog = useCatalog().data
  const pick = (name: string, label: string, options: readonly { readonly value: string; readonly label: string }[]) => (
    <Select
      allowClear
      aria-label={label}
      placeholder={label}
      value={filters[name] ?? null}
      options={[...options]}
      onChange={(value) => setFilter(name, value ?? undefined)}
      popupMatchSelectWidth={false}
    />
  )
  return (
    <FilterBox count={Object.keys(filters).length}>
      {pick(
        'status',
        words.status.unresolved,
        (['open', 'assigned', 'resolved'] as const).map((value) => ({ value, label: words.status[value] })),
      )}
      {pick(
        'queue',
        words.queue.queue,
        (catalog?.queues ?? []).map(({ id, title }) => ({ value: id, label: title[lang] })),
      )}
      {pick(
        'problem',
        words.queue.problem,
        (catalog?.dialogs ?? []).map(({ id, title }) => ({ value: id, label: title[lang] })),
      )}
      {pick(
        'language',
        words.conversations.language,
        (['zh', 'en'] as const).map((value) => ({ value, label: words.lang[value] })),
      )}
    </FilterBox>
  )
}

type Row = TicketRow & { readonly key: string }
type ListProps = {
  readonly rows: readonly Row[]
  readonly current: string | null
  readonly claim: (row: TicketRow) => void
  readonly isBusy: boolean
  readonly isLoading: boolean
  readonly lang: 'zh' | 'en'
  readonly me: Agent
}

function WideQueue({ rows, current, claim, isBusy, isLoading, lang, me }: ListProps): ReactNode {
  const { words } = useSettings()
  if (isLoading) return <Skeleton active />
  return (
    <Table<Row>
      label={words.queue.title}
      rows={rows}
      keyOf={({ key }) => key}
      current={current}
      columns={[
        { title: words.queue.number, cell: (row) => <Link to={`/tickets/${row.number}`}>{row.number}</Link> },
        {
          title: words.queue.problem,
          cell: (row) => (
            <Space size={4} wrap>
              {row.problemTitle[lang]}
              <OwnershipTag ownership={row.ownership} />
            </Space>
          ),
        },
        { title: words.queue.queue, cell: (row) => row.queueTitle[lang] },
        { title: words.queue.age, cell: (row) => <Waiting row={row} /> },
        { title: words.queue.priority, cell: (row) => <PriorityTag priority={row.priority} /> },
        { title: words.conversations.language, cell: (row) => words.lang[row.language] },
        { title: words.queue.lastWord, cell: (row) => (row.lastUserAt === null ? '–' : <Since at={row.lastUserAt} isAgo />) },
        {
          title: words.queue.assignee,
          cell: (row) => (row.status === 'open' ? <ClaimButton row={row} claim={claim} isBusy={isBusy} /> : <Assignee row={row} me={me} />),
        },
      ]}
    />
  )
}

function NarrowQueue({ rows, current, claim, isBusy, isLoading, lang, me }: ListProps): ReactNode {
  const { words } = useSettings()
  return (
    <div className="cards">
      {isLoading && <Card loading />}
      {rows.map((row) => (
        <Card key={row.key} size="small" data-row-key={row.key} className={row.key === current ? 'current' : ''}>
          <div className="card-head">
            <Link to={`/tickets/${row.number}`}>{row.number}</Link>
            <Waiting row={row} />
          </div>
          <div>{row.problemTitle[lang]}</div>
          <Space size={4} wrap className="card-tags">
            <Tag>{row.queueTitle[lang]}</Tag>
            <PriorityTag priority={row.priority} />
            <Tag>{words.lang[row.language]}</Tag>
            <OwnershipTag ownership={row.ownership} />
          </Space>
          {row.status === 'open' ? <ClaimButton row={row} claim={claim} isBusy={isBusy} /> : <Assignee row={row} me={me} />}
        </Card>
      ))}
    </div>
  )
}

function Waiting({ row }: { readonly row: TicketRow }): ReactNode {
  const now = useNow()
  return (
    <Space size={4}>
      <Since at={row.at} />
      {row.status === 'open' && isAgeing(row.at, row.ageingAfterMs, now) && <AgeingTag />}
    </Space>
  )
}

function ClaimButton({
  row,
  claim,
  isBusy,
}: {
  readonly row: TicketRow
  readonly claim: (row: TicketRow) => void
  readonly isBusy: boolean
}): ReactNode {
  const { words } = useSettings()
  return (
    <Button size="small" type="primary" disabled={isBusy} onClick={() => claim(row)} aria-label={`${words.queue.claim} ${row.number}`}>
      {words.queue.claim}
    </Button>
  )
}

function Assignee({ row, me }: { readonly row: TicketRow; readonly me: Agent }): ReactNode {
  return (
    <Space size={4}>
      <StatusTag status={row.status} />
      {row.assignee && <span className={row.assignee.id === me.id ? 'mine' : ''}>{row.assignee.display}</span>}
    </Space>
  )
}
