import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { LANGS } from '../../shared/lang.js'
import { KnowledgeError, type KnowledgeFault, readIntents, readLexicon, readYaml } from '../knowledge.js'
import type { Concepts, Progress, Teaching } from './utterance.js'

const conceptsPath = 'lexicon/concepts.yaml'
const conceptsFile = z.object({ concepts: z.record(z.string(), z.object({ zh: z.array(z.string()), en: z.array(z.string()) })) })

/** The training lines below `folder`, each with its file and line, and the words to judge them by; throws a `KnowledgeError` as `readKnowledge` does. */
export function readTeaching(folder: string, progress: Progress = () => undefined): Teaching {
  const faults: KnowledgeFault[] = []
  const intents = readIntents(folder, faults, (done, of) => progress('reading files', done, of))
  const lexicon = readLexicon(folder, faults)
  const concepts = readConcepts(folder, faults)
  if (!lexicon || faults.length > 0) throw new KnowledgeError(faults)
  return {
    lexicon,
    concepts,
    intents: intents.map(({ file, value: { intent }, lineOf }) => ({
      intent,
      file: join(folder, file),
      lines: { zh: lineOf(['examples', 'zh']), en: lineOf(['examples', 'en']) },
    })),
    utterances: intents.flatMap(({ file, value: { intent, examples }, lineOf }) =>
      LANGS.flatMap((lang) =>
        Object.entries(examples[lang]).flatMap(([author, texts]) =>
          texts.map((text, place) => ({ intent, lang, author, text, file: join(folder, file), line: lineOf(['examples', lang, author, place]) })),
        ),
      ),
    ),
  }
}

/** A knowledge folder may do without this file. */
const readConcepts = (folder: string, faults: KnowledgeFault[]): Concepts =>
  existsSync(join(folder, conceptsPath)) ? (readYaml({ folder, file: conceptsPath, schema: conceptsFile, faults })?.value.concepts ?? {}) : {}
