import { useQueryClient } from '@tanstack/react-query'
import { Alert, Button, Card, Form, Input, Segmented, Space, Tag, Typography } from 'antd'
import { type ReactNode, useState } from 'react'
import type { Session } from '../../../contract/agents.js'
import { post } from '../data/api.js'
import { forgetOthers, useWelcome } from '../data/queries.js'
import { useSettings } from '../data/settings.js'
import type { DeskLang } from '../dictionary.js'
import icon from '../icon.svg'
import { failureText } from '../view/failure.js'

type Given = { readonly name: string; readonly password: string }

export function SignIn({ hasEnded }: { readonly hasEnded: boolean }): ReactNode {
  const { words, lang, change } = useSettings()
  const client = useQueryClient()
  const welcome = useWelcome()
  const [form] = Form.useForm<Given>()
  const [failure, setFailure] = useState<string | null>(null)
  const [isRunning, setIsRunning] = useState(false)

  async function submit(given: Given): Promise<void> {
    setIsRunning(true)
    setFailure(null)
    try {
      const session = await post<Session>('/session', given)
      forgetOthers(client)
      client.setQueryData(['session'], session)
    } catch (error) {
      setFailure(failureText(error, words))
      form.resetFields(['password'])
    } finally {
      setIsRunning(false)
    }
  }

  return (
    <main className="sign-in">
      <Card className="sign-in-card">
        <div className="sign-in-head">
          <img src={icon} alt="" width={40} height={40} />
          <Typography.Title level={1}>{words.product}</Typography.Title>
          <Segmented<DeskLang>
            size="small"
            value={lang}
            options={[
              { value: 'zh', label: '中文' },
              { value: 'en', label: 'English' },
            ]}
            onChange={(value) => change({ lang: value })}
          />
        </div>
        {hasEnded && <Alert type="info" showIcon title={words.signIn.ended} />}
        {location.search.includes('sign-on=refused') && <Alert type="error" showIcon title={words.signIn.singleSignOnRefused} role="alert" />}
        {failure !== null && <Alert type="error" showIcon title={failure} role="alert" />}
        <Form form={form} layout="vertical" requiredMark={false} onFinish={submit}>
          <Form.Item name="name" label={words.signIn.name} rules={[{ required: true }]}>
            <Input autoComplete="username" autoFocus size="large" />
          </Form.Item>
          <Form.Item name="password" label={words.signIn.password} rules={[{ required: true }]}>
            <Input.Password autoComplete="current-password" size="large" />
          </Form.Item>
          <Button type="primary" htmlType="submit" size="large" block loading={isRunning}>
            {words.signIn.submit}
          </Button>
        </Form>
        {welcome.data?.singleSignOn && (
          <Button block size="large" className="sign-on" href="/api/console/sign-on">
            {words.signIn.singleSignOn}
          </Button>
        )}
        {welcome.data?.demo && (
          <section className="demo-team" aria-label={words.signIn.demo}>
            <Typography.Title level={2}>{words.signIn.demo}</Typography.Title>
            <Typography.Paragraph type="secondary">{words.signIn.demoHint}</Typography.Paragraph>
            <Space wrap>
              {welcome.data.demo.map(({ name, display, role, password }) => (
                <Button key={name} onClick={() => void submit({ name, password })} disabled={isRunning}>
                  {display} <Tag variant="filled">{words.team.roles[role]}</Tag>
                </Button>
              ))}
            </Space>
          </section>
        )}
      </Card>
    </main>
  )
}
