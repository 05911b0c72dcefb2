import type { Simulator } from '../../accounts/simulator.js'
import type { InboxMessage } from '../../verification/simulatedInbox.js'

/** What stands behind the Simulator API: the simulated accounts, phones and clock. */
export type SimulatorApi = {
  readonly accounts: Pick<Simulator, 'personas' | 'createPrivateCopy' | 'get' | 'patch' | 'userAction' | 'setFace' | 'addFault'>
  /** Newest first, for any number. */
  inbox(number: string): readonly InboxMessage[]
  /** The code that the account's dynamic-code app shows now. */
  dynamicCode(accountId: string): Promise<string>
  /** Moves the server's clock on. */
  advanceClock(seconds: number): Promise<void>
  /** One account, or everything: accounts, challenges, budgets and tickets. */
  resetAll(accountId?: string): Promise<void>
}
