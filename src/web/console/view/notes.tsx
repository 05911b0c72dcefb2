import { Button, Form, Input } from 'antd'
import type { ReactNode } from 'react'
import { post } from '../data/api.js'
import { useSettings } from '../data/settings.js'
import { clockText } from './age.js'
import { useAction } from './useAction.js'

type Note = { readonly text: string; readonly by: { readonly display: string } | null; readonly at: number }

/** What colleagues noted, and room for one more; `path` takes it. */
export function Notes({ notes, path }: { readonly notes: readonly Note[]; readonly path: string }): ReactNode {
  const { words, lang } = useSettings()
  const { run, isRunning } = useAction()
  const [form] = Form.useForm<{ text: string }>()
  const add = ({ text }: { readonly text: string }): void => void run(() => post(path, { text })).then((isDone) => isDone && form.resetFields())
  return (
    <>
      {notes.map(({ text, by, at }) => (
        <p key={`${at} ${text}`} className="note">
          <strong>{by?.display ?? words.work.bot}</strong> <time>{clockText(at, lang)}</time>
          <br />
          {text}
        </p>
      ))}
      <Form form={form} onFinish={add}>
        <Form.Item name="text" rules={[{ required: true, whitespace: true, message: '' }]}>
          <Input.TextArea rows={1} maxLength={4000} placeholder={words.work.notePlaceholder} aria-label={words.work.notePlaceholder} />
        </Form.Item>
        <Button size="small" htmlType="submit" loading={isRunning}>
          {words.work.addNote}
        </Button>
      </Form>
    </>
  )
}
