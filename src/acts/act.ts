import type { Order, Piece, WorkDeps } from '../checks/work.js'

/** What acts ask of the verification room; `account` is the number itself, unknown ones included. */
export type VerificationPort = {
  sendOwnershipCode(order: Order, account: string): Promise<'sent' | 'limited'>
  tryOwnershipCode(order: Order, account: string, tag: string): Promise<'verified' | 'wrong' | 'expired' | 'locked'>
  tryDynamicCode(order: Order, account: string, tag: string): Promise<'verified' | 'wrong' | 'locked'>
  checkFace(order: Order, account: string): Promise<'verified' | 'failed' | 'bad_light' | 'locked'>
  sendPossessionCode(order: Order, account: string, number: string): Promise<'sent' | 'limited' | 'not_verified'>
  tryPossessionCode(order: Order, account: string, number: string, tag: string): Promise<'verified' | 'wrong' | 'expired' | 'locked' | 'not_verified'>
  /** Whether possession of the number in `args.new_phone` was proven here for this account. */
  possesses(order: Order, account: string): Promise<boolean>
}
export type ActDeps = WorkDeps & { readonly verification: VerificationPort }
export type Act = Piece<ActDeps>
