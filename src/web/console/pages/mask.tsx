import { Button, Card, Form, Input, Tag, Typography } from 'antd'
import { type ReactNode, useState } from 'react'
import type { Masked } from '../../../contract/privacy.js'
import { post } from '../data/api.js'
import { useSettings } from '../data/settings.js'
import { Table } from '../view/table.js'
import { useAction } from '../view/useAction.js'

type Checked = { readonly text: string; readonly result: Masked }

/** What of a text would be hidden before it is stored, and why. */
export default function Mask(): ReactNode {
  const { words } = useSettings()
  const { review } = words
  const { run, isRunning } = useAction()
  const [checked, setChecked] = useState<Checked | null>(null)
  const kinds: Readonly<Record<string, string>> = review.kinds
  const nameOf = (kind: string): string => (Object.hasOwn(kinds, kind) ? (kinds[kind] ?? kind) : kind)
  const check = ({ text }: { readonly text: string }): void =>
    void run(async () => setChecked({ text, result: await post<Masked>('/mask', { text }) }))
  return (
    <div className="page">
      <header className="page-head">
        <Typography.Title level={1}>{review.mask}</Typography.Title>
      </header>
      <Typography.Paragraph type="secondary">{review.maskHint}</Typography.Paragraph>
      <Form layout="vertical" onFinish={check}>
        <Form.Item name="text" label={review.maskInput} rules={[{ required: true, whitespace: true }]}>
          <Input.TextArea rows={4} maxLength={4000} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={isRunning}>
          {review.maskCheck}
        </Button>
      </Form>
      {checked && (
        <Card size="small" title={review.maskResult} className="mask-result">
          <p className="masked">{checked.result.masked}</p>
          {checked.result.parts.length === 0 ? (
            <Typography.Text type="secondary">{review.maskNothing}</Typography.Text>
          ) : (
            <Table
              label={review.mask}
              rows={checked.result.parts}
              keyOf={({ start }) => String(start)}
              columns={[
                { title: review.maskInput, cell: ({ start, end }) => checked.text.slice(start, end) },
                { title: review.maskResult, cell: ({ shown }) => shown },
                { title: review.reason, cell: ({ kind }) => <Tag>{nameOf(kind)}</Tag> },
              ]}
            />
          )}
        </Card>
      )}
    </div>
  )
}
