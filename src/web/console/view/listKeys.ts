import { useState } from 'react'
import { useShortcuts } from '../data/shortcuts.js'

type Row = { readonly key: string }
/** Walks a list by J and K; Enter opens. `more` are keys that act on the row one stands on. */
export function useListKeys<Item extends Row>(
  items: readonly Item[],
  open: (item: Item) => void,
  more: Readonly<Record<string, (item: Item) => void>> = {},
): string | null {
  const [current, setCurrent] = useState<string | null>(null)
  const at = items.findIndex(({ key }) => key === current)
  function go(step: number): void {
    const next = items[Math.min(items.length - 1, Math.max(0, at < 0 ? 0 : at + step))]
    if (!next) return
    setCurrent(next.key)
    document.querySelector(`[data-row-key="${CSS.escape(next.key)}"]`)?.scrollIntoView({ block: 'nearest' })
  }
  const here = items[at]
  useShortcuts({
    j: () => go(1),
    k: () => go(-1),
    ...(here && { Enter: () => open(here) }),
    ...(here && Object.fromEntries(Object.entries(more).map(([key, run]) => [key, () => run(here)]))),
  })
  return current
}
