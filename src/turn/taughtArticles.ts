import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { deserialize, serialize } from 'node:v8'
import type { Normalise } from '../articles/features.js'
import { type Lessons, TAUGHT_FORMAT, type Taught, teachArticles } from '../articles/teach.js'
import type { Lexicon } from '../nlu/lexicon.js'
import { createNormaliser } from '../nlu/normalise.js'
import { keepFile } from './keepFile.js'

export type KeptArticles = { readonly hash: string; readonly taught: Taught }

/** What these very articles teach: read where it was learnt before, else learnt now and kept beside the models. */
export function taughtArticles(lessons: Lessons, lexicon: Lexicon, folder: string, tell: (text: string) => void): KeptArticles {
  const hash = lessonsHash(lessons, lexicon)
  const file = taughtFile(folder, hash)
  if (existsSync(file)) {
    try {
      return { hash, taught: readTaught(folder, hash) }
    } catch (error) {
      tell(`${file} is damaged and is made anew: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  const taught = teachArticles(lessons, articleNormaliser(lexicon))
  keepFile(file, serialize(taught))
  return { hash, taught }
}

export function readTaught(folder: string, hash: string): Taught {
  const taught: Taught = deserialize(readFileSync(taughtFile(folder, hash)))
  return taught
}

/** Questions to articles are read as the recogniser reads, politeness taken off. */
export function articleNormaliser(lexicon: Pick<Lexicon, 'spelling' | 'shells'>): Normalise {
  const normalise = createNormaliser(lexicon)
  return (text) => normalise(text).core
}

const taughtFile = (folder: string, hash: string): string => `${folder}/${hash.slice(0, 16)}.articles`

/** Names what is learnt from, and how it is read. */
function lessonsHash({ articles, words, unanswered }: Lessons, { spelling, shells }: Lexicon): string {
  const asked = articles.map(({ id, lang, questions, sections }) => [
    id,
    lang,
    questions.map(({ text, section }) => [text, section ?? sections[0]?.id]),
  ])
  const learnt = [TAUGHT_FORMAT, asked, [...words.concepts], [...words.aside], unanswered, spelling, shells]
  return createHash('sha256').update(JSON.stringify(learnt)).digest('hex')
}
