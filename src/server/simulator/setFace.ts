import * as z from 'zod'
import { accountSchema, faceResultSchema } from '../../accounts/model.js'
import { onAccount, operation } from './operation.js'

export const setFace = operation({
  method: 'post',
  path: '/simulator/accounts/{id}/face',
  name: 'setFace',
  summary: "How the person's next face checks end.",
  parameters: onAccount,
  body: z.strictObject({ result: faceResultSchema }),
  answer: accountSchema,
  run: ({ accounts }, { parameter, body }) => accounts.setFace(parameter('id'), body.result),
})
