import type Database from 'better-sqlite3'
import { z } from 'zod'
import type { Fallbacks, InsightsQuery } from '../contract/insights.js'
import { clusterSentences } from './clusters.js'
import { dayOf } from './tallies.js'

/** Comparing each sentence with every group costs their product; the latest of so many tell what there is to tell. */
const MOST_READ = 1500
const MOST_SHOWN = 40
const row = z.object({ text: z.string(), conversation: z.string(), at: z.number() })

/** What people said and nobody understood, grouped. */
export function readFallbacks(db: Database.Database, { from, to, language }: InsightsQuery): Fallbacks {
  const sentences = db
    .prepare(
      `select f.text, s.id as conversation, f.at from fallback f join summary s on s.rowid = f.row
       where f.day between ? and ? and f.language in (?, ?) order by f.day desc, f.at desc limit ${MOST_READ}`,
    )
    .all(dayOf(from), dayOf(to), ...(language === undefined ? ['zh', 'en'] : [language, language]))
    .map((one) => row.parse(one))
  return { read: sentences.length, clusters: clusterSentences(sentences).slice(0, MOST_SHOWN) }
}
