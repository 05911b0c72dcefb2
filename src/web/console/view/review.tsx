import { Button, Card, Select, Space } from 'antd'
import type { ReactNode } from 'react'
import type { ConversationDetail } from '../../../contract/conversations.js'
import { post } from '../data/api.js'
import { useSettings } from '../data/settings.js'
import { useShortcuts } from '../data/shortcuts.js'
import { Notes } from './notes.js'
import { useAction } from './useAction.js'

/** What reviewers make of a conversation: reviewed or not, tags, notes. */
export function Review({ conversation }: { readonly conversation: ConversationDetail }): ReactNode {
  const { words } = useSettings()
  const { run, isRunning } = useAction()
  const { id, reviewed, reviewVersion: version, tags, notes } = conversation
  const mark = (): void => void run(() => post(`/conversations/${id}/review`, { version, reviewed: !reviewed }))
  useShortcuts({ e: mark })
  return (
    <Card
      size="small"
      title={words.conversations.reviewed}
      extra={
        <Button size="small" type={reviewed ? 'default' : 'primary'} loading={isRunning} onClick={mark}>
          {reviewed ? words.work.unmarkReviewed : words.work.markReviewed}
        </Button>
      }
    >
      <Space orientation="vertical" className="wide">
        <Select
          mode="tags"
          className="wide"
          aria-label={words.work.tags}
          placeholder={words.work.tags}
          value={tags}
          open={false}
          suffixIcon={null}
          onChange={(next: string[]) => void run(() => post(`/conversations/${id}/review`, { version, tags: next }))}
        />
        <Notes notes={notes} path={`/conversations/${id}/notes`} />
      </Space>
    </Card>
  )
}
