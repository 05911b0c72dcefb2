import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { loadModel, saveModel } from '../nlu/artefact.js'
import type { Knowledge } from '../nlu/knowledge.js'
import { knowledgeHash, type Model } from '../nlu/model.js'
import { trainModel } from '../nlu/train.js'

/** The model of this very knowledge: loaded where it was trained before, else trained now and kept beside the others. */
export function trainedModel({ examples, lexicon }: Knowledge, folder: string, tell: (text: string) => void): Model {
  const hash = knowledgeHash(examples, lexicon)
  const file = modelFile(folder, hash)
  if (existsSync(file)) {
    try {
      return loadModel(readFileSync(file), hash)
    } catch (error) {
      tell(`${file} is damaged and is made anew: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  tell(`training on ${examples.length} utterances, some seconds …`)
  const model = trainModel(examples, lexicon)
  mkdirSync(dirname(file), { recursive: true })
  // Written aside and renamed, so that two processes that train at once never see half a model.
  const aside = `${file}.${process.pid}`
  writeFileSync(aside, saveModel(model))
  renameSync(aside, file)
  return model
}

export const modelFile = (folder: string, hash: string): string => `${folder}/${hash.slice(0, 16)}.model`
