import type { Event } from '../engine/events.js'
import type { EventRow } from '../storage/records.js'

const isEvent = (value: unknown): value is Event => typeof value === 'object' && value !== null && 'type' in value

/** An event as it was stored; null for what is none. */
export const readEvent = ({ event }: Pick<EventRow, 'event'>): Event | null => (isEvent(event) ? event : null)
/** The events of these rows, in order. */
export const readEvents = (rows: readonly EventRow[]): readonly Event[] => rows.flatMap((row) => readEvent(row) ?? [])
