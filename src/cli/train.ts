import { readKnowledge } from '../nlu/knowledge.js'
import { trainedModel } from '../turn/trainedModel.js'
import { foldersFor } from './folders.js'

/** Trains the model of the knowledge as it is, so that the server only loads it. Part of the build. */
export async function train(): Promise<number> {
  const { knowledge, models } = foldersFor({})
  trainedModel(readKnowledge(knowledge), models, (text) => console.error(text))
  return 0
}
