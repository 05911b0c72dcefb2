import { Button, Empty, Input, Select, Skeleton, Space, Typography } from 'antd'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { useAgents, useAudit } from '../data/queries.js'
import { useSettings } from '../data/settings.js'
import { readFilters, toSearch, withFilter } from '../model/filters.js'
import { timeText } from '../view/age.js'
import { Failure } from '../view/failure.js'
import { Table } from '../view/table.js'

const FILTERS = ['agent', 'action', 'subject'] as const

/** Who did what, and when. */
export default function Audit(): ReactNode {
  const { words, lang } = useSettings()
  const { review } = words
  const [search, setSearch] = useSearchParams()
  const filters = readFilters(search, FILTERS)
  const audit = useAudit(filters)
  const agents = useAgents().data ?? []
  const kinds: Readonly<Record<string, string>> = review.actions
  const nameOf = (action: string): string => (Object.hasOwn(kinds, action) ? (kinds[action] ?? action) : action)
  const set = (name: string, value: string | undefined): void => setSearch(toSearch(withFilter(filters, name, value)), { replace: true })
  const rows = (audit.data?.pages ?? []).flatMap(({ items }) => items)
  return (
    <div className="page">
      <header className="page-head">
        <Typography.Title level={1}>{review.audit}</Typography.Title>
      </header>
      <Typography.Paragraph type="secondary">{review.auditHint}</Typography.Paragraph>
      <Space wrap className="filters">
        <Select
          allowClear
          aria-label={review.who}
          placeholder={review.who}
          value={filters.agent ?? null}
          options={agents.map(({ id, display }) => ({ value: id, label: display }))}
          onChange={(value) => set('agent', value ?? undefined)}
        />
        <Select
          allowClear
          aria-label={review.action}
          placeholder={review.action}
          value={filters.action ?? null}
          options={(audit.data?.pages[0]?.actions ?? []).map((value) => ({ value, label: nameOf(value) }))}
          onChange={(value) => set('action', value ?? undefined)}
          popupMatchSelectWidth={false}
        />
        <Input.Search
          allowClear
          aria-label={review.subject}
          placeholder={review.subject}
          defaultValue={filters.subject}
          maxLength={100}
          onSearch={(value) => set('subject', value.trim())}
        />
      </Space>
      {audit.error ? (
        <Failure error={audit.error} again={() => void audit.refetch()} />
      ) : audit.isPending ? (
        <Skeleton active />
      ) : rows.length === 0 ? (
        <Empty description={review.auditEmpty} />
      ) : (
        <Table
          label={review.audit}
          rows={rows}
          keyOf={({ id }) => String(id)}
          columns={[
            { title: review.when, cell: ({ at }) => <time dateTime={new Date(at).toISOString()}>{timeText(at, lang)}</time> },
            { title: review.who, cell: ({ by }) => by?.display ?? review.system },
            { title: review.action, cell: ({ action }) => nameOf(action) },
            { title: review.subject, cell: ({ subject }) => agents.find(({ id }) => id === subject)?.display ?? subject },
            { title: review.detail, cell: ({ detail }) => detailText(detail) },
          ]}
        />
      )}
      {audit.hasNextPage && (
        <Button className="more" onClick={() => void audit.fetchNextPage()} loading={audit.isFetchingNextPage}>
          {words.queue.more}
        </Button>
      )}
    </div>
  )
}

const detailText = (detail: unknown): string =>
  typeof detail === 'object' && detail !== null
    ? Object.entries(detail)
        .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
        .join(' · ')
    : ''
