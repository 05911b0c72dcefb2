import { Worker } from 'node:worker_threads'
import { z } from 'zod'
import type { ConversationList, ConversationQuery } from '../contract/conversations.js'
import type { Fallbacks, Insights, InsightsQuery } from '../contract/insights.js'
import type { StepCount } from './flow.js'
import type { Detail, ReaderFiles } from './reader.js'

/** What the thread is asked; it answers in order. */
export type Question =
  | { readonly ask: 'list'; readonly query: ConversationQuery; readonly now: number }
  | { readonly ask: 'detail'; readonly id: string; readonly now: number }
  | { readonly ask: 'ids'; readonly query: Partial<ConversationQuery>; readonly now: number }
  | { readonly ask: 'insights'; readonly query: InsightsQuery; readonly now: number }
  | { readonly ask: 'steps' | 'fallbacks'; readonly query: InsightsQuery }
  | { readonly ask: 'touched' | 'forget'; readonly ids: readonly string[] }
  | { readonly ask: 'close' }
export type Answer = { readonly number: number; readonly result: unknown } | { readonly number: number; readonly fault: string }

/** The reading side of conversations, apart from the turns. */
export type Review = {
  list(query: ConversationQuery, now: number): Promise<ConversationList>
  detail(id: string, now: number): Promise<Detail | null>
  ids(query: Partial<ConversationQuery>, now: number): Promise<readonly string[]>
  insights(query: InsightsQuery, now: number): Promise<Insights>
  /** What sessions did in a dialog; `flowOf` lays it over its nodes. */
  steps(query: InsightsQuery): Promise<readonly StepCount[]>
  fallbacks(query: InsightsQuery): Promise<Fallbacks>
  /** These are gone from the store, and then from here, and from the files of both. */
  forget(ids: readonly string[]): Promise<void>
  /** Something of this conversation was committed. */
  touched(id: string): void
  close(): Promise<void>
}

/** The thread runs our own code: its answers have the shape that was asked for. */
const listed = z.custom<ConversationList>()
const detailed = z.custom<Detail | null>()
const named = z.custom<readonly string[]>()
const figured = z.custom<Insights>()
const stepped = z.custom<readonly StepCount[]>()
const misheard = z.custom<Fallbacks>()

/** Many commits in one moment are looked at once. */
const SOON_MS = 50
/** A thread that cannot even begin is not started over and over. */
const AGAIN_MS = 10_000

/** Reads in a thread of its own. `failed` is told of faults that nobody waits for. */
export function openReview(files: ReaderFiles, failed: (error: unknown) => void): Review {
  const waiting = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>()
  const changed = new Set<string>()
  let last = 0
  let timer: NodeJS.Timeout | null = null
  let isTelling = false
  let worker: Worker | null = begin()

  /** A thread that fails takes its questions with it; the next one begins where the files stand. */
  function begin(): Worker {
    const started = new Worker(new URL('./worker.js', import.meta.url), { workerData: files })
    started.on('message', (said: Answer) => {
      const asked = waiting.get(said.number)
      waiting.delete(said.number)
      if ('fault' in said) asked?.reject(new Error(said.fault))
      else asked?.resolve(said.result)
      if (!asked && 'fault' in said) failed(new Error(said.fault))
    })
    started.on('error', (error) => {
      failed(error)
      for (const { reject } of waiting.values()) reject(new Error('the reading thread has ended', { cause: error }))
      waiting.clear()
      worker = null
      setTimeout(() => {
        worker = begin()
      }, AGAIN_MS).unref()
    })
    return started
  }

  function ask(question: Question): Promise<unknown> {
    const number = ++last
    return new Promise((resolve, reject) => {
      if (!worker) return reject(new Error('the reading thread is being started again'))
      waiting.set(number, { resolve, reject })
      worker.postMessage({ number, question })
    })
  }
  function tellChanged(): Promise<unknown> {
    if (timer) clearTimeout(timer)
    timer = null
    const ids = [...changed]
    changed.clear()
    return ids.length === 0 ? Promise.resolve() : ask({ ask: 'touched', ids })
  }

  /** One telling at a time: what changes meanwhile waits here, so that no question stands behind a row of them. */
  function tellSoon(): void {
    if (timer || isTelling) return
    timer = setTimeout(() => {
      isTelling = true
      void tellChanged()
        .catch(failed)
        .finally(() => {
          isTelling = false
          if (changed.size > 0) tellSoon()
        })
    }, SOON_MS).unref()
  }

  return {
    async list(query, now) {
      // An agent sees what was committed before they asked.
      await tellChanged()
      return listed.parse(await ask({ ask: 'list', query, now }))
    },
    detail: async (id, now) => detailed.parse(await ask({ ask: 'detail', id, now })),
    async ids(query, now) {
      await tellChanged()
      return named.parse(await ask({ ask: 'ids', query, now }))
    },
    async insights(query, now) {
      await tellChanged()
      return figured.parse(await ask({ ask: 'insights', query, now }))
    },
    steps: async (query) => stepped.parse(await ask({ ask: 'steps', query })),
    fallbacks: async (query) => misheard.parse(await ask({ ask: 'fallbacks', query })),
    async forget(ids) {
      await ask({ ask: 'forget', ids })
    },
    touched(id) {
      changed.add(id)
      tellSoon()
    },
    async close() {
      if (timer) clearTimeout(timer)
      if (!worker) return
      await ask({ ask: 'close' })
      await worker.terminate()
    },
  }
}
