import { faultSchema } from '../../accounts/simulatorState.js'
import { operation } from './operation.js'

export const addFault = operation({
  method: 'post',
  path: '/simulator/faults',
  name: 'addFault',
  summary: 'Makes the account service fail so often for one account.',
  body: faultSchema,
  answer: faultSchema,
  run: ({ accounts }, { body }) => accounts.addFault(body),
})
