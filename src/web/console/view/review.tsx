import { Button, Card, Form, Input, Select, Space } from 'antd'
import type { ReactNode } from 'react'
import type { ConversationDetail } from '../../../contract/conversations.js'
import { post } from '../data/api.js'
import { useSettings } from '../data/settings.js'
import { useShortcuts } from '../data/shortcuts.js'
import { clockText } from './age.js'
import { useAction } from './useAction.js'

/** What reviewers make of a conversation: reviewed or not, tags, notes. */
export function Review({ conversation }: { readonly conversation: ConversationDetail }): ReactNode {
  const { words, lang } = useSettings()
  const { run, isRunning } = useAction()
  const [form] = Form.useForm<{ text: string }>()
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
        {notes.map(({ text, by, at }) => (
          <p key={`${at} ${text}`} className="note">
            <strong>{by?.display}</strong> <time>{clockText(at, lang)}</time>
            <br />
            {text}
          </p>
        ))}
        <Form
          form={form}
          onFinish={({ text }) => void run(() => post(`/conversations/${id}/notes`, { text })).then((isDone) => isDone && form.resetFields())}
        >
          <Form.Item name="text" rules={[{ required: true, whitespace: true, message: '' }]}>
            <Input.TextArea rows={1} maxLength={4000} placeholder={words.work.notePlaceholder} aria-label={words.work.notePlaceholder} />
          </Form.Item>
          <Button size="small" htmlType="submit" loading={isRunning}>
            {words.work.addNote}
          </Button>
        </Form>
      </Space>
    </Card>
  )
}
