import type Database from 'better-sqlite3'
import { z } from 'zod'
import { FIGURES, type Figure, type FigureId, type Insights, type InsightsQuery, type Measured } from '../contract/insights.js'
import { IDLE_MS } from './sessions.js'
import { ALL, dateOf, dayOf, namesOf } from './tallies.js'

/** Counts by day of the period, and of the one before it. */
type Counts = ReadonlyMap<string, number>
type Period = { readonly from: number; readonly to: number }

const tallyRow = z.object({ day: z.number(), key: z.string(), n: z.number() })
const waitRow = z.object({ day: z.number(), n: z.number() })
const countRow = z.object({ n: z.number() })
const scopeRow = z.object({ scope: z.string(), key: z.string(), n: z.number() })
/** Sessions of all dialogs, or those in which one was begun. */
const OF_SCOPE = `and (? = '${ALL}' or instr(dialogs, ?) > 0)`
const MOST_INTENTS = 12

/** The figures of a period, read from the daily counts: as quick for a million conversations as for a thousand. */
export function readInsights(db: Database.Database, query: InsightsQuery, now: number): Insights {
  const period = { from: dayOf(query.from), to: dayOf(query.to) }
  const length = period.to - period.from + 1
  const before = { from: period.from - length, to: period.from - 1 }
  const scope = query.dialog ?? ALL
  const read = reader(db, query.language)
  const [daily, dailyBefore] = [read.byDay('figure', scope, period), read.byDay('figure', scope, before)]
  const [total, totalBefore] = [sum(daily), sum(dailyBefore)]
  const days = Array.from({ length }, (_, n) => period.from + n)
  const underWay = read.underWay(scope, now)
  const humans = read.humans(scope, period)
  const perDay = days.map((day) => daily.get(day) ?? new Map<string, number>())
  return {
    days: days.map(dateOf),
    figures: FIGURES.map((id): Figure => {
      const count = (counts: Counts, waits: readonly number[], open: number): Measured => measure(id, counts, waits, open)
      return {
        id,
        kind: KINDS[id] ?? 'share',
        ...count(total, humans.all, underWay),
        before: count(totalBefore, read.humans(scope, before).all, 0),
        series: perDay.map((counts, n) => count(counts, humans.byDay.get(days[n] ?? 0) ?? [], 0).value),
      }
    }),
    intents: intentsOf(read.byDay('intent', ALL, period), sum(read.byDay('intent', ALL, before)), days),
    dialogs: read.dialogs(period),
    reasons: ranked(sum(read.byDay('reason', ALL, period))).map(([reason, n]) => ({ reason: reasonSchema.parse(reason), total: n })),
    queues: ranked(sum(read.byDay('queue', ALL, period))).map(([queue, n]) => ({ queue, total: n })),
    underWay,
  }
}

const reasonSchema = z.enum(['asked', 'not_understood', 'dialog', 'fault'])
const KINDS: Readonly<Partial<Record<FigureId, Figure['kind']>>> = { sessions: 'count', first_human: 'ms' }

/** The definitions. Whoever goes on at this moment is engaged, but has not been left alone yet. */
function measure(id: FigureId, counts: Counts, waits: readonly number[], underWay: number): Measured {
  const n = (key: string): number => counts.get(key) ?? 0
  const share = (of: number, base: number): Measured => ({ value: base > 0 ? of / base : null, of, base })
  const engaged = n('engaged')
  switch (id) {
    case 'sessions':
      return { value: n('sessions'), of: n('sessions'), base: 0 }
    case 'engaged':
      return share(engaged, n('sessions'))
    case 'containment':
      return share(engaged - n('escalated'), engaged)
    case 'containment_strict':
      return share(engaged - n('escalated') - n('returned'), engaged)
    case 'escalation':
      return share(n('escalated'), engaged)
    case 'connected':
      return share(n('connected'), n('escalated'))
    case 'first_human':
      return { value: median(waits), of: waits.length, base: waits.length }
    case 'resolved_confirmed':
    case 'resolved_implied':
      return share(n(id), engaged)
    case 'abandoned':
      return share(Math.max(0, n('unfinished') - underWay), engaged)
    case 'fallback':
      return share(n('fallbacks'), n('free_texts'))
    case 'rating':
      return share(n('positive'), n('rated'))
    case 'rating_answered':
      return share(n('rated'), n('asked'))
  }
}

function median(sorted: readonly number[]): number | null {
  const middle = sorted.length >> 1
  const [low, high] = [sorted[middle - 1], sorted[middle]]
  if (high === undefined) return null
  return sorted.length % 2 === 1 || low === undefined ? high : (low + high) / 2
}

function intentsOf(daily: ReadonlyMap<number, Counts>, before: Counts, days: readonly number[]): Insights['intents'] {
  return ranked(sum(daily))
    .slice(0, MOST_INTENTS)
    .map(([intent, total]) => ({
      intent,
      total,
      before: before.get(intent) ?? 0,
      series: days.map((day) => daily.get(day)?.get(intent) ?? 0),
    }))
}

const ranked = (counts: Counts): readonly (readonly [string, number])[] => [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))

function sum(daily: ReadonlyMap<number, Counts>): Counts {
  const total = new Map<string, number>()
  for (const counts of daily.values()) for (const [key, n] of counts) total.set(key, (total.get(key) ?? 0) + n)
  return total
}

function reader(db: Database.Database, language: 'zh' | 'en' | undefined) {
  const languages = language === undefined ? ['zh', 'en'] : [language, language]
  const tally = db.prepare(
    'select day, key, sum(n) as n from tally where kind = ? and scope = ? and day between ? and ? and language in (?, ?) group by day, key',
  )
  const waits = db.prepare(
    `select day, first_human as n from session where day between ? and ? and language in (?, ?) and first_human is not null ${OF_SCOPE} order by first_human`,
  )
  const open = db.prepare(`select count(*) as n from session where is_open = 1 and last_at > ? and language in (?, ?) ${OF_SCOPE}`)
  const dialogs = db.prepare(
    `select scope, key, sum(n) as n from tally where kind = 'figure' and scope <> '${ALL}' and day between ? and ? and language in (?, ?) group by scope, key`,
  )
  return {
    byDay(kind: string, scope: string, { from, to }: Period): ReadonlyMap<number, Counts> {
      const daily = new Map<number, Map<string, number>>()
      for (const row of tally.all(kind, scope, from, to, ...languages)) {
        const { day, key, n } = tallyRow.parse(row)
        const counts = daily.get(day) ?? new Map<string, number>()
        daily.set(day, counts.set(key, n))
      }
      return daily
    },
    /** How long people waited for a person, the shortest first. */
    humans(scope: string, { from, to }: Period): { readonly all: readonly number[]; readonly byDay: ReadonlyMap<number, readonly number[]> } {
      const rows = waits.all(from, to, ...languages, scope, namesOf([scope])).map((row) => waitRow.parse(row))
      const byDay = new Map<number, number[]>()
      for (const { day, n } of rows) {
        const own = byDay.get(day) ?? []
        byDay.set(day, own)
        own.push(n)
      }
      return { all: rows.map(({ n }) => n), byDay }
    },
    underWay: (scope: string, now: number): number => countRow.parse(open.get(now - IDLE_MS, ...languages, scope, namesOf([scope]))).n,
    dialogs({ from, to }: Period): Insights['dialogs'] {
      const byDialog = new Map<string, Map<string, number>>()
      for (const row of dialogs.all(from, to, ...languages)) {
        const { scope, key, n } = scopeRow.parse(row)
        byDialog.set(scope, (byDialog.get(scope) ?? new Map<string, number>()).set(key, n))
      }
      return [...byDialog]
        .map(([dialog, counts]) => ({
          dialog,
          sessions: counts.get('sessions') ?? 0,
          escalated: counts.get('escalated') ?? 0,
          resolved: (counts.get('resolved_confirmed') ?? 0) + (counts.get('resolved_implied') ?? 0),
          abandoned: counts.get('unfinished') ?? 0,
        }))
        .sort((a, b) => b.sessions - a.sessions)
    },
  }
}
