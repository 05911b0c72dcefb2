import { localeFor } from './dictionary.js'
import type { Chat } from './startChat.js'

export type UnreadListener = (count: number) => void

/** The page's side of the widget: `MibaoDesk('open')`. What the page called before the script came is in the queue `q`. */
export type Commands = { (...command: readonly unknown[]): void; readonly chats: Set<Chat>; readonly unread: Set<UnreadListener> }

export function createCommands(browserLocale: string): Commands {
  const chats = new Set<Chat>()
  const unread = new Set<UnreadListener>()
  const run = (...[name, first, second]: readonly unknown[]): void => {
    if (name === 'on' && first === 'unread' && isListener(second)) unread.add(second)
    for (const { actions } of chats) command(actions, name, first, browserLocale)
  }
  return Object.assign(run, { chats, unread })
}

function command(actions: Chat['actions'], name: unknown, value: unknown, browserLocale: string): void {
  if (name === 'open') actions.open()
  else if (name === 'close') actions.close()
  else if (name === 'reset') actions.reset()
  else if (name === 'setLocale' && typeof value === 'string') actions.setLocale(localeFor(value, browserLocale))
  else if (name === 'draft' && typeof value === 'string') actions.setDraft(value)
}

function isListener(value: unknown): value is UnreadListener {
  return typeof value === 'function'
}
