import type { ConversationDetail, ConversationList, ConversationQuery, Message } from '../contract/conversations.js'
import type { Fallbacks, Insights, InsightsQuery } from '../contract/insights.js'
import { readState } from '../conversations/readState.js'
import { showMessages } from '../conversations/showMessages.js'
import { whyOf } from '../conversations/why.js'
import type { Program } from '../dialog/program.js'
import { shownValue } from '../shared/refs.js'
import type { Conversation } from '../storage/records.js'
import { readFallbacks } from './fallbacks.js'
import { readSteps, type StepCount } from './flow.js'
import { createIndexWriter, type Indexed, openIndex } from './indexFile.js'
import { readInsights } from './insights.js'
import { idsOf, listRows, rowOf } from './listRows.js'
import { openMainFile } from './mainFile.js'
import { sessionsOf } from './sessions.js'
import { summarise } from './summary.js'

/** Titles of intents, for the buttons of the product's own questions. */
type Titles = Readonly<Record<string, { readonly zh: string; readonly en: string }>>
export type ReaderFiles = { readonly database: string; readonly index: string; readonly titles: Titles; readonly zone: string }
/** A conversation without what other rooms add: names of agents, tickets. */
export type Detail = Omit<ConversationDetail, 'ticketRows'>

/** Everything that is asked about conversations; its calls run at once and may take their time, so it lives in a thread of its own. */
export type Reader = {
  list(query: ConversationQuery, now: number): ConversationList
  detail(id: string, now: number): Detail | null
  ids(query: Partial<ConversationQuery>, now: number): readonly string[]
  insights(query: InsightsQuery, now: number): Insights
  steps(query: InsightsQuery): readonly StepCount[]
  fallbacks(query: InsightsQuery): Fallbacks
  /** These have changed. */
  touched(ids: readonly string[]): void
  /** These are gone: nothing of them stays in the index, nor in its log. */
  forget(ids: readonly string[]): void
  /** Looks for whatever has changed without anybody telling; `goOn` takes it up. */
  look(): void
  /** Takes up some of what was found; `now` while there is more, `later` while only what was read a moment ago has changed again. Questions are answered in between. */
  goOn(): 'now' | 'later' | 'done'
  /** Both, to the end. */
  catchUp(): void
  close(): void
}

const raise = (error: Error): never => {
  throw error
}
const AT_ONCE = 50
const CHEAP_MS = 5
/** So many times as long as it took it may be out of date. */
const REST = 20

/** A conversation that cannot be read is told to `failed` and left out until it changes; the others do not suffer for it. */
export function openReader({ database, index, titles, zone }: ReaderFiles, failed: (error: Error) => void = raise): Reader {
  const main = openMainFile(database)
  const db = openIndex(index, zone)
  const writer = createIndexWriter(db, zone)
  const programs = new Map<string, Program | null>()
  /** Told of, and so looked at before anything is answered; and found by looking. */
  const pending = new Set<string>()
  const backlog = new Set<string>()

  function wordingOf(hash: string) {
    if (!programs.has(hash)) programs.set(hash, main.program(hash))
    const program = programs.get(hash)
    return program ? { program, titles } : null
  }
  function indexedOf(id: string): Indexed | null {
    const conversation = main.conversation(id)
    if (!conversation) return null
    const activities = main.activities(id)
    const messages = showMessages(activities, wordingOf)
    const { version: reviewVersion, ...review } = main.review(id)
    const { version, owner, ownerAgent: agent } = conversation
    const { language } = readState(conversation.state)
    const events = main.events(id)
    const own = { id, version, language, owner, agent, reviewVersion, text: textOf(messages) }
    return { ...own, ...review, ...summarise(events, activities), sessions: sessionsOf(events, activities) }
  }
  /** What reading a conversation cost the last time: one with thousands of messages is not read anew for each of them. */
  const rests = new Map<string, number>()
  function settle(): void {
    const due = new Set([...pending].filter((id) => (rests.get(id) ?? 0) <= performance.now()))
    for (const id of due) pending.delete(id)
    while (due.size > 0) takeUp(due)
  }
  function takeUp(waiting: Set<string>): void {
    const ids = [...waiting].slice(0, AT_ONCE)
    for (const id of ids) waiting.delete(id)
    const read = ids.map((id) => ({ id, row: measured(id) }))
    writer.put(read.flatMap(({ row }) => row ?? []))
    writer.remove(read.flatMap(({ id, row }) => (row ? [] : [id])))
  }
  function readOrTell(id: string): Indexed | null {
    try {
      return indexedOf(id)
    } catch (error) {
      failed(new Error(`the conversation ${id} cannot be read`, { cause: error }))
      return null
    }
  }
  function measured(id: string): Indexed | null {
    const begun = performance.now()
    const row = readOrTell(id)
    const cost = performance.now() - begun
    if (cost > CHEAP_MS) rests.set(id, performance.now() + cost * REST)
    else rests.delete(id)
    return row
  }
  function look(): void {
    const known = writer.versions()
    const stored = main.versions()
    for (const { id, version } of stored) if (known.get(id) !== version) backlog.add(id)
    const ids = new Set(stored.map(({ id }) => id))
    for (const id of known.keys()) if (!ids.has(id)) backlog.add(id)
  }
  function goOn(): 'now' | 'later' | 'done' {
    settle()
    if (backlog.size > 0) takeUp(backlog)
    if (backlog.size > 0) return 'now'
    return pending.size > 0 ? 'later' : 'done'
  }

  return {
    list(query, now) {
      settle()
      return listRows(db, query, now)
    },
    detail(id, now) {
      rests.delete(id)
      pending.add(id)
      settle()
      const conversation = main.conversation(id)
      const row = rowOf(db, id, now)
      if (!conversation || !row) return null
      return {
        ...row,
        messages: [...showMessages(main.activities(id), wordingOf)],
        why: { ...whyOf(main.events(id)) },
        notes: main.notes(id).map(({ text, agent, at }) => ({ text, at, by: { id: agent, display: agent } })),
        ...standingOf(conversation),
        reviewVersion: main.review(id).version,
      }
    },
    ids(query, now) {
      settle()
      return idsOf(db, query, now)
    },
    insights(query, now) {
      settle()
      return readInsights(db, query, now)
    },
    steps(query) {
      settle()
      return readSteps(db, query)
    },
    fallbacks(query) {
      settle()
      return readFallbacks(db, query)
    },
    touched(ids) {
      for (const id of ids) pending.add(id)
      settle()
    },
    forget(ids) {
      for (const id of ids) {
        rests.delete(id)
        pending.add(id)
      }
      settle()
      db.exec("insert into words (words) values ('optimize')")
      db.pragma('wal_checkpoint(truncate)')
    },
    look,
    goOn,
    catchUp() {
      look()
      while (goOn() === 'now');
    },
    close() {
      main.close()
      db.close()
    },
  }
}

/** People's words before the bot's, so that a search shows those first. */
function textOf(messages: readonly Message[]): string {
  const said = messages.filter(({ text, event }) => text !== '' && event === null)
  const [people, bot] = [said.filter(({ from }) => from !== 'bot'), said.filter(({ from }) => from === 'bot')]
  return [...people, ...bot].map(({ text }) => text).join('\n')
}

/** Where the bot stands, and what it knows, with personal values as they may be shown. */
function standingOf({ state: stored }: Conversation): Pick<Detail, 'slots' | 'proof' | 'standing'> {
  const { slots, frames, proof } = readState(stored)
  const all = [slots, ...frames.map((frame) => frame.slots)].flatMap((some) => Object.entries(some))
  return {
    slots: Object.fromEntries(all.map(([slot, value]) => [slot, shownValue(value)])),
    proof,
    standing: frames.map(({ dialog, node }) => `${dialog}/${node}`),
  }
}
