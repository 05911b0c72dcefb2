import { z } from 'zod'
import type { State } from '../engine/state.js'
import type { Json } from '../storage/records.js'

const FORMAT = 1
const written = z.custom<State>(
  (value) => typeof value === 'object' && value !== null && 'format' in value && value.format === FORMAT && 'frames' in value,
)

/** A state as it was stored. Only its format number is looked at: it was written by this program, in one transaction with its events. */
export function readState(json: Json): State {
  const state = written.safeParse(json)
  if (!state.success) throw new Error(`expected a stored state of format ${FORMAT}, got ${JSON.stringify(json).slice(0, 60)}`)
  return state.data
}
