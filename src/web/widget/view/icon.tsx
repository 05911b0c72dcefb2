import type { VNode } from 'preact'
import type { CheckState } from '../../contract.js'

const PATHS = {
  chat: 'M4 5.5A2.5 2.5 0 0 1 6.5 3h11A2.5 2.5 0 0 1 20 5.5v8a2.5 2.5 0 0 1-2.5 2.5H11l-4.6 4.1c-.5.4-1.4.1-1.4-.6V16a2.5 2.5 0 0 1-1-2z',
  close: 'M6 6l12 12M18 6L6 18',
  restart: 'M19 12a7 7 0 1 1-2.2-5.1M19 4v4h-4',
  send: 'M4 12l16-8-6 16-3-6.5z',
  down: 'M12 5v14M6 13l6 6 6-6',
  shield: 'M12 3l7 2.5v5.2c0 4.6-2.9 8.3-7 10.3-4.1-2-7-5.7-7-10.300V5.500z',
  fine: 'M5 12.500l4.5 4.500L19 7.5',
  found: 'M12 6v7M12 17.500v.1',
  not_checked: 'M6 12h12',
  running: 'M12 4a8 8 0 1 1-8 8',
} satisfies Record<CheckState | 'chat' | 'close' | 'restart' | 'send' | 'down' | 'shield', string>

/** Decoration only: what a control does is said in words beside it. */
export function Icon({ name, filled = false }: { readonly name: keyof typeof PATHS; readonly filled?: boolean }): VNode {
  return (
    <svg viewBox="0 0 24 24" class={filled ? 'icon filled' : 'icon'} aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  )
}
