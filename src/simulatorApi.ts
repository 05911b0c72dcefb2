import { TOTP } from 'otpauth'
import type { Simulator } from './accounts/simulator.js'
import type { SimulatorApi } from './server/simulator/api.js'
import { forgetTickets } from './storage/forgetTickets.js'
import type { SqlStorage } from './storage/options.js'
import type { Sealer } from './storage/vault.js'
import type { SimulatedInbox } from './verification/simulatedInbox.js'
import type { Verification } from './verification/verification.js'

type Parts = {
  readonly simulator: Simulator
  readonly inbox: SimulatedInbox
  readonly verification: Verification
  readonly storage: SqlStorage
  readonly sealer: Sealer
  now(): number
}

/** Joins what the Simulator API moves: accounts, phones, challenges, tickets and the clock. */
export function simulatorApi({ simulator, inbox, verification, storage, sealer, now }: Parts): SimulatorApi {
  return {
    accounts: simulator,
    inbox: (number) => inbox.messages(number),
    dynamicCode: async (accountId) => new TOTP({ secret: (await simulator.get(accountId)).dynamic_secret }).generate({ timestamp: now() }),
    advanceClock: async (seconds) => simulator.setClockAdvance(simulator.clockAdvance() + seconds),
    resetAll: async (accountId) => {
      const hash = accountId === undefined ? undefined : sealer.hash('qq', accountId)
      await simulator.reset(accountId)
      await verification.reset(hash)
      await forgetTickets(storage.kysely, hash)
      if (accountId === undefined) await inbox.clear()
    },
  }
}
