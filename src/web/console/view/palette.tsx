import { AutoComplete, Input, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { useNavigate } from 'react-router'
import { useSettings } from '../data/settings.js'
import { toSearch } from '../model/filters.js'

export type Command = { readonly key: string; readonly label: string; run(): void }
type Props = { readonly open: boolean; readonly commands: readonly Command[]; readonly onClose: () => void }

/** Goes anywhere by its name, to a ticket by its number, and else searches the conversations. */
export function Palette({ open, commands, onClose }: Props): ReactNode {
  const { words } = useSettings()
  const { review } = words
  const navigate = useNavigate()
  const [draft, setDraft] = useState('')
  const text = draft.trim()
  const [number] = /^(?:MB-?)?\d{8}$/i.exec(text) ?? []
  const ticket = number === undefined ? null : `MB-${number.slice(-8)}`
  const offered: readonly Command[] = [
    ...(ticket === null ? [] : [{ key: 'ticket', label: review.goTicket(ticket), run: () => navigate(`/tickets/${ticket}`) }]),
    ...commands.filter(({ label }) => label.toLowerCase().includes(text.toLowerCase())),
    ...(text === '' ? [] : [{ key: 'search', label: review.searchFor(text), run: () => navigate(`/conversations?${toSearch({ q: text })}`) }]),
  ]
  function close(): void {
    setDraft('')
    onClose()
  }
  function go(key: string): void {
    const command = offered.find((one) => one.key === key)
    close()
    command?.run()
  }
  return (
    <Modal open={open} onCancel={close} footer={null} title={review.commands} destroyOnHidden width={520}>
      <AutoComplete
        autoFocus
        defaultActiveFirstOption
        showSearch={{ filterOption: false }}
        open
        className="wide"
        value={draft}
        options={offered.map(({ key, label }) => ({ value: key, label }))}
        onChange={(value) => setDraft(value)}
        onSelect={go}
        getPopupContainer={(element) => element.parentElement ?? element}
      >
        <Input aria-label={review.commandsHint} placeholder={review.commandsHint} />
      </AutoComplete>
      <div className="palette-room" />
    </Modal>
  )
}
