import * as z from 'zod'
import { accountSchema } from '../../accounts/model.js'
import { userActionOutcomes, userActionSchema } from '../../accounts/operations.js'
import { onAccount, operation } from './operation.js'

const outcomes = [...new Set(Object.values(userActionOutcomes).flat())]
const gives = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))

export const performUserAction = operation({
  method: 'post',
  path: '/simulator/accounts/{id}/user-actions',
  name: 'performUserAction',
  summary: 'What the person does in the simulated app.',
  parameters: onAccount,
  body: userActionSchema,
  answer: z.object({ result: z.object({ outcome: z.enum(outcomes), gives: gives.optional() }), account: accountSchema }),
  run: ({ accounts }, { parameter, body }) => accounts.userAction(parameter('id'), body),
})
