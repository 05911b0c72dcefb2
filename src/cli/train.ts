import { readKnowledge } from '../nlu/knowledge.js'
import { cachedLibrary } from '../turn/cachedLibrary.js'
import { trainedModel } from '../turn/trainedModel.js'
import { foldersFor } from './folders.js'

/** Trains the model of the knowledge as it is and keeps what the dialogs and the knowledge amount to, so that the server only loads them. Part of the build. */
export async function train(): Promise<number> {
  const folders = foldersFor({})
  const tell = (text: string): void => console.error(text)
  trainedModel(readKnowledge(folders.knowledge), folders.models, tell)
  await cachedLibrary(folders, tell)
  return 0
}
