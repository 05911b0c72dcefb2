import * as z from 'zod'
import { operation } from './operation.js'

const TEN_YEARS = 10 * 366 * 24 * 3600

export const advanceClock = operation({
  method: 'post',
  path: '/simulator/clock',
  name: 'advanceClock',
  summary: "Moves the server's clock on: codes, proofs and tokens end as if the time had passed.",
  body: z.strictObject({ advance_s: z.number().min(0).max(TEN_YEARS) }),
  answer: z.object({ advance_s: z.number() }),
  run: async (api, { body }) => {
    await api.advanceClock(body.advance_s)
    return { advance_s: body.advance_s }
  },
})
