import { useEffect, useRef } from 'react'
import { shortcutOf } from '../model/keys.js'

type Shortcuts = Readonly<Record<string, () => void>>

/** Keys of this part of the page; none fires while somebody types or composes, or while a dialog is open. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts)
  latest.current = shortcuts
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const { target } = event
      const element = target instanceof HTMLElement ? target : document.body
      if (document.querySelector('.ant-modal-wrap:not([style*="display: none"])') && event.key !== 'Escape') return
      const { key, ctrlKey, metaKey, altKey, isComposing, keyCode } = event
      const shortcut = shortcutOf({
        ...{ key, ctrlKey, metaKey, altKey, isComposing, keyCode },
        target: { tag: element.tagName, editable: element.isContentEditable },
      })
      const run = shortcut !== null && Object.hasOwn(latest.current, shortcut) ? latest.current[shortcut] : undefined
      if (!run) return
      event.preventDefault()
      run()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}

/** Ctrl+K, or the command key and K, works while typing too. */
export function useCommandKey(run: () => void): void {
  const latest = useRef(run)
  latest.current = run
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.isComposing) return
      event.preventDefault()
      latest.current()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}
