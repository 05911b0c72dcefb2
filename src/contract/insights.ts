import { z } from 'zod'
import { wordsSchema } from './tickets.js'

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'expected a date such as 2026-11-26')
/** Days of the desk's time zone, both inclusive. */
export const insightsQuerySchema = z
  .strictObject({ from: day, to: day, language: z.enum(['zh', 'en']).optional(), dialog: z.string().max(64).optional() })
  .refine(({ from, to }) => from <= to, { message: 'expected "from" not to be later than "to"' })
  .refine(({ from, to }) => (Date.parse(to) - Date.parse(from)) / 86_400_000 < 400, { message: 'expected at most 400 days' })
export type InsightsQuery = z.infer<typeof insightsQuerySchema>

/** Every figure of the desk; what each means is told beside it, and stands in docs/desk.md. */
export const FIGURES = [
  'sessions',
  'engaged',
  'containment',
  'containment_strict',
  'escalation',
  'connected',
  'first_human',
  'resolved_confirmed',
  'resolved_implied',
  'abandoned',
  'fallback',
  'rating',
  'rating_answered',
] as const
export type FigureId = (typeof FIGURES)[number]
/** A share is `of` out of `base`; a count has no base; a time is the median of `base` times, in ms. Null where there is nothing to divide by. */
const measured = z.object({ value: z.number().nullable(), of: z.number(), base: z.number() })
export type Measured = z.infer<typeof measured>
export const figureSchema = measured.extend({
  id: z.enum(FIGURES),
  kind: z.enum(['count', 'share', 'ms']),
  /** The period of the same length just before. */
  before: measured,
  /** One value a day of the period. */
  series: z.array(z.number().nullable()),
})
export type Figure = z.infer<typeof figureSchema>

export const insightsSchema = z.object({
  days: z.array(z.string()),
  figures: z.array(figureSchema),
  /** The most frequent first; `series` by day. */
  intents: z.array(z.object({ intent: z.string(), total: z.int(), before: z.int(), series: z.array(z.int()) })),
  dialogs: z.array(z.object({ dialog: z.string(), sessions: z.int(), escalated: z.int(), resolved: z.int(), abandoned: z.int() })),
  reasons: z.array(z.object({ reason: z.enum(['asked', 'not_understood', 'dialog', 'fault']), total: z.int() })),
  queues: z.array(z.object({ queue: z.string(), total: z.int() })),
  /** Sessions that go on at this moment: counted as sessions, and as nothing else yet. */
  underWay: z.int(),
})
export type Insights = z.infer<typeof insightsSchema>

/** Sessions that came by a node, ended there without a result, and were handed over there. */
export const flowSchema = z.object({
  dialog: z.string(),
  title: wordsSchema,
  start: z.string(),
  sessions: z.int(),
  nodes: z.array(
    z.object({ id: z.string(), words: wordsSchema.nullable(), kind: z.string(), visits: z.int(), dropped: z.int(), escalated: z.int() }),
  ),
  /** `isWritten`: the dialog itself has this step; otherwise somebody took an answer back. */
  edges: z.array(z.object({ from: z.string(), to: z.string(), sessions: z.int(), isWritten: z.boolean() })),
})
export type Flow = z.infer<typeof flowSchema>

export const fallbacksSchema = z.object({
  /** Sentences that were read, the latest of the period. */
  read: z.int(),
  clusters: z.array(
    z.object({
      size: z.int(),
      text: z.string(),
      examples: z.array(z.object({ text: z.string(), conversation: z.string(), at: z.number() })),
    }),
  ),
})
export type Fallbacks = z.infer<typeof fallbacksSchema>
