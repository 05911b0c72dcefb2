import { Modal } from 'antd'
import type { ReactNode } from 'react'
import { useSettings } from '../data/settings.js'

export function Help({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }): ReactNode {
  const { words } = useSettings()
  const { help } = words
  const keys: readonly (readonly [string, string])[] = [
    ['J', help.next],
    ['K', help.previous],
    ['Enter', help.enter],
    ['C', help.claim],
    ['E', help.reviewed],
    ['R', help.reply],
    ['/', `${help.search} · ${help.canned}`],
    ['Ctrl+K', words.review.commands],
    ['Esc', help.back],
    ['?', help.help],
  ]
  return (
    <Modal open={open} onCancel={onClose} footer={null} title={help.title} width={420}>
      <dl className="keys">
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
