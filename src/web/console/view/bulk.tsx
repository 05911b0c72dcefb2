import { App, Button, Checkbox, Form, Input, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { post } from '../data/api.js'
import { useSettings } from '../data/settings.js'
import type { Filters } from '../model/filters.js'
import { useAction } from './useAction.js'

type Given = { readonly reviewed?: boolean; readonly addTag?: string }
const MOST = 10_000
const NUMBERS: ReadonlySet<string> = new Set(['rating', 'confidenceBelow', 'from', 'to'])

/** Filters as the API takes them in a body: numbers as numbers. */
const typed = (filters: Filters): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(filters).map(([name, value]) => [name, NUMBERS.has(name) ? Number(value) : value]))

/** Does something to everything that the filters match; says first to how many. */
export function Bulk({ total, filters }: { readonly total: number; readonly filters: Filters }): ReactNode {
  const { words } = useSettings()
  const { review } = words
  const { message } = App.useApp()
  const { run, isRunning } = useAction()
  const [isOpen, setIsOpen] = useState(false)
  const [form] = Form.useForm<Given>()
  const change = ({ reviewed = false, addTag = '' }: Given): void =>
    void run(async () => {
      const tag = addTag.trim()
      const { changed } = await post<{ changed: number }>('/conversations/bulk', {
        filters: typed(filters),
        expected: total,
        ...(reviewed && { reviewed }),
        ...(tag !== '' && { addTag: tag }),
      })
      void message.success(review.bulkDone(changed))
      setIsOpen(false)
      form.resetFields()
    })
  return (
    <>
      <Button disabled={total === 0} onClick={() => setIsOpen(true)}>
        {review.bulk(total)}
      </Button>
      <Modal
        open={isOpen}
        title={review.bulkTitle(total)}
        okText={words.confirm}
        cancelText={words.cancel}
        okButtonProps={{ disabled: total >= MOST }}
        confirmLoading={isRunning}
        onCancel={() => setIsOpen(false)}
        onOk={() => form.submit()}
      >
        {total >= MOST && <p role="alert">{review.bulkTooMany}</p>}
        <Form form={form} layout="vertical" onFinish={change}>
          <Form.Item name="reviewed" valuePropName="checked">
            <Checkbox>{review.bulkReviewed}</Checkbox>
          </Form.Item>
          <Form.Item name="addTag" label={review.bulkTag}>
            <Input maxLength={40} />
          </Form.Item>
        </Form>
      </Modal>
    </>
  )
}
