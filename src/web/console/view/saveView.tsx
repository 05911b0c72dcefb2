import { Checkbox, Form, Input, Modal } from 'antd'
import type { ReactNode } from 'react'
import type { View } from '../../../contract/review.js'
import { post } from '../data/api.js'
import { useSettings } from '../data/settings.js'
import type { Filters } from '../model/filters.js'
import { useAction } from './useAction.js'

type Props = { readonly page: View['page']; readonly filters: Filters; readonly onClose: () => void }
type Given = { readonly name: string; readonly isShared?: boolean }

/** Keeps the filters of this page under a name. */
export default function SaveView({ page, filters, onClose }: Props): ReactNode {
  const { words } = useSettings()
  const { review } = words
  const { run, isRunning } = useAction()
  const [form] = Form.useForm<Given>()
  const keep = ({ name, isShared = false }: Given): void =>
    void run(() => post('/views', { page, name, filters, isShared })).then((isDone) => isDone && onClose())
  return (
    <Modal
      open
      title={review.saveView}
      okText={words.confirm}
      cancelText={words.cancel}
      confirmLoading={isRunning}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <Form form={form} layout="vertical" onFinish={keep}>
        <Form.Item name="name" label={review.viewName} rules={[{ required: true, whitespace: true, max: 60 }]}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="isShared" valuePropName="checked">
          <Checkbox>{review.shareView}</Checkbox>
        </Form.Item>
      </Form>
    </Modal>
  )
}
