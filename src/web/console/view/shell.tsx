import { BellOutlined, BulbOutlined, LogoutOutlined, QuestionCircleOutlined, TranslationOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { App, Badge, Button, Dropdown, Layout, Menu, Space, Switch, Tooltip } from 'antd'
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useRef, useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import type { Session } from '../../../contract/agents.js'
import { put, remove } from '../data/api.js'
import { type LiveState, useLive } from '../data/live.js'
import { forgetOthers, useTickets } from '../data/queries.js'
import { type Appearance, useSettings } from '../data/settings.js'
import { useCommandKey, useShortcuts } from '../data/shortcuts.js'
import icon from '../icon.svg'
import { Help } from './help.js'
import { placesFor } from './places.js'
import { useAction } from './useAction.js'

const Palette = lazy(() => import('./palette.js').then(({ Palette: shown }) => ({ default: shown })))

const LIVE_STATUS = { connecting: 'processing', connected: 'success', lost: 'error' } as const

export function Shell({ session, children }: { readonly session: Session; readonly children: ReactNode }): ReactNode {
  const { words } = useSettings()
  const [helps, setHelps] = useState(false)
  const live = useLive(useTicketAlert())
  const { data } = useTickets({})
  const waiting = data?.pages[0]?.counts.open ?? 0
  useEffect(() => {
    document.title = waiting > 0 ? `(${waiting}) ${words.product}` : words.product
  }, [waiting, words])
  useShortcuts({ '?': () => setHelps(true) })
  const [commands, setCommands] = useState(false)
  useCommandKey(() => setCommands(true))
  const navigate = useNavigate()
  const places = placesFor(session.agent.role).map(({ key, label }) => ({ key, label: label(words), run: () => navigate(`/${key}`) }))
  return (
    <Layout className="shell">
      <a className="skip" href="#content">
        {words.work.transcript}
      </a>
      <Layout.Header className="shell-head">
        <Navigation session={session} waiting={waiting} />
        <Tools session={session} live={live} onHelp={() => setHelps(true)} />
      </Layout.Header>
      <Layout.Content id="content" className="shell-content" role="main">
        {children}
      </Layout.Content>
      <Help open={helps} onClose={() => setHelps(false)} />
      {commands && (
        <Suspense>
          <Palette open commands={places} onClose={() => setCommands(false)} />
        </Suspense>
      )}
    </Layout>
  )
}

function Navigation({ session, waiting }: { readonly session: Session; readonly waiting: number }): ReactNode {
  const { words } = useSettings()
  const navigate = useNavigate()
  const [, place = 'tickets'] = useLocation().pathname.split('/')
  const items = placesFor(session.agent.role)
    .filter(({ isAside }) => !isAside)
    .map(({ key, icon, label }) => ({
      key,
      icon,
      label: (
        <>
          <span className="menu-text">{label(words)}</span>
          {key === 'tickets' && waiting > 0 && <span className="waiting">{waiting}</span>}
        </>
      ),
    }))
  return (
    <nav className="shell-nav" aria-label={words.nav.menu}>
      <strong className="product">
        <img src={icon} alt="" width={24} height={24} /> <span>{words.product}</span>
      </strong>
      <Menu mode="horizontal" disabledOverflow selectedKeys={[place]} items={items} onClick={({ key }) => navigate(`/${key}`)} />
    </nav>
  )
}

type ToolsProps = { readonly session: Session; readonly live: LiveState; readonly onHelp: () => void }

function Tools({ session, live, onHelp }: ToolsProps): ReactNode {
  const { words, lang, appearance, sound, change } = useSettings()
  const client = useQueryClient()
  const { run } = useAction()
  const { agent } = session
  const looks: readonly Appearance[] = ['light', 'dark', 'system']
  async function leave(): Promise<void> {
    await run(() => remove('/session'))
    forgetOthers(client)
    await client.resetQueries({ queryKey: ['session'] })
  }
  const navigate = useNavigate()
  const aside = placesFor(agent.role).filter(({ isAside }) => isAside)
  const items = [
    ...aside.map(({ key, icon, label }) => ({ key, icon, label: label(words), onClick: () => navigate(`/${key}`) })),
    { type: 'divider' as const },
    { key: 'language', icon: <TranslationOutlined />, label: words.language, onClick: () => change({ lang: lang === 'zh' ? 'en' : 'zh' }) },
    {
      key: 'theme',
      icon: <BulbOutlined />,
      label: words.theme.label,
      children: looks.map((look) => ({ key: look, label: words.theme[look], onClick: () => change({ appearance: look }) })),
    },
    { key: 'sound', icon: <BellOutlined />, label: sound ? words.sound.on : words.sound.off, onClick: () => change({ sound: !sound }) },
    { key: 'help', icon: <QuestionCircleOutlined />, label: words.help.open, onClick: onHelp },
    { type: 'divider' as const },
    { key: 'out', icon: <LogoutOutlined />, label: words.nav.signOut, onClick: () => void leave() },
  ]
  return (
    <Space className="shell-tools" size="middle">
      <Tooltip title={live === 'connected' ? words.live.connected : live === 'lost' ? words.live.lost : words.live.connecting}>
        <span role="status" aria-label={live === 'connected' ? words.live.connected : words.live.lost}>
          <Badge status={LIVE_STATUS[live]} />
        </span>
      </Tooltip>
      <Switch
        checked={agent.presence === 'present'}
        aria-label={`${words.presence.present} / ${words.presence.away}`}
        checkedChildren={words.presence.present}
        unCheckedChildren={words.presence.away}
        onChange={(isPresent) => void run(() => put('/presence', { presence: isPresent ? 'present' : 'away' }))}
      />
      <Dropdown menu={{ items, selectedKeys: [appearance] }} trigger={['click']} placement="bottomRight">
        <Button type="text" className="me">
          {agent.display}
        </Button>
      </Dropdown>
    </Space>
  )
}

/** Says that a ticket has come: on the page, and by a sound for whoever wants it. */
function useTicketAlert(): (number: string) => void {
  const { words, sound } = useSettings()
  const { notification } = App.useApp()
  const navigate = useNavigate()
  const latest = useRef({ words, sound, navigate })
  latest.current = { words, sound, navigate }
  return useCallback(
    (number) => {
      const { words: now, sound: isLoud, navigate: go } = latest.current
      notification.info({ title: now.queue.newTicket(number), placement: 'bottomRight', onClick: () => go(`/tickets/${number}`) })
      if (isLoud) beep()
    },
    [notification],
  )
}

function beep(): void {
  const audio = new AudioContext()
  const tone = audio.createOscillator()
  const volume = audio.createGain()
  volume.gain.value = 0.08
  tone.frequency.value = 880
  tone.connect(volume).connect(audio.destination)
  tone.start()
  tone.stop(audio.currentTime + 0.18)
  tone.onended = () => void audio.close()
}
