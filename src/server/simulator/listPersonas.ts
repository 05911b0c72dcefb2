import * as z from 'zod'
import { operation } from './operation.js'

const persona = z.object({ persona: z.string(), title: z.object({ zh: z.string(), en: z.string() }), causes: z.array(z.string()) })

export const listPersonas = operation({
  method: 'get',
  path: '/simulator/personas',
  name: 'listPersonas',
  summary: 'Everybody an account can be made of, with the documented causes that hold for them.',
  body: null,
  answer: z.array(persona),
  run: ({ accounts }) => accounts.personas(),
})
