import * as z from 'zod'

const count = z.int().positive()

/** How much anybody may ask and try; every window slides. Left-out fields take the values that the product ships with. */
export const limitsSchema = z
  .strictObject({
    /** Minutes that a code is good for. */
    codeMinutes: count.default(5),
    /** Wrong tries of one code; of dynamic codes and face checks, those of one conversation on one account in a day. */
    tries: count.default(5),
    /** Minutes that a proof, or the possession of a number, holds. */
    proofMinutes: count.default(15),
    perNumberPerMinute: count.default(1),
    perNumberPerDay: count.default(5),
    /** Failures on one account in a day, for each method apart, so that a stranger who uses one up leaves the owner the others. */
    failuresPerAccountDay: count.default(15),
    /** Failures on all accounts in a minute, for each method apart, and for first and further tries apart. */
    failuresGlobalPerMinute: count.default(120),
  })
  .readonly()

export type Limits = z.infer<typeof limitsSchema>
