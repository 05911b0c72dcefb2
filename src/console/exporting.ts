import { join } from 'node:path'
import { loadPersonas } from '../accounts/personas.js'
import { recordReplay } from '../replay/record.js'
import type { Exporting } from '../server/console/deps.js'
import type { Parts } from './parts.js'

const ALL = 1_000_000

/** Conversations as files; personas are read when the first replay is made. */
export function exportingOf({ storage, delivery, library, knowledge }: Parts): Exporting {
  let personas: ReturnType<typeof loadPersonas> | null = null
  return {
    wire: async (id) => delivery.stored(await storage.activitiesAfter(id, 0, ALL), 'user'),
    async replay(id, language) {
      personas ??= loadPersonas(join(knowledge, 'accounts'))
      const [rows, activities] = await Promise.all([storage.events(id), storage.activitiesAfter(id, 0, ALL)])
      return recordReplay({ rows, activities, language }, library(), await personas)
    },
  }
}
