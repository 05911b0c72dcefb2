/** What a client sends next, where the conversation must stand then, and which acts its turn must have done, once each. */
export type Step = {
  readonly at: string | null
  readonly send: { readonly text: string } | { readonly tap: string } | { readonly code: 'right' | 'wrong'; readonly of: 'contact' | 'new_phone' }
  readonly acts: readonly string[]
}
export type Person = { readonly account: string; readonly contact: string; readonly newPhone: string }

/** Words that may come at any point: they are answered and the open question is put again. */
export const ASIDE = '什么是密保手机'

/** Proves ownership, replaces the phone and unbinds it, with wrong codes on the way: one more wrong code anywhere locks the code. */
export const script = ({ account, newPhone }: Person): readonly Step[] => [
  { at: null, send: { text: '我想换绑手机号' }, acts: [] },
  { at: 'verify_owner/which_account', send: { text: account }, acts: [] },
  { at: 'verify_owner/how', send: { tap: 'sms' }, acts: ['send_ownership_code sent'] },
  { at: 'verify_owner/enter_sms', send: { code: 'wrong', of: 'contact' }, acts: ['try_ownership_code wrong'] },
  { at: 'verify_owner/enter_sms_again', send: { code: 'wrong', of: 'contact' }, acts: ['try_ownership_code wrong'] },
  { at: 'verify_owner/sms_wrong', send: { tap: 'again' }, acts: [] },
  { at: 'verify_owner/enter_sms_again', send: { code: 'right', of: 'contact' }, acts: ['try_ownership_code verified'] },
  { at: 'change_phone/explain', send: { tap: 'change' }, acts: [] },
  { at: 'bind_new_phone/which_phone', send: { text: newPhone }, acts: ['send_possession_code sent'] },
  { at: 'bind_new_phone/enter_code', send: { code: 'wrong', of: 'new_phone' }, acts: ['try_possession_code wrong'] },
  { at: 'bind_new_phone/enter_code_again', send: { code: 'right', of: 'new_phone' }, acts: ['try_possession_code verified'] },
  { at: 'bind_new_phone/confirm', send: { tap: 'bind' }, acts: ['bind_phone bound'] },
  { at: 'change_phone/confirm', send: { tap: 'works' }, acts: [] },
  { at: 'change_phone/solved', send: { text: '怎么解绑密保手机' }, acts: [] },
  { at: 'how_to_unbind/opening', send: { tap: 'begin' }, acts: [] },
  { at: 'how_to_unbind/step_1', send: { tap: 'stuck' }, acts: [] },
  { at: 'how_to_unbind/stuck', send: { tap: 'do_it_here' }, acts: [] },
  { at: 'do_unbind/warn', send: { tap: 'unbind' }, acts: ['unbind_phone unbound'] },
  { at: 'how_to_unbind/offer_binding', send: { tap: 'later' }, acts: [] },
]
