import { DatePicker, Select, Space, Tabs, Typography } from 'antd'
import dayjs from 'dayjs'
import type { ReactNode } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { useSettings } from '../data/settings.js'
import { type Filters, toSearch, withFilter } from '../model/filters.js'
import { isDate, lastDays, type Period } from '../model/period.js'

const SPANS = [7, 30, 90]

/** The period and the language in the address, for every page of figures. */
export function useScope(): {
  readonly period: Period
  readonly filters: Filters
  set(name: string, value: string | undefined): void
  setPeriod(period: Period): void
} {
  const [search, setSearch] = useSearchParams()
  const [from, to] = [search.get('from'), search.get('to')]
  const period = isDate(from) && isDate(to) && from <= to ? { from, to } : lastDays(30, new Date())
  const others = Object.fromEntries(['language', 'dialog'].flatMap((name) => (search.get(name) ? [[name, search.get(name) ?? '']] : [])))
  const filters = { ...period, ...others }
  return {
    period,
    filters,
    set: (name, value) => setSearch(toSearch(withFilter(filters, name, value)), { replace: true }),
    setPeriod: (next) => setSearch(toSearch({ ...filters, ...next }), { replace: true }),
  }
}

type Place = 'overview' | 'flows' | 'fallbacks'
export function InsightsHead({ place, children }: { readonly place: Place; readonly children?: ReactNode }): ReactNode {
  const { words } = useSettings()
  const { insights } = words
  const { period, filters, set, setPeriod } = useScope()
  const navigate = useNavigate()
  const { dialog: _, ...shared } = filters
  const go = (key: string): void => void navigate(`/insights${key === 'overview' ? '' : `/${key}`}?${toSearch(shared)}`)
  return (
    <>
      <header className="page-head">
        <Typography.Title level={1}>{insights.title}</Typography.Title>
        <Space wrap>{children}</Space>
      </header>
      <Space wrap className="filters">
        <Select
          aria-label={insights.period}
          value={SPANS.find((days) => lastDays(days, new Date()).from === period.from && lastDays(days, new Date()).to === period.to) ?? null}
          placeholder={insights.period}
          options={SPANS.map((value) => ({ value, label: insights.days(value) }))}
          onChange={(days: number) => setPeriod(lastDays(days, new Date()))}
        />
        <DatePicker.RangePicker
          aria-label={insights.period}
          allowClear={false}
          value={[dayjs(period.from), dayjs(period.to)]}
          onChange={(dates) => {
            const [from, to] = [dates?.[0], dates?.[1]]
            if (from && to) setPeriod({ from: from.format('YYYY-MM-DD'), to: to.format('YYYY-MM-DD') })
          }}
        />
        <Select
          aria-label={words.conversations.language}
          value={filters.language ?? ''}
          options={[{ value: '', label: insights.allLanguages }, ...(['zh', 'en'] as const).map((value) => ({ value, label: words.lang[value] }))]}
          onChange={(value) => set('language', value)}
        />
      </Space>
      <Tabs activeKey={place} onChange={go} items={(['overview', 'flows', 'fallbacks'] as const).map((key) => ({ key, label: insights[key] }))} />
    </>
  )
}
