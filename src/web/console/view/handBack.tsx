import { Button, Form, Input, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { post } from '../data/api.js'
import { useSettings } from '../data/settings.js'
import { useAction } from './useAction.js'

/** Gives the conversation back to the bot, with what was done meanwhile for whoever comes next. */
export function HandBack({ conversation }: { readonly conversation: string }): ReactNode {
  const { words } = useSettings()
  const { work } = words
  const { run, isRunning } = useAction()
  const [isOpen, setIsOpen] = useState(false)
  const [form] = Form.useForm<{ note?: string }>()
  const give = ({ note = '' }: { readonly note?: string }): void => {
    const said = note.trim()
    void run(() => post(`/conversations/${conversation}/handback`, said === '' ? {} : { note: said })).then((isDone) => isDone && setIsOpen(false))
  }
  return (
    <>
      <Button size="small" onClick={() => setIsOpen(true)}>
        {work.handBack}
      </Button>
      <Modal
        open={isOpen}
        title={work.handBack}
        okText={work.handBackNow}
        cancelText={words.cancel}
        confirmLoading={isRunning}
        onCancel={() => setIsOpen(false)}
        onOk={() => form.submit()}
      >
        <p>{work.handBackHint}</p>
        <Form form={form} layout="vertical" onFinish={give}>
          <Form.Item name="note" label={work.handBackNote}>
            <Input.TextArea rows={2} maxLength={500} />
          </Form.Item>
        </Form>
      </Modal>
    </>
  )
}
