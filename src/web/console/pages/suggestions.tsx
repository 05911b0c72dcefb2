import { Button, Empty, Skeleton, Typography } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Agent } from '../../../contract/agents.js'
import { getFile, remove } from '../data/api.js'
import { download } from '../data/download.js'
import { useIntentTitle, useSuggestions } from '../data/queries.js'
import { useSettings } from '../data/settings.js'
import { Since } from '../view/age.js'
import { Conflicts } from '../view/correction.js'
import { Failure } from '../view/failure.js'
import { Table } from '../view/table.js'
import { useAction } from '../view/useAction.js'

/** Sentences that were taken for something else: what the next training learns from. */
export default function Suggestions({ me }: { readonly me: Agent }): ReactNode {
  const { words } = useSettings()
  const { review } = words
  const suggestions = useSuggestions()
  const { titleOf } = useIntentTitle()
  const { run, isRunning } = useAction()
  const mayChange = me.role !== 'agent'
  if (suggestions.error) return <Failure error={suggestions.error} again={() => void suggestions.refetch()} />
  if (!suggestions.data) return <Skeleton active className="page" />
  const rows = suggestions.data
  const save = (): void => void run(async () => download('suggestions.yaml', (await getFile('/suggestions.yaml')).text, 'application/yaml'))
  return (
    <div className="page">
      <header className="page-head">
        <Typography.Title level={1}>{review.suggestions}</Typography.Title>
        {mayChange && (
          <Button type="primary" disabled={rows.length === 0} loading={isRunning} onClick={save}>
            {review.exportYaml}
          </Button>
        )}
      </header>
      <Typography.Paragraph type="secondary">{review.suggestionsHint}</Typography.Paragraph>
      {rows.length === 0 ? (
        <Empty description={review.suggestionsEmpty} />
      ) : (
        <Table
          label={review.suggestions}
          rows={rows}
          keyOf={({ id }) => String(id)}
          columns={[
            {
              title: review.sentence,
              cell: (row) => (
                <>
                  <Link to={`/conversations/${row.conversation}`}>{row.text}</Link>
                  <Conflicts suggestion={row} titleOf={titleOf} />
                </>
              ),
            },
            { title: review.taken, cell: ({ taken }) => (taken === null ? review.nothing : titleOf(taken)) },
            { title: review.meant, cell: ({ intent }) => titleOf(intent) },
            {
              title: review.by,
              cell: ({ by, at }) => (
                <>
                  {by?.display} · <Since at={at} isAgo />
                </>
              ),
            },
            {
              title: '',
              cell: ({ id, text }) =>
                mayChange && (
                  <Button size="small" aria-label={`${review.remove} ${text}`} onClick={() => void run(() => remove(`/suggestions/${id}`))}>
                    {review.remove}
                  </Button>
                ),
            },
          ]}
        />
      )}
    </div>
  )
}
