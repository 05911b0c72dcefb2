import { accountSchema } from '../../accounts/model.js'
import { onAccount, operation } from './operation.js'

export const getAccount = operation({
  method: 'get',
  path: '/simulator/accounts/{id}',
  name: 'getAccount',
  summary: 'The whole account, unmasked.',
  parameters: onAccount,
  body: null,
  answer: accountSchema,
  run: ({ accounts }, { parameter }) => accounts.get(parameter('id')),
})
