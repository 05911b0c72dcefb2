import type { Numbers } from '../../accounts/privateCopy.js'

/** The same in every walk: only which number is meant ever matters. */
export const NUMBERS: Numbers & { readonly free: string; readonly another: string; readonly taken: string } = {
  $account_id: '123456789',
  $old_phone: '13800000001',
  $new_phone: '13900000002',
  $contact: '13700000003',
  free: '13600000004',
  /** A second number that the owner holds. */
  another: '13300000006',
  taken: '13500000005',
}
