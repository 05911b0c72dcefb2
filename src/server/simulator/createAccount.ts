import * as z from 'zod'
import { accountSchema } from '../../accounts/model.js'
import { operation } from './operation.js'

export const createAccount = operation({
  method: 'post',
  path: '/simulator/accounts',
  name: 'createAccount',
  summary: 'A private copy of a persona, with fresh numbers of its own.',
  body: z.strictObject({ persona: z.string(), patch: z.record(z.string(), z.unknown()).optional() }),
  status: 201,
  answer: accountSchema,
  run: ({ accounts }, { body }) => accounts.createPrivateCopy(body.persona, body.patch),
})
