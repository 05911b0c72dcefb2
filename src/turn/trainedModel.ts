import { existsSync, readFileSync } from 'node:fs'
import { loadModel, saveModel } from '../nlu/artefact.js'
import type { Knowledge } from '../nlu/knowledge.js'
import { knowledgeHash, type Model } from '../nlu/model.js'
import { type Progress, trainModel } from '../nlu/train.js'
import { keepFile } from './keepFile.js'

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
  const model = trainModel(examples, lexicon, inQuarters(tell))
  keepFile(file, saveModel(model))
  return model
}

/** People who wait see that something happens: what is being done, quarter by quarter. */
function inQuarters(tell: (text: string) => void): Progress {
  let told = ''
  return (step, share) => {
    const now = `${step}: ${25 * Math.floor(4 * share)} %`
    if (now !== told) tell(now)
    told = now
  }
}

export const modelFile = (folder: string, hash: string): string => `${folder}/${hash.slice(0, 16)}.model`
