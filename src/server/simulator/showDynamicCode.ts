import * as z from 'zod'
import { onAccount, operation } from './operation.js'

export const showDynamicCode = operation({
  method: 'get',
  path: '/simulator/accounts/{id}/dynamic-code',
  name: 'showDynamicCode',
  summary: "What the person's dynamic-code app shows now.",
  parameters: onAccount,
  body: null,
  answer: z.object({ code: z.string() }),
  run: async ({ accounts, dynamicCode }, { parameter }) => {
    const { account_id } = await accounts.get(parameter('id'))
    return { code: await dynamicCode(account_id) }
  },
})
