import { own } from '../../shared/own.js'
import type { Diagnostic } from '../diagnostic.js'
import type { World } from '../lint.js'
import { signatureOf, type Texts, worksOf } from '../program.js'
import { dialogsOf, faultIn, nodesOf } from './rule.js'

/** D022: whatever is shown by name has words to show. Texts that lack a language are found when the file is read. */
export function* textRules(world: World): Iterable<Diagnostic> {
  const { texts } = world
  if (!texts) return
  for (const dialog of dialogsOf(world))
    for (const node of nodesOf(dialog)) {
      const wordless = [...worksOf(node.exit).flatMap(({ kind, name }) => wordlessIn(world, texts, kind, name)), ...wordlessQueue(texts, node.exit)]
      for (const what of new Set(wordless))
        yield faultIn(
          world,
          { dialog, node },
          { code: 'D022', message: `no words to show for ${what}`, hint: 'add it to _texts.yaml, in Chinese (zh) and in English (en)' },
        )
    }
}

function wordlessIn(world: World, texts: Texts, kind: 'check' | 'act', name: string): readonly string[] {
  const signature = signatureOf(world.signatures, kind, name)
  if (!signature) return []
  if (kind === 'act') return own(texts.acts, name) ? [] : [`act "${name}"`]
  const words = own(texts.checks, name)
  return words
    ? signature.outcomes.filter((outcome) => !own(words.outcomes, outcome)).map((outcome) => `outcome "${outcome}" of check "${name}"`)
    : [`check "${name}"`]
}

const wordlessQueue = (texts: Texts, exit: { readonly kind: string; readonly queue?: string }): readonly string[] =>
  exit.queue === undefined || own(texts.queues, exit.queue) ? [] : [`queue "${exit.queue}"`]
