import { Progress, Tag, Typography } from 'antd'
import type { ReactNode } from 'react'
import type { Why } from '../../../contract/conversations.js'
import { useIntentTitle } from '../data/queries.js'
import { useSettings } from '../data/settings.js'
import { Facts } from './facts.js'

/** Why the bot did what it did in one turn: what it took the words for, how sure it was, where that led, and what it looked up. */
export function WhyPanel({ why, children }: { readonly why: Why; readonly children?: ReactNode }): ReactNode {
  const { words } = useSettings()
  const { work } = words
  const { titleOf: nameOf } = useIntentTitle()
  const decisions: Readonly<Record<string, string>> = work.decisions
  const told: Readonly<Record<string, ReactNode>> = {
    [work.decision]: why.decision === null ? null : (decisions[why.decision] ?? why.decision),
    [work.choice]: why.choice,
    [work.command]: why.command,
    [work.entities]: why.entities.join(', ') || null,
    [work.nodes]: why.nodes.length > 0 ? <Nodes nodes={why.nodes} /> : null,
    [work.checks]: why.checks.length > 0 ? <Works checks={why.checks} /> : null,
    [work.outcome]: why.outcome,
  }
  const rows = Object.entries(told).filter(([, value]) => value !== null)
  if (rows.length === 0 && why.ranking.length === 0) return <p className="why">{work.none}</p>
  return (
    <div className="why">
      {why.ranking.length > 0 && (
        <ol className="ranking" aria-label={work.ranking}>
          {why.ranking.slice(0, 3).map(({ intent, confidence }) => (
            <li key={intent}>
              <span>{nameOf(intent)}</span>
              <Progress percent={Math.round(confidence * 100)} size="small" aria-label={`${nameOf(intent)} ${Math.round(confidence * 100)} %`} />
            </li>
          ))}
        </ol>
      )}
      <Facts rows={rows} />
      {children}
    </div>
  )
}

function Nodes({ nodes }: { readonly nodes: readonly string[] }): ReactNode {
  return (
    <ol className="nodes">
      {nodes.map((node, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a node may be passed twice, and the list never changes
        <li key={at}>
          <Typography.Text code>{node}</Typography.Text>
        </li>
      ))}
    </ol>
  )
}

function Works({ checks }: { readonly checks: Why['checks'] }): ReactNode {
  return (
    <ul className="nodes">
      {checks.map(({ kind, name, outcome }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a check may run twice, and the list never changes
        <li key={at}>
          <Tag>{kind}</Tag>
          {name} → {outcome}
        </li>
      ))}
    </ul>
  )
}
