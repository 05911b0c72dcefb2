/** What the Simulator API tells, as the phone of the demo page understands it. */
export type Persona = { readonly persona: string; readonly title: { readonly zh: string; readonly en: string } }
export type FieldValue = string | boolean | null
export type Account = { readonly account_id: string; readonly fields: ReadonlyMap<string, FieldValue> }
export type Sms = { readonly number: string; readonly at: string; readonly text: string; readonly code: string | undefined }
export type Outcome = { readonly outcome: string; readonly reason: string | undefined }
export type UserAction =
  | { readonly action: 'log_in'; readonly method: string }
  | { readonly action: 'update_client' | 'request_unbind' | 'confirm_unbind' | 'activate' | 'read_notice' }
