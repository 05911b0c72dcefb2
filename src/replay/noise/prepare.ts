import { join } from 'node:path'
import { loadPersonas } from '../../accounts/personas.js'
import { type Folders, loadLibrary } from '../../turn/loadLibrary.js'
import type { Playing } from './playPlain.js'

/** What noise is played with; throws when dialogs or knowledge cannot be run. */
export async function prepare(folders: Folders, tell: (text: string) => void): Promise<Playing> {
  const { draft, knowledge, diagnostics } = await loadLibrary(folders, { tell })
  if (!draft || !knowledge)
    throw new Error(`expected dialogs and knowledge that can be run, got ${diagnostics.map(({ message }) => message).join('; ')}`)
  return {
    library: draft,
    personas: await loadPersonas(join(folders.knowledge, 'accounts')),
    bare: knowledge.lexicon.shells.bare_intents,
  }
}
