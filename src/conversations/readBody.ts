import { z } from 'zod'
import type { Json } from '../storage/records.js'
import type { Body } from './bodies.js'

const TYPES: ReadonlySet<unknown> = new Set<Body['type']>(['bot_said', 'user_said', 'agent_said', 'event', 'user_rated'])
const body = z.custom<Body>((value) => typeof value === 'object' && value !== null && 'type' in value && TYPES.has(value.type))

/** A stored body. Only its kind is looked at: this program wrote the rest itself. */
export function readBody(json: Json): Body {
  const read = body.safeParse(json)
  if (!read.success) throw new Error('expected the body of a stored message, found something else')
  return read.data
}
