import { Card, Empty, Skeleton, Tag, Typography } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useFallbacks } from '../data/insights.js'
import { useSettings } from '../data/settings.js'
import { Failure } from '../view/failure.js'
import { InsightsHead, useScope } from '../view/insightsHead.js'

/** What nobody understood, sentences that are alike together. */
export default function Fallbacks(): ReactNode {
  const { words } = useSettings()
  const { insights: text } = words
  const { filters } = useScope()
  const { dialog: _, ...shared } = filters
  const fallbacks = useFallbacks(shared)
  const { data } = fallbacks
  return (
    <div className="page">
      <InsightsHead place="fallbacks" />
      {fallbacks.error ? (
        <Failure error={fallbacks.error} again={() => void fallbacks.refetch()} />
      ) : !data ? (
        <Skeleton active />
      ) : data.clusters.length === 0 ? (
        <Empty description={text.fallbacksEmpty} />
      ) : (
        <>
          <Typography.Paragraph type="secondary">{text.clusters(data.read, data.clusters.length)}</Typography.Paragraph>
          <div className="rows">
            {data.clusters.map(({ size, text: middle, examples }) => (
              <Card key={`${examples[0]?.conversation} ${middle}`} size="small">
                <div className="card-head">
                  <strong>{middle}</strong>
                  <Tag>{text.clusterSize(size)}</Tag>
                </div>
                <ul className="examples">
                  {examples.map((example) => (
                    <li key={`${example.conversation} ${example.text}`}>
                      <Link to={`/conversations/${example.conversation}`}>{example.text}</Link>
                    </li>
                  ))}
                </ul>
              </Card>
            ))}
          </div>
        </>
      )}
    </div>
  )
}
