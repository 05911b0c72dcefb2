import * as z from 'zod'
import { accountSchema } from '../../accounts/model.js'
import { onAccount, operation } from './operation.js'

export const patchAccount = operation({
  method: 'patch',
  path: '/simulator/accounts/{id}',
  name: 'patchAccount',
  summary: 'Sets fields of the account; any combination of valid fields is an account.',
  parameters: onAccount,
  // The simulator itself looks at every field, so that it can name the wrong one.
  body: z.record(z.string(), z.unknown()),
  answer: accountSchema,
  run: ({ accounts }, { parameter, body }) => accounts.patch(parameter('id'), body),
})
