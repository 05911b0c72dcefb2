import type { AccountService } from '../accounts/port.js'
import type { Lang, Proof, Signature } from '../dialog/program.js'

/** A check or act to carry out. Arguments are references; `resolve` opens them in memory. */
export type Order = {
  readonly conversation: string
  /** The same after a crash, so that a repeat is recognised. */
  readonly key: string
  readonly at: number
  readonly args: Readonly<Record<string, string>>
  /** What a verification under way is for. */
  readonly purpose: Proof
  /** In which messages to the user are written. */
  readonly language: Lang
  resolve(ref: string): Promise<string>
}
export type Outcome = { readonly outcome: string; readonly gives: Readonly<Record<string, string>> }

export type TicketFound = { readonly number: string; readonly status: 'open' | 'assigned' | 'resolved' }
export type Guard = { readonly conversation: string; readonly account: string; readonly proof: 'read' | 'change'; readonly at: number }
/** What checks and acts work with. The guard is asked by every one that needs a proof, whatever the dialogs did before. */
export type WorkDeps = {
  readonly accounts: AccountService
  isProven(guard: Guard): Promise<boolean>
  /** Keyed hash of an account number or phone. */
  hash(kind: 'qq' | 'phone', value: string): string
  ticketsOfConversation(conversation: string): Promise<readonly TicketFound[]>
  ticketsOfAccount(accountHash: string): Promise<readonly TicketFound[]>
}

export type Piece<Deps> = { readonly signature: Signature; run(order: Order, deps: Deps): Promise<Outcome> }

export const outcome = (name: string, gives: Readonly<Record<string, string>> = {}): Outcome => ({ outcome: name, gives })

/** The account's number itself, or null where the conversation has none yet. */
export async function accountOf({ args, resolve }: Order): Promise<string | null> {
  return args.account_id === undefined ? null : resolve(args.account_id)
}

/** Runs `work` only with a proof for the account that has not ended; otherwise the answer is `not_verified`. */
export async function whenProven(
  order: Order,
  deps: Pick<WorkDeps, 'isProven'>,
  proof: 'read' | 'change',
  work: (account: string) => Promise<Outcome>,
): Promise<Outcome> {
  const account = await accountOf(order)
  if (account === null || !(await deps.isProven({ conversation: order.conversation, account, proof, at: order.at }))) return outcome('not_verified')
  return work(account)
}
