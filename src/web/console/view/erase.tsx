import { App, Button, Form, Input, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { useNavigate } from 'react-router'
import { post } from '../data/api.js'
import { useSettings } from '../data/settings.js'
import { useAction } from './useAction.js'

/** Deletes everything of a user, after a reason was given. */
export function Erase({ conversation }: { readonly conversation: string }): ReactNode {
  const { words } = useSettings()
  const { review } = words
  const { message } = App.useApp()
  const { run, isRunning } = useAction()
  const [isOpen, setIsOpen] = useState(false)
  const [form] = Form.useForm<{ reason: string }>()
  const navigate = useNavigate()
  const erase = ({ reason }: { readonly reason: string }): void =>
    void run(async () => {
      const { conversations } = await post<{ conversations: number }>(`/conversations/${conversation}/erase`, { reason })
      void message.success(review.erased(conversations))
      navigate('/conversations')
    })
  return (
    <>
      <Button size="small" danger onClick={() => setIsOpen(true)}>
        {review.erase}
      </Button>
      <Modal
        open={isOpen}
        title={review.erase}
        okText={review.erase}
        okButtonProps={{ danger: true }}
        cancelText={words.cancel}
        confirmLoading={isRunning}
        onCancel={() => setIsOpen(false)}
        onOk={() => form.submit()}
      >
        <p>{review.eraseHint}</p>
        <Form form={form} layout="vertical" onFinish={erase}>
          <Form.Item name="reason" label={review.reason} extra={review.reasonHint} rules={[{ required: true, whitespace: true, min: 5, max: 300 }]}>
            <Input.TextArea rows={2} maxLength={300} />
          </Form.Item>
        </Form>
      </Modal>
    </>
  )
}
