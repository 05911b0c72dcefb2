import { InfoCircleOutlined } from '@ant-design/icons'
import { Alert, Button, Card, Empty, Popover, Select, Skeleton, Typography } from 'antd'
import { type ReactNode, useMemo, useState } from 'react'
import { Link } from 'react-router'
import type { Figure, FigureId, Insights as Figures } from '../../../contract/insights.js'
import { csvOf } from '../../../shared/csv.js'
import { download } from '../data/download.js'
import { useInsights } from '../data/insights.js'
import { useCatalog } from '../data/queries.js'
import { useSettings } from '../data/settings.js'
import { figureText, trendOf } from '../model/figures.js'
import { toSearch } from '../model/filters.js'
import { momentsOf, type Period } from '../model/period.js'
import { Chart } from '../view/chart.js'
import { Failure } from '../view/failure.js'
import { InsightsHead, useScope } from '../view/insightsHead.js'
import { Table } from '../view/table.js'

/** The figures of a period, each with what it is divided by, what it means, and the period before. */
export default function Insights(): ReactNode {
  const { words, lang } = useSettings()
  const { insights: text } = words
  const { filters, period, set } = useScope()
  const figures = useInsights(filters)
  const dialogs = useCatalog().data?.dialogs ?? []
  const [shown, setShown] = useState<FigureId>('sessions')
  const { data } = figures
  return (
    <div className="page">
      <InsightsHead place="overview">
        <Select
          aria-label={text.dialog}
          value={filters.dialog ?? ''}
          options={[{ value: '', label: text.all }, ...dialogs.map(({ id, title }) => ({ value: id, label: title[lang] }))]}
          onChange={(value) => set('dialog', value)}
          popupMatchSelectWidth={false}
        />
        <Button disabled={!data} onClick={() => data && download(`mibao-${period.from}-${period.to}.csv`, fileOf(data, text), 'text/csv')}>
          {text.csv}
        </Button>
      </InsightsHead>
      {figures.error ? (
        <Failure error={figures.error} again={() => void figures.refetch()} />
      ) : !data ? (
        <Skeleton active />
      ) : data.figures.every(({ of }) => of === 0) ? (
        <Empty description={text.empty} />
      ) : (
        <>
          {data.underWay > 0 && <Alert type="info" showIcon title={text.underWay(data.underWay)} className="gap" />}
          <div className="figures">
            {data.figures.map((figure) => (
              <FigureCard key={figure.id} figure={figure} isShown={figure.id === shown} show={setShown} />
            ))}
          </div>
          <SeriesCard data={data} id={shown} />
          <IntentsCard data={data} period={period} />
          <DialogsCard data={data} search={toSearch(filters)} />
          <ReasonsCard data={data} />
        </>
      )}
    </div>
  )
}

type CardProps = { readonly figure: Figure; readonly isShown: boolean; show(id: FigureId): void }
function FigureCard({ figure, isShown, show }: CardProps): ReactNode {
  const { words, lang } = useSettings()
  const { insights: text } = words
  const { id, kind, value, of, base, before } = figure
  const told = text.figures[id]
  const trend = trendOf(figure)
  const earlier = figureText(before.value, kind, lang)
  return (
    <Card size="small" className={isShown ? 'figure current' : 'figure'}>
      <div className="figure-name">
        <Button type="text" size="small" aria-pressed={isShown} onClick={() => show(id)}>
          {told.name}
        </Button>
        <Popover content={<p className="definition">{told.means}</p>} trigger={['click', 'hover']}>
          <Button type="text" size="small" icon={<InfoCircleOutlined />} aria-label={`${told.name}: ${told.means}`} />
        </Popover>
      </div>
      <div className="figure-value">{figureText(value, kind, lang) ?? '–'}</div>
      <div className="figure-base">
        {kind === 'count' ? '' : kind === 'ms' ? text.median(base) : base === 0 ? text.nothing : text.ratio(of, base)}
        {earlier !== null && (
          <span>
            {' '}
            {trend === 'up' ? '↑' : trend === 'down' ? '↓' : '='} {text.before(earlier)}
          </span>
        )}
      </div>
    </Card>
  )
}

function SeriesCard({ data, id }: { readonly data: Figures; readonly id: FigureId }): ReactNode {
  const { words, lang } = useSettings()
  const { insights: text } = words
  const figure = data.figures.find((one) => one.id === id)
  const kind = figure?.kind ?? 'count'
  const label = text.byDay(text.figures[id].name)
  const option = useMemo(
    () => ({
      grid: { left: 56, right: 16, top: 16, bottom: 28 },
      tooltip: { trigger: 'axis', renderMode: 'richText', valueFormatter: (value: unknown) => figureText(Number(value), kind, lang) ?? '' },
      xAxis: { type: 'category', data: data.days, axisLabel: { formatter: (day: string) => day.slice(5) } },
      yAxis: { type: 'value', axisLabel: { formatter: (value: number) => figureText(value, kind, lang) ?? '' } },
      series: [{ type: 'line', name: text.figures[id].name, data: figure?.series ?? [], areaStyle: { opacity: 0.12 }, connectNulls: true }],
    }),
    [data, figure, id, kind, lang, text],
  )
  return (
    <Card size="small" title={label} className="gap">
      <Chart option={option} label={label} height={240} />
    </Card>
  )
}

function IntentsCard({ data, period }: { readonly data: Figures; readonly period: Period }): ReactNode {
  const { words, lang } = useSettings()
  const { insights: text } = words
  const intents = useCatalog().data?.intents ?? []
  const titleOf = (id: string): string => intents.find((intent) => intent.id === id)?.title[lang] ?? id
  const top = data.intents.slice(0, 8)
  const option = {
    grid: { left: 48, right: 16, top: 56, bottom: 28 },
    legend: { type: 'plain', top: 0, itemHeight: 8, itemWidth: 14 },
    tooltip: { trigger: 'axis', renderMode: 'richText', axisPointer: { type: 'shadow' } },
    xAxis: { type: 'category', data: data.days, axisLabel: { formatter: (day: string) => day.slice(5) } },
    yAxis: { type: 'value', minInterval: 1 },
    series: top.map(({ intent, series }) => ({ type: 'bar', stack: 'all', name: titleOf(intent), data: series })),
  }
  if (top.length === 0) return null
  return (
    <Card size="small" title={text.intents} className="gap">
      <Chart option={option} label={text.intents} height={300} />
      <Table
        label={text.intents}
        rows={data.intents}
        keyOf={({ intent }) => intent}
        columns={[
          {
            title: text.intent,
            cell: ({ intent }) => <Link to={`/conversations?${toSearch({ intent, ...momentsOf(period) })}`}>{titleOf(intent)}</Link>,
          },
          { title: text.total, isNumber: true, cell: ({ total }) => total },
          { title: text.lastPeriod, isNumber: true, cell: ({ before }) => before },
        ]}
      />
    </Card>
  )
}

function DialogsCard({ data, search }: { readonly data: Figures; readonly search: string }): ReactNode {
  const { words, lang } = useSettings()
  const { insights: text } = words
  const dialogs = useCatalog().data?.dialogs ?? []
  const share = (of: number, base: number): string => `${of} (${figureText(base > 0 ? of / base : null, 'share', lang) ?? '–'})`
  if (data.dialogs.length === 0) return null
  return (
    <Card size="small" title={text.dialogs} className="gap">
      <Table
        label={text.dialogs}
        rows={data.dialogs}
        keyOf={({ dialog }) => dialog}
        columns={[
          {
            title: text.dialog,
            cell: ({ dialog }) => (
              <Link to={`/insights/flows/${dialog}?${search}`}>{dialogs.find(({ id }) => id === dialog)?.title[lang] ?? dialog}</Link>
            ),
          },
          { title: text.sessions, isNumber: true, cell: ({ sessions }) => sessions },
          { title: text.resolved, isNumber: true, cell: ({ resolved, sessions }) => share(resolved, sessions) },
          { title: text.escalated, isNumber: true, cell: ({ escalated, sessions }) => share(escalated, sessions) },
          { title: text.abandoned, isNumber: true, cell: ({ abandoned, sessions }) => share(abandoned, sessions) },
        ]}
      />
    </Card>
  )
}

function ReasonsCard({ data }: { readonly data: Figures }): ReactNode {
  const { words, lang } = useSettings()
  const { insights: text } = words
  const queues = useCatalog().data?.queues ?? []
  const bars = (rows: readonly { readonly name: string; readonly total: number }[]) => {
    const all = rows.reduce((sum, { total }) => sum + total, 0)
    return (
      <ul className="bars">
        {rows.map(({ name, total }) => (
          <li key={name}>
            <span>{name}</span>
            <meter min={0} max={all} value={total} aria-label={`${name}: ${total}`} />
            <span className="number">
              {total} ({figureText(total / all, 'share', lang)})
            </span>
          </li>
        ))}
      </ul>
    )
  }
  if (data.reasons.length === 0) return null
  return (
    <div className="halves">
      <Card size="small" title={text.reasons} className="gap">
        {bars(data.reasons.map(({ reason, total }) => ({ name: text.reason[reason], total })))}
      </Card>
      <Card size="small" title={text.queues} className="gap">
        {bars(data.queues.map(({ queue, total }) => ({ name: queues.find(({ id }) => id === queue)?.title[lang] ?? queue, total })))}
        <Typography.Text type="secondary" />
      </Card>
    </div>
  )
}

/** A row a figure with its definition, then its days. */
function fileOf(
  { days, figures }: Figures,
  text: { readonly figures: Readonly<Record<FigureId, { readonly name: string; readonly means: string }>> },
): string {
  return `\ufeff${csvOf([
    ['figure', 'definition', 'value', 'of', 'base', 'value before', 'of before', 'base before', ...days],
    ...figures.map(({ id, value, of, base, before, series }) => {
      const { name, means } = text.figures[id]
      return [name, means, value, of, base, before.value, before.of, before.base, ...series]
    }),
  ])}`
}
