import type { Choice, LocaleTag, OutgoingActivity } from '../contract.js'
import { type After, type ConnectionDeps, connect } from './connection/connect.js'
import { createOutbox } from './connection/outbox.js'
import { localeFor } from './dictionary.js'
import type { Memory } from './memory.js'
import { emptyModel } from './model.js'
import type { Options } from './options.js'
import { createStore, type Store } from './store.js'

export type ChatDeps = {
  readonly options: Options
  readonly browserLocale: string
  readonly memory: Memory
  readonly call: ConnectionDeps['call']
  readonly openSocket: ConnectionDeps['openSocket']
  readonly after: After
  readonly random: () => number
  readonly newId: () => string
}

/** What a person can do; the view calls these and nothing else. */
export type Actions = {
  readonly write: (text: string) => void
  readonly choose: (choice: Choice) => void
  readonly withdraw: (question: string) => void
  readonly rate: (stars: number, comment: string) => void
  readonly retry: (clientId: string) => void
  readonly setDraft: (draft: string) => void
  readonly open: () => void
  readonly close: () => void
  readonly scrolled: (atEnd: boolean) => void
  readonly setLocale: (locale: LocaleTag) => void
  readonly reset: () => void
  readonly reconnect: () => void
}

export type Chat = { readonly store: Store; readonly actions: Actions; readonly stop: () => void }

/** Replies of one turn come in one go; what follows within this time is read out together. */
const ANNOUNCE_AFTER_MS = 250
const ANNOUNCEMENT_STAYS_MS = 1000
/** A bot that broke off never says that it stopped typing. */
const TYPING_LASTS_MS = 15_000

/** Joins model, connection, outbox and memory into one working widget, without a view. */
export function startChat(deps: ChatDeps): Chat {
  const { memory, options } = deps
  const remembered = memory.read()
  const locale = localeFor(options.locale === 'auto' ? remembered.locale : options.locale, deps.browserLocale)
  const store = createStore({ ...emptyModel(locale), draft: remembered.draft })
  const { dispatch } = store
  const connection = connect({
    ...deps,
    siteKey: options.siteKey,
    locale: () => store.model().locale,
    resume: { read: () => memory.read().resume, write: (resume) => memory.write({ resume }) },
    shown: (shown) => shown !== store.model().connection && dispatch({ type: 'connection_changed', connection: shown }),
    received: (frame, live) => frame.activities.length > 0 && dispatch({ type: 'activities_received', activities: frame.activities, live }),
    conversationEnded: () => {
      outbox.clear()
      dispatch({ type: 'conversation_ended' })
    },
  })
  const outbox = createOutbox({
    ...deps,
    post: connection.post,
    changed: (clientId, delivery, id) => dispatch({ type: 'delivery_changed', clientId, delivery, ...(id === undefined ? {} : { id }) }),
  })
  rememberChanges(store, memory)
  passTime(store, deps.after)
  const actions = createActions(deps, { store, connection, send: outbox.send, retry: outbox.retry })
  if (!options.launcher || options.open || remembered.open) actions.open()
  // Closed, but with a conversation to come back to: what an agent answered meanwhile shows on the launcher.
  else if (remembered.resume !== undefined) connection.start()
  return { store, actions, stop: connection.stop }
}

type Parts = {
  readonly store: Store
  readonly connection: ReturnType<typeof connect>
  readonly send: (activity: OutgoingActivity) => void
  readonly retry: (clientId: string) => void
}

function createActions(deps: ChatDeps, { store, connection, send, retry }: Parts): Actions {
  const { dispatch } = store
  const head = (clientId: string) => ({ from: { id: 'user' }, locale: store.model().locale, channelData: { clientActivityID: clientId } }) as const
  return {
    write(text) {
      const said = text.trim()
      if (said === '') return
      const clientId = deps.newId()
      dispatch({ type: 'message_written', clientId, text: said })
      dispatch({ type: 'draft_changed', draft: '' })
      send({ ...head(clientId), type: 'message', text: said })
    },
    choose({ title, question, option }) {
      const clientId = deps.newId()
      dispatch({ type: 'message_written', clientId, text: title, answers: { question, option } })
      send({ ...head(clientId), type: 'message', text: title, value: { question, option } })
    },
    withdraw(question) {
      const clientId = deps.newId()
      dispatch({ type: 'answer_withdrawn', clientId, question })
      send({ ...head(clientId), type: 'event', name: 'withdraw', value: { question } })
    },
    rate(stars, comment) {
      const clientId = deps.newId()
      dispatch({ type: 'rated', clientId, stars })
      send({ ...head(clientId), type: 'event', name: 'rating', value: { stars, comment: comment.trim() } })
    },
    retry(clientId) {
      dispatch({ type: 'retried', clientId })
      retry(clientId)
    },
    setDraft: (draft) => dispatch({ type: 'draft_changed', draft }),
    open() {
      dispatch({ type: 'opened' })
      connection.start()
    },
    close: () => dispatch({ type: 'closed' }),
    scrolled: (atEnd) => atEnd !== store.model().atEnd && dispatch({ type: 'scrolled', atEnd }),
    setLocale(locale) {
      dispatch({ type: 'locale_chosen', locale })
      deps.memory.write({ locale })
    },
    reset: connection.reset,
    reconnect: connection.wake,
  }
}

function rememberChanges(store: Store, memory: Memory): void {
  store.subscribe((model, before) => {
    if (model.draft !== before.draft) memory.write({ draft: model.draft })
    if (model.open !== before.open) memory.write({ open: model.open })
  })
}

function passTime(store: Store, after: After): void {
  let cancelAnnounce = (): void => undefined
  let cancelTyping = (): void => undefined
  store.subscribe((model, before) => {
    if (model.toAnnounce !== before.toAnnounce && model.toAnnounce.length > 0) {
      cancelAnnounce()
      cancelAnnounce = after(ANNOUNCE_AFTER_MS, () => store.dispatch({ type: 'announced' }))
    }
    if (model.announcing !== before.announcing && model.announcing.length > 0) {
      after(ANNOUNCEMENT_STAYS_MS, () => store.dispatch({ type: 'announcement_ended' }))
    }
    if (model.typing && !before.typing) {
      cancelTyping()
      cancelTyping = after(TYPING_LASTS_MS, () => store.dispatch({ type: 'typing_ended' }))
    }
  })
}
