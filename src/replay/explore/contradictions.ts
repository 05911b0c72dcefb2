import type { Account } from '../../accounts/model.js'

/** What must not be advised to the owner of this account: written by hand, whatever the dialogs think they found. */
export function forbiddenAdvice({ status, recent_operations }: Account): ReadonlyMap<string, string> {
  const forbidden = new Map<string, string>()
  const forbid = (why: string, ...advice: readonly string[]): void => {
    for (const one of advice) forbidden.set(one, why)
  }
  switch (status) {
    case 'banned':
    case 'frozen':
      forbid(status, 'unbind', 'rebind', 'activate')
      break
    case 'at_risk':
      forbid(status, 'unbind', 'rebind', 'undo')
      break
    case 'not_activated':
      forbid(status, 'appeal', 'unbind')
      break
    case 'normal':
      forbid(status, 'appeal', 'activate')
  }
  if (recent_operations === 'suspicious') forbid('suspicious operations', 'unbind', 'rebind', 'undo')
  return forbidden
}
