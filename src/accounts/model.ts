import * as z from 'zod'

/** An 11-digit mainland mobile number; the simulation sends nothing to it. */
export const phoneSchema = z.string().regex(/^1[3-9]\d{9}$/, 'expected an 11-digit mobile number')

/** A QQ number. */
export const accountIdSchema = z.string().regex(/^[1-9]\d{4,10}$/, 'expected an account number of 5 to 11 digits')

export const clientVersionSchema = z.enum(['supported', 'restricted'])
export const faceResultSchema = z.enum(['pass', 'fail', 'bad_light'])

/** The fields that anything may say of an account; whose it is and its numbers come on top. */
export const stateFields = {
  status: z.enum(['normal', 'not_activated', 'banned', 'frozen', 'at_risk']),
  binding: z.enum(['correct', 'incorrect', 'expired', 'not_bound']),
  dynamic_code: z.boolean(),
  face: z.boolean(),
  /** How the person's face checks end until this is set anew. */
  face_result: faceResultSchema,
  client_version: clientVersionSchema,
  new_phone_verified: z.boolean(),
  login_method: z.enum(['correct', 'old_phone_used']),
  unbind: z.enum(['none', 'requested', 'partial', 'errored', 'complete']),
  /** The owner confirmed the request; only then does the next login process it. */
  unbind_confirmed: z.boolean(),
  /** A failed unbinding fails again when it is tried again. */
  retry_fails: z.boolean(),
  recent_operations: z.enum(['clean', 'misoperation', 'suspicious']),
  can_send: z.boolean(),
  gets_notifications: z.boolean(),
  logged_in: z.boolean(),
  /** `unavailable`: every check and act of this account answers `unavailable`. */
  service: z.enum(['ok', 'unavailable']),
} as const

/** One simulated account, as the Simulator API shows it. Any combination of valid fields is an account: single-field edits are allowed. */
export const accountSchema = z
  .strictObject({
    account_id: accountIdSchema,
    /** The persona that the private copy was made from. */
    persona: z.string().min(1),
    bound_phone: phoneSchema.nullable(),
    verified_contact: phoneSchema.nullable(),
    /** The phone meant for use after unbinding; null when the person has named none. */
    new_phone: phoneSchema.nullable(),
    /** The secret of the dynamic code (TOTP), base32. */
    dynamic_secret: z.string().regex(/^[A-Z2-7]{16,64}$/, 'expected 16 to 64 base32 characters'),
    ...stateFields,
  })
  .readonly()

export type Account = z.infer<typeof accountSchema>
export type FaceResult = z.infer<typeof faceResultSchema>
