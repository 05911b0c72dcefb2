import { render } from 'preact'
import type { Commands } from './commands.js'
import { callOver, openBrowserSocket } from './connection/browserTransport.js'
import { localeFor } from './dictionary.js'
import { createMemory, type KeyValueStorage } from './memory.js'
import { memoryKey, type Options, readOptions } from './options.js'
import { type Chat, startChat } from './startChat.js'
import styles from './styles.css?inline'
import { Widget } from './view/widget.js'

/** Defines `<mibao-chat>`: one chat in a shadow tree of its own, so that no style goes in or out. */
export function defineElement(scriptOrigin: string, commands: Commands): void {
  class MibaoChat extends HTMLElement {
    static readonly observedAttributes = ['data-locale', 'data-open']
    #chat: Chat | undefined
    #leave = (): void => undefined

    connectedCallback(): void {
      if (this.#chat !== undefined) return
      const options = readOptions((name) => this.getAttribute(name), scriptOrigin)
      const chat = beginChat(options)
      this.#chat = chat
      commands.chats.add(chat)
      this.#leave = show(this, chat, options, commands)
    }

    disconnectedCallback(): void {
      // A router that moves the element takes it out and puts it back in one go.
      queueMicrotask(() => {
        if (this.isConnected || this.#chat === undefined) return
        this.#chat.stop()
        commands.chats.delete(this.#chat)
        this.#leave()
        this.#chat = undefined
      })
    }

    attributeChangedCallback(name: string, before: string | null, value: string | null): void {
      if (before === value || this.#chat === undefined || value === null) return
      if (name === 'data-locale') this.#chat.actions.setLocale(localeFor(value, navigator.language))
      else if (value !== 'false') this.#chat.actions.open()
    }
  }
  customElements.define('mibao-chat', MibaoChat)
}

function beginChat(options: Options): Chat {
  return startChat({
    options,
    browserLocale: navigator.language,
    memory: createMemory(browserStorage(), memoryKey(options)),
    call: callOver(options.server),
    openSocket: openBrowserSocket(options.server),
    after: (ms, run) => {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
    random: Math.random,
    newId,
  })
}

/** Draws the chat into the element; the answer takes everything down again. */
function show(host: HTMLElement, chat: Chat, options: Options, commands: Commands): () => void {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' })
  root.adoptedStyleSheets = [sheet()]
  host.toggleAttribute('data-launcher', options.launcher)
  const find = (selector: string): HTMLElement | null => root.querySelector<HTMLElement>(selector)
  const focusInput = (): void => find('textarea')?.focus()
  const draw = (): void => {
    const onOpen = (): void => {
      chat.actions.open()
      // With a finger the keyboard would cover what the bot has just said.
      if (matchMedia('(pointer: fine)').matches) focusInput()
      else find('.panel')?.focus()
    }
    const onClose = (): void => {
      chat.actions.close()
      find('.launcher')?.focus()
    }
    render(
      <Widget
        model={chat.store.model()}
        actions={chat.actions}
        launcher={options.launcher}
        focusInput={focusInput}
        onOpen={onOpen}
        onClose={onClose}
      />,
      root,
    )
  }
  chat.store.subscribe((model, before) => {
    if (model !== before) draw()
    if (model.unread !== before.unread) for (const listener of commands.unread) listener(model.unread)
  })
  draw()
  const stopListening = listenToPage(host, chat)
  return () => {
    stopListening()
    render(null, root)
  }
}

function listenToPage(host: HTMLElement, chat: Chat): () => void {
  const leaving = new AbortController()
  const { signal } = leaving
  const wake = (): void => {
    if (document.visibilityState === 'visible') chat.actions.reconnect()
  }
  document.addEventListener('visibilitychange', wake, { signal })
  addEventListener('online', wake, { signal })
  const { visualViewport } = window
  const followKeyboard = (): void => {
    if (visualViewport === null) return
    // The keyboard of a phone shrinks only the visual viewport; the panel follows it, so the input is never behind it.
    host.style.setProperty('--visible-height', `${visualViewport.height}px`)
    host.style.setProperty('--visible-top', `${visualViewport.offsetTop}px`)
  }
  visualViewport?.addEventListener('resize', followKeyboard, { signal })
  visualViewport?.addEventListener('scroll', followKeyboard, { signal })
  followKeyboard()
  return () => leaving.abort()
}

let shared: CSSStyleSheet | undefined

/** One sheet for all chats of the page; unlike a style element it needs no permission from the page's content policy. */
function sheet(): CSSStyleSheet {
  if (shared === undefined) {
    shared = new CSSStyleSheet()
    shared.replaceSync(styles)
  }
  return shared
}

/** Not `randomUUID`: that exists on https pages alone. */
function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function browserStorage(): KeyValueStorage | undefined {
  try {
    return localStorage
  } catch {
    // Reading the property alone throws where cookies are blocked.
    return undefined
  }
}
