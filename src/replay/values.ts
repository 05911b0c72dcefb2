import { own } from '../shared/own.js'

/** How many digits the first piece of a value has that is typed in two messages. */
const PIECE = 3
/** What a reply may never show in full. */
const SECRET = ['account_id', 'phone', 'new_phone', 'free_phone', 'other_account_id', 'other_phone']

/** What `$account_id`, `$phone` … stand for in one conversation. */
export class Values {
  private readonly known = new Map<string, string>()

  set(name: string, value: string): void {
    this.known.set(name, value)
  }

  get(name: string): string {
    return this.known.get(name) ?? ''
  }

  get secrets(): readonly string[] {
    return SECRET.flatMap((name) => this.known.get(name) || [])
  }

  /** Every number that may get a text message. */
  get phones(): readonly string[] {
    return [...this.known].flatMap(([name, value]) => (name.endsWith('phone') && value !== '' ? [value] : []))
  }

  /** The text with values in the place of names; `live` are those of this moment. `$code_first` and `$code_rest` are pieces of one. */
  fill(text: string, live: { readonly code: string; readonly dynamicCode: string }): string {
    const all: Record<string, string> = {
      code: live.code,
      wrong_code: live.code === '123456' ? '654321' : '123456',
      dynamic_code: live.dynamicCode,
      ...Object.fromEntries(this.known),
    }
    const valueNamed = (name: string): string | undefined =>
      own(all, name) ?? own(all, name.replace(/_(?:first|rest)$/, ''))?.slice(...(name.endsWith('_first') ? [0, PIECE] : [PIECE]))
    return text.replace(/\$([a-z_]+)/g, (whole, name: string) => valueNamed(name) ?? whole)
  }
}

/** The numbers that a script's accounts give to its values. Accounts have nine digits or ten, so `unknown` with eight is nobody's. */
type Numbers = {
  readonly account_id: string
  readonly verified_contact: string | null
  readonly bound_phone: string | null
  readonly new_phone: string | null
}
export function valuesOf(account: Numbers, fresh: Numbers, other: Numbers | null, unknown: string): Values {
  const values = new Values()
  values.set('unknown_account_id', unknown)
  values.set('account_id', account.account_id)
  values.set('phone', account.verified_contact ?? account.bound_phone ?? '')
  values.set('new_phone', account.new_phone ?? fresh.bound_phone ?? '')
  values.set('free_phone', fresh.new_phone ?? String(Number(fresh.bound_phone) + 1))
  if (other) {
    values.set('other_account_id', other.account_id)
    values.set('other_phone', other.verified_contact ?? '')
  }
  return values
}
