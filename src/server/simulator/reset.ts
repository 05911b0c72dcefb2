import * as z from 'zod'
import { operation } from './operation.js'

export const reset = operation({
  method: 'post',
  path: '/simulator/reset',
  name: 'reset',
  summary: 'Puts one account back to how it was made, or everything: accounts, challenges, budgets and tickets.',
  body: z.strictObject({ account_id: z.string().optional() }),
  answer: z.object({}),
  run: async (api, { body }) => {
    if (body.account_id !== undefined) await api.accounts.get(body.account_id)
    await api.resetAll(body.account_id)
    return {}
  },
})
