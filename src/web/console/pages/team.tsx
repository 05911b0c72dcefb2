import { Button, Form, Input, InputNumber, Modal, Select, Skeleton, Switch, Tag, Typography } from 'antd'
import { type ReactNode, useState } from 'react'
import type { Agent, Role } from '../../../contract/agents.js'
import { patch, post } from '../data/api.js'
import { useAgents } from '../data/queries.js'
import { useSettings } from '../data/settings.js'
import { Failure } from '../view/failure.js'
import { Table } from '../view/table.js'
import { useAction } from '../view/useAction.js'

type Given = {
  readonly name: string
  readonly display: string
  readonly role: Role
  readonly password?: string
  readonly capacity: number
  readonly active: boolean
}

/** Who works here, and with which rights. */
export default function Team(): ReactNode {
  const { words } = useSettings()
  const agents = useAgents()
  const [edited, setEdited] = useState<Agent | 'new' | null>(null)
  if (agents.error) return <Failure error={agents.error} again={() => void agents.refetch()} />
  if (!agents.data) return <Skeleton active className="page" />
  return (
    <div className="page">
      <header className="page-head">
        <Typography.Title level={1}>{words.team.title}</Typography.Title>
        <Button type="primary" onClick={() => setEdited('new')}>
          {words.team.add}
        </Button>
      </header>
      <Table<Agent>
        label={words.team.title}
        rows={agents.data}
        keyOf={({ id }) => id}
        columns={[
          { title: words.team.display, cell: ({ display }) => display },
          { title: words.team.name, cell: ({ name }) => name },
          { title: words.team.role, cell: ({ role }) => <Tag>{words.team.roles[role]}</Tag> },
          { title: words.presence.present, cell: ({ presence }) => words.presence[presence] },
          { title: words.team.load, cell: ({ load, capacity }) => words.work.load(load, capacity) },
          { title: words.team.active, cell: ({ active }) => (active ? words.team.active : <Tag color="red">{words.team.closed}</Tag>) },
          {
            title: words.team.change,
            cell: (agent) => (
              <Button size="small" onClick={() => setEdited(agent)} aria-label={`${words.team.change} ${agent.display}`}>
                {words.team.change}
              </Button>
            ),
          },
        ]}
      />
      {edited !== null && <Editor agent={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </div>
  )
}

function Editor({ agent, onClose }: { readonly agent: Agent | null; readonly onClose: () => void }): ReactNode {
  const { words } = useSettings()
  const { team } = words
  const { run, isRunning } = useAction()
  const [form] = Form.useForm<Given>()
  async function save({ name, password, active, ...others }: Given): Promise<void> {
    const secret = password === undefined || password === '' ? {} : { password }
    const isDone = await run(() =>
      agent ? patch(`/agents/${agent.id}`, { ...others, active, ...secret }) : post('/agents', { ...others, name, ...secret }),
    )
    if (isDone) onClose()
  }
  return (
    <Modal
      open
      title={agent?.display ?? team.add}
      okText={team.save}
      cancelText={words.cancel}
      confirmLoading={isRunning}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={agent ?? { role: 'agent', capacity: 5, active: true }}
        onFinish={(given) => void save(given)}
      >
        {!agent && (
          <Form.Item name="name" label={team.name} rules={[{ required: true, pattern: /^[A-Za-z0-9][A-Za-z0-9._-]{1,31}$/ }]}>
            <Input autoComplete="off" />
          </Form.Item>
        )}
        <Form.Item name="display" label={team.display} rules={[{ required: true, max: 40 }]}>
          <Input />
        </Form.Item>
        <Form.Item name="role" label={team.role}>
          <Select options={(['agent', 'lead', 'admin'] as const).map((value) => ({ value, label: team.roles[value] }))} />
        </Form.Item>
        <Form.Item name="capacity" label={team.capacity}>
          <InputNumber min={1} max={50} />
        </Form.Item>
        <Form.Item name="password" label={agent ? team.newPassword : team.password} rules={[{ required: !agent, min: 12 }]}>
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        {agent && (
          <Form.Item name="active" label={team.active} valuePropName="checked">
            <Switch />
          </Form.Item>
        )}
      </Form>
    </Modal>
  )
}
