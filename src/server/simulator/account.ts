import { accountIdSchema, accountSchema } from '../../accounts/model.js'
import { BadField } from '../../accounts/refusals.js'

/** What cannot be an account number is nobody's, so it is unknown rather than wrong. */
export const accountParameter = accountIdSchema.catch('0')
export const accountAnswer = accountSchema
export { BadField }
