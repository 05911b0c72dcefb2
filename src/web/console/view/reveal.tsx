import { Alert, Button, Form, Input, Modal, Segmented, Typography } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { REVEALED } from '../../../contract/names.js'
import { post } from '../data/api.js'
import { useSettings } from '../data/settings.js'
import { useAction } from './useAction.js'

type Given = { readonly field: (typeof REVEALED)[number]; readonly reason: string }
type Shown = { readonly value: string; readonly count: number }

const SHOWN_MS = 60_000

/** Shows one full value of one's own ticket, for a reason that is kept, and for a minute. */
export function Reveal({ ticket }: { readonly ticket: string }): ReactNode {
  const { words } = useSettings()
  const { review } = words
  const { run, isRunning } = useAction()
  const [isOpen, setIsOpen] = useState(false)
  const [shown, setShown] = useState<Shown | null>(null)
  const [form] = Form.useForm<Given>()
  useEffect(() => {
    if (!shown) return
    const timer = setTimeout(() => setShown(null), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [shown])
  const ask = ({ field, reason }: Given): void =>
    void run(async () => {
      setShown(await post<Shown>(`/tickets/${ticket}/reveal`, { field, reason }))
      setIsOpen(false)
      form.resetFields()
    })
  return (
    <>
      <Button size="small" onClick={() => setIsOpen(true)}>
        {review.reveal}
      </Button>
      {shown && (
        <Alert
          type="warning"
          className="conflict"
          title={<Typography.Text copyable>{shown.value}</Typography.Text>}
          description={review.revealed(shown.count)}
        />
      )}
      <Modal
        open={isOpen}
        title={review.reveal}
        okText={words.confirm}
        cancelText={words.cancel}
        confirmLoading={isRunning}
        onCancel={() => setIsOpen(false)}
        onOk={() => form.submit()}
      >
        <Form form={form} layout="vertical" initialValues={{ field: 'account_id' }} onFinish={ask}>
          <Form.Item name="field" label={review.field}>
            <Segmented options={REVEALED.map((value) => ({ value, label: review.revealField[value] }))} />
          </Form.Item>
          <Form.Item name="reason" label={review.reason} extra={review.reasonHint} rules={[{ required: true, whitespace: true, min: 5, max: 300 }]}>
            <Input.TextArea rows={2} maxLength={300} />
          </Form.Item>
        </Form>
      </Modal>
    </>
  )
}
