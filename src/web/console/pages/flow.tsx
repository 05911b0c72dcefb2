import { Empty, Select, Skeleton, Typography } from 'antd'
import { type ReactNode, useMemo } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import type { Flow as FlowData } from '../../../contract/insights.js'
import { useFlow } from '../data/insights.js'
import { useCatalog } from '../data/queries.js'
import { useSettings } from '../data/settings.js'
import { figureText } from '../model/figures.js'
import { toSearch } from '../model/filters.js'
import { layOut } from '../model/layers.js'
import { momentsOf } from '../model/period.js'
import { Chart } from '../view/chart.js'
import { Failure } from '../view/failure.js'
import { InsightsHead, useScope } from '../view/insightsHead.js'
import { Table } from '../view/table.js'

type FlowNode = FlowData['nodes'][number]

/** A dialog as a picture, with its traffic. */
export default function Flow(): ReactNode {
  const { dialog } = useParams()
  const { words, lang } = useSettings()
  const { insights: text } = words
  const { filters, period } = useScope()
  const { dialog: _, ...shared } = filters
  const navigate = useNavigate()
  const dialogs = useCatalog().data?.dialogs ?? []
  const chosen = dialog ?? dialogs[0]?.id ?? ''
  const flow = useFlow(chosen, shared)
  const conversationsOf = (node: string): string => `/conversations?${toSearch({ node: `${chosen}/${node}`, ...momentsOf(period) })}`
  return (
    <div className="page">
      <InsightsHead place="flows">
        <Select
          aria-label={text.pickDialog}
          value={chosen === '' ? null : chosen}
          options={dialogs.map(({ id, title }) => ({ value: id, label: title[lang] }))}
          onChange={(id) => navigate(`/insights/flows/${id}?${toSearch(shared)}`)}
          popupMatchSelectWidth={false}
        />
      </InsightsHead>
      {flow.error ? (
        <Failure error={flow.error} again={() => void flow.refetch()} />
      ) : !flow.data ? (
        <Skeleton active />
      ) : flow.data.sessions === 0 ? (
        <Empty description={text.flowEmpty} />
      ) : (
        <>
          <Typography.Paragraph type="secondary">{text.flowHint}</Typography.Paragraph>
          <Picture flow={flow.data} onPick={(node) => navigate(conversationsOf(node))} />
          <Steps flow={flow.data} conversationsOf={conversationsOf} />
        </>
      )}
    </div>
  )
}

const COLUMN = 190
const ROW = 66
const RED = '#cf1322'
const ORANGE = '#d46b08'

function Picture({ flow, onPick }: { readonly flow: FlowData; readonly onPick: (node: string) => void }): ReactNode {
  const { isDark, words } = useSettings()
  const { insights: text } = words
  const places = useMemo(() => layOut(flow), [flow])
  const height = Math.max(260, (Math.max(...places.map(({ row }) => Math.abs(row))) * 2 + 1) * ROW + 60)
  const option = useMemo(() => {
    const most = Math.max(1, ...flow.nodes.map(({ visits }) => visits))
    const ink = isDark ? '#e6e6e6' : '#1f1f1f'
    const nodes = places.map(({ id, column, row }) => {
      const node = flow.nodes.find((one) => one.id === id)
      const { visits = 0, dropped = 0, escalated = 0 } = node ?? {}
      const lost = visits > 0 ? (dropped + escalated) / visits : 0
      return {
        name: id,
        x: column * COLUMN,
        y: row * ROW,
        symbolSize: 16 + 34 * Math.sqrt(visits / most),
        itemStyle: {
          color:
            visits === 0 ? (isDark ? '#3a3f47' : '#d9d9d9') : lost < 0.02 ? '#4c8dff' : dropped >= escalated ? mix(RED, lost) : mix(ORANGE, lost),
          borderColor: id === flow.start ? ink : 'transparent',
          borderWidth: 2,
        },
        label: { show: true, position: 'bottom', color: ink, fontSize: 11, formatter: `${id}\n${visits}` },
        tooltip: {
          formatter: [
            id,
            text.visits(visits),
            text.dropped(dropped, percent(dropped, visits)),
            text.handed(escalated, percent(escalated, visits)),
          ].join('\n'),
        },
      }
    })
    const links = flow.edges.map(({ from, to, sessions, isWritten }) => ({
      source: from,
      target: to,
      lineStyle: {
        width: sessions === 0 ? 1 : 1 + 7 * Math.sqrt(sessions / most),
        type: isWritten ? 'solid' : 'dashed',
        color: sessions === 0 ? (isDark ? '#3a3f47' : '#d9d9d9') : '#8aa4d6',
        curveness: 0.12,
      },
      label: { show: sessions > 0, formatter: String(sessions), fontSize: 10, color: ink },
      tooltip: { formatter: `${from} → ${to}\n${sessions}` },
    }))
    return {
      tooltip: { renderMode: 'richText' },
      series: [
        {
          type: 'graph',
          layout: 'none',
          roam: true,
          data: nodes,
          links,
          edgeSymbol: ['none', 'arrow'],
          edgeSymbolSize: 7,
          preserveAspect: 'contain',
          left: 60,
          right: 90,
          top: 30,
          bottom: 50,
        },
      ],
    }
  }, [flow, places, isDark, text])
  return <Chart option={option} label={`${text.picture}: ${flow.dialog}`} height={height} onPick={onPick} />
}

/** Paler where fewer are lost. */
const mix = (colour: string, share: number): string => `${colour}${Math.round((0.35 + 0.65 * Math.min(1, share * 2)) * 255).toString(16)}`
const percent = (of: number, base: number): string => `${base > 0 ? ((of / base) * 100).toFixed(0) : 0} %`

function Steps({ flow, conversationsOf }: { readonly flow: FlowData; conversationsOf(node: string): string }): ReactNode {
  const { words, lang } = useSettings()
  const { insights: text } = words
  const nextOf = (node: FlowNode): string =>
    flow.edges
      .filter(({ from, sessions }) => from === node.id && sessions > 0)
      .sort((a, b) => b.sessions - a.sessions)
      .map(({ to, sessions, isWritten }) => `${to} ${sessions}${isWritten ? '' : ` (${text.back})`}`)
      .join(', ')
  const rate = (of: number, base: number): string => `${of} (${figureText(base > 0 ? of / base : null, 'share', lang) ?? '–'})`
  return (
    <Table
      label={text.table}
      rows={[...flow.nodes].sort((a, b) => b.visits - a.visits)}
      keyOf={({ id }) => id}
      columns={[
        {
          title: text.step,
          cell: ({ id, words: said }) => (
            <>
              <Link to={conversationsOf(id)}>{id}</Link>
              <div className="row-preview">{said?.[lang]}</div>
            </>
          ),
        },
        { title: text.sessions, isNumber: true, cell: ({ visits }) => visits },
        { title: text.abandoned, isNumber: true, cell: ({ dropped, visits }) => rate(dropped, visits) },
        { title: text.escalated, isNumber: true, cell: ({ escalated, visits }) => rate(escalated, visits) },
        { title: text.next, cell: nextOf },
      ]}
    />
  )
}
