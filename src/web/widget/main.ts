import { field } from '../record.js'
import { createCommands } from './commands.js'
import { defineElement } from './element.js'

declare global {
  interface Window {
    MibaoDesk?: ((...command: readonly unknown[]) => void) | undefined
  }
}

/** Only while the script first runs does the page say which element it is. */
const script = document.currentScript

// A second script on the page defines nothing.
if (script instanceof HTMLScriptElement && customElements.get('mibao-chat') === undefined) embed(script)

function embed(from: HTMLScriptElement): void {
  const commands = createCommands(navigator.language)
  const queued = window.MibaoDesk
  window.MibaoDesk = commands
  defineElement(new URL(from.src).origin, commands)
  const begin = (): void => {
    place(from)
    for (const call of queuedCalls(queued)) commands(...call)
  }
  if (document.body === null) addEventListener('DOMContentLoaded', begin, { once: true })
  else begin()
}

/** The script's own attributes make one chat; a page that writes the element itself gives the script none. */
function place(from: HTMLScriptElement): void {
  if (from.dataset.siteKey === undefined) return
  const chat = document.createElement('mibao-chat')
  for (const { name, value } of from.attributes) if (name.startsWith('data-')) chat.setAttribute(name, value)
  const mount = from.dataset.mount === undefined ? null : document.querySelector(from.dataset.mount)
  if (mount === null) chat.setAttribute('data-launcher', '')
  ;(mount ?? document.body).append(chat)
}

function queuedCalls(queued: unknown): readonly (readonly unknown[])[] {
  const calls = typeof queued === 'function' && 'q' in queued ? queued.q : field(queued, 'q')
  // Each entry is an `arguments` object of the embedding snippet, which is no array.
  return Array.isArray(calls) ? calls.map((call: Iterable<unknown>) => [...call]) : []
}
