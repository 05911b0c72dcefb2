import { Button, Card, DatePicker, Empty, Input, InputNumber, Select, Skeleton, Space, Tag, Typography } from 'antd'
import dayjs from 'dayjs'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import type { Agent } from '../../../contract/agents.js'
import type { ConversationRow } from '../../../contract/conversations.js'
import { useCatalog, useConversations } from '../data/queries.js'
import { useSettings } from '../data/settings.js'
import { useShortcuts } from '../data/shortcuts.js'
import { CONVERSATION_FILTERS, type Filters, readFilters, toSearch, withFilter } from '../model/filters.js'
import { piecesOf } from '../model/snippet.js'
import { Since } from '../view/age.js'
import { Bulk } from '../view/bulk.js'
import { Failure } from '../view/failure.js'
import { FilterBox } from '../view/filterBox.js'
import { useListKeys } from '../view/listKeys.js'
import { OutcomeTag } from '../view/tags.js'
import { Views } from '../view/views.js'

const OUTCOMES = ['under_way', 'resolved_confirmed', 'resolved_implied', 'escalated', 'abandoned', 'not_engaged'] as const

export default function Conversations({ me }: { readonly me: Agent }): ReactNode {
  const { words } = useSettings()
  const navigate = useNavigate()
  const [search, setSearch] = useSearchParams()
  const filters = readFilters(search, CONVERSATION_FILTERS)
  const conversations = useConversations(filters)
  const rows = (conversations.data?.pages ?? []).flatMap(({ items }) => items).map((row) => ({ ...row, key: row.id }))
  const current = useListKeys(rows, ({ id }) => navigate(`/conversations/${id}`))
  const setFilter = (name: string, value: string | undefined): void => setSearch(toSearch(withFilter(filters, name, value)), { replace: true })
  const total = conversations.data?.pages[0]?.total ?? 0
  const isFiltered = Object.keys(filters).length > 0
  return (
    <div className="page">
      <header className="page-head">
        <Typography.Title level={1}>{words.conversations.title}</Typography.Title>
        <Space wrap>
          <Typography.Text type="secondary" role="status">
            {conversations.data && words.conversations.count(total)}
          </Typography.Text>
          <Views page="conversations" filters={filters} names={CONVERSATION_FILTERS} onPick={(picked) => setSearch(toSearch(picked))} />
          <Button href={`/api/console/conversations.csv?${toSearch(filters)}`} download>
            {words.review.csv}
          </Button>
          {me.role !== 'agent' && <Bulk total={total} filters={filters} />}
        </Space>
      </header>
      <ConversationFilters filters={filters} setFilter={setFilter} setFilters={(all) => setSearch(toSearch(all), { replace: true })} />
      {conversations.error ? (
        <Failure error={conversations.error} again={() => void conversations.refetch()} />
      ) : conversations.isPending ? (
        <Skeleton active />
      ) : rows.length === 0 ? (
        <Empty description={isFiltered ? words.conversations.emptyFiltered : words.conversations.empty}>
          {isFiltered && <Button onClick={() => setSearch('')}>{words.queue.clear}</Button>}
        </Empty>
      ) : (
        <div className="rows">
          {rows.map((row) => (
            <ConversationCard key={row.id} row={row} isCurrent={row.key === current} />
          ))}
        </div>
      )}
      {conversations.hasNextPage && (
        <Button className="more" onClick={() => void conversations.fetchNextPage()} loading={conversations.isFetchingNextPage}>
          {words.queue.more}
        </Button>
      )}
    </div>
  )
}

function ConversationCard({ row, isCurrent }: { readonly row: ConversationRow; readonly isCurrent: boolean }): ReactNode {
  const { words, lang } = useSettings()
  const dialogs = useCatalog().data?.dialogs ?? []
  const titleOf = (id: string): string => dialogs.find((dialog) => dialog.id === id)?.title[lang] ?? id
  return (
    <Card size="small" data-row-key={row.id} className={isCurrent ? 'current' : ''}>
      <div className="card-head">
        <Link to={`/conversations/${row.id}`} className="row-title">
          {row.dialogs.length > 0 ? row.dialogs.map(titleOf).join(' → ') : words.outcome.not_engaged}
        </Link>
        <Since at={row.lastAt} isAgo />
      </div>
      <div className="row-preview">{row.snippet === null ? row.preview || '…' : <Snippet text={row.snippet} />}</div>
      <Space size={4} wrap className="card-tags">
        <OutcomeTag outcome={row.outcome} />
        {row.owner === 'agent' && <Tag color="blue">{row.agent?.display ?? words.owner.agent}</Tag>}
        <Tag>{words.conversations.turns(row.turns)}</Tag>
        {row.fallbacks > 0 && <Tag color="gold">{words.conversations.fallbacks(row.fallbacks)}</Tag>}
        <Tag>{words.lang[row.language]}</Tag>
        {row.rating !== null && <Tag color="gold">{'★'.repeat(row.rating)}</Tag>}
        {row.reviewed && <Tag color="green">{words.conversations.reviewedYes}</Tag>}
        {row.tags.map((tag) => (
          <Tag key={tag} color="geekblue">
            {tag}
          </Tag>
        ))}
        {row.tickets.map((number) => (
          <Link key={number} to={`/tickets/${number}`}>
            {number}
          </Link>
        ))}
      </Space>
    </Card>
  )
}

/** Hits are marked as such, for eyes and for screen readers. */
function Snippet({ text }: { readonly text: string }): ReactNode {
  return piecesOf(text).map(({ text: piece, isHit }, at) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text have no other name, and never move
    isHit ? <mark key={at}>{piece}</mark> : <span key={at}>{piece}</span>,
  )
}

type FilterProps = {
  readonly filters: Filters
  readonly setFilter: (name: string, value: string | undefined) => void
  readonly setFilters: (filters: Filters) => void
}

function ConversationFilters({ filters, setFilter, setFilters }: FilterProps): ReactNode {
  const { words, lang } = useSettings()
  const { conversations: text } = words
  const catalog = useCatalog().data
  const pick = (name: string, label: string, options: readonly { readonly value: string; readonly label: string }[]) => (
    <Select
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      aria-label={label}
      placeholder={label}
      value={filters[name] ?? null}
      options={[...options]}
      onChange={(value) => setFilter(name, value ?? undefined)}
      popupMatchSelectWidth={false}
    />
  )
  const named = (items: readonly { readonly id: string; readonly title: { readonly zh: string; readonly en: string } }[] | undefined) =>
    (items ?? []).map(({ id, title }) => ({ value: id, label: title[lang] }))
  const yesNo = (yes: string, no: string) => [
    { value: 'true', label: yes },
    { value: 'false', label: no },
  ]
  return (
    <FilterBox count={Object.keys(filters).length}>
      <SearchBox value={filters.q ?? ''} onSearch={(q) => setFilter('q', q)} />
      {pick(
        'outcome',
        text.outcome,
        OUTCOMES.map((value) => ({ value, label: words.outcome[value] })),
      )}
      {pick('dialog', text.dialog, named(catalog?.dialogs))}
      {pick('intent', text.intent, named(catalog?.intents))}
      {pick(
        'owner',
        text.owner,
        (['bot', 'agent'] as const).map((value) => ({ value, label: words.owner[value] })),
      )}
      {pick(
        'language',
        text.language,
        (['zh', 'en'] as const).map((value) => ({ value, label: words.lang[value] })),
      )}
      {pick(
        'rating',
        text.rating,
        ['5', '4', '3', '2', '1'].map((value) => ({ value, label: '★'.repeat(Number(value)) })),
      )}
      {pick('reviewed', text.reviewed, yesNo(text.reviewedYes, text.reviewedNo))}
      {pick('fallback', text.fallback, yesNo(text.fallbackYes, text.fallbackNo))}
      <InputNumber
        min={0}
        max={1}
        step={0.1}
        aria-label={text.confidence}
        placeholder={text.confidence}
        value={filters.confidenceBelow === undefined ? null : Number(filters.confidenceBelow)}
        onChange={(value) => setFilter('confidenceBelow', value === null ? undefined : String(value))}
      />
      <DatePicker.RangePicker
        aria-label={`${text.from} ${text.to}`}
        placeholder={[text.from, text.to]}
        value={[filters.from === undefined ? null : dayjs(Number(filters.from)), filters.to === undefined ? null : dayjs(Number(filters.to) - 1)]}
        allowEmpty={[true, true]}
        onChange={(dates) => {
          const from = dates?.[0] ? String(dates[0].startOf('day').valueOf()) : undefined
          const to = dates?.[1] ? String(dates[1].endOf('day').valueOf() + 1) : undefined
          setFilters(withFilter(withFilter(filters, 'from', from), 'to', to))
        }}
      />
    </FilterBox>
  )
}

/** Searches when typing rests. */
function SearchBox({ value, onSearch }: { readonly value: string; readonly onSearch: (q: string) => void }): ReactNode {
  const { words } = useSettings()
  const [draft, setDraft] = useState(value)
  const input = useRef<HTMLDivElement>(null)
  useEffect(() => setDraft(value), [value])
  useEffect(() => {
    if (draft === value) return
    const timer = setTimeout(() => onSearch(draft.trim()), 300)
    return () => clearTimeout(timer)
  })
  useShortcuts({ '/': () => input.current?.querySelector('input')?.focus() })
  return (
    <div ref={input}>
      <Input.Search
        allowClear
        aria-label={words.conversations.search}
        placeholder={words.conversations.search}
        value={draft}
        maxLength={1000}
        onChange={({ target }) => setDraft(target.value)}
        onSearch={onSearch}
      />
    </div>
  )
}
