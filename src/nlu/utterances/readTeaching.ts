import { join } from 'node:path'
import { LANGS } from '../../shared/lang.js'
import { KnowledgeError, type KnowledgeFault, readIntents, readLexicon } from '../knowledge.js'
import type { Progress, Teaching } from './utterance.js'

/** The training lines below `folder`, each with its file and line, and the words to judge them by; throws a `KnowledgeError` as `readKnowledge` does. */
export function readTeaching(folder: string, progress: Progress = () => undefined): Teaching {
  const faults: KnowledgeFault[] = []
  const intents = readIntents(folder, faults, (done, of) => progress('reading files', done, of))
  const lexicon = readLexicon(folder, faults)
  if (!lexicon || faults.length > 0) throw new KnowledgeError(faults)
  return {
    lexicon,
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
