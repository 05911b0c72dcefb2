import * as z from 'zod'
import { operation } from './operation.js'

const message = z.object({ at: z.number(), text: z.string(), code: z.string().optional(), purpose: z.enum(['ownership', 'possession']) })

export const readInbox = operation({
  method: 'get',
  path: '/simulator/phones/{number}/inbox',
  name: 'readInbox',
  summary: 'What the simulated phone with this number received, newest first; times in ms since 1970.',
  parameters: { number: z.string().max(32) },
  body: null,
  answer: z.array(message),
  run: ({ inbox }, { parameter }) => inbox(parameter('number')),
})
