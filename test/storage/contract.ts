import { afterEach, describe } from '@jest/globals'
import type { StorageOptions } from '../../src/storage/options.js'
import type { Storage } from '../../src/storage/records.js'
import { racesContract } from './contractRaces.js'
import { ticketsContract } from './contractTickets.js'
import { turnsContract } from './contractTurns.js'
import { workContract } from './contractWork.js'

/** An empty place to store in, with a way to open it. Everything opened is closed after the test. */
export type Place = { open(options?: Pick<StorageOptions, 'onCommitted'>): Promise<Storage> }
export type Subject = {
  newPlace(): Promise<Place>
  /** What is stored outlives `close`. */
  readonly keeps: boolean
  /** How many records the races hand over at once. */
  readonly parallel: number
}

/** What every store does, whatever it keeps its data in. */
export function storageContract(name: string, subject: Subject): void {
  describe(name, () => {
    const opened: Storage[] = []
    afterEach(async () => {
      for (const storage of opened.splice(0)) await storage.close()
    })
    const watched: Subject = {
      ...subject,
      async newPlace() {
        const place = await subject.newPlace()
        return {
          async open(options) {
            const storage = await place.open(options)
            opened.push(storage)
            return storage
          },
        }
      },
    }
    turnsContract(watched)
    workContract(watched)
    ticketsContract(watched)
    racesContract(watched)
  })
}

/** A store in a place of its own. */
export const fresh = async (subject: Subject): Promise<Storage> => (await subject.newPlace()).open()
