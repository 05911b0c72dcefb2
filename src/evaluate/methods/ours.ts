import { loadModel, saveModel } from '../../nlu/artefact.js'
import { decide } from '../../nlu/decide.js'
import { createJudge } from '../../nlu/judge.js'
import type { Lexicon } from '../../nlu/lexicon.js'
import type { Model } from '../../nlu/model.js'
import { withoutDomainWords } from '../../nlu/neutral.js'
import { trainModel } from '../../nlu/train.js'
import type { Judge, Method } from './method.js'

export const OURS = 'ours'
const HASH_LENGTH = 64

export function ours(lexicon: Lexicon): Method {
  const bare = withoutDomainWords(lexicon)
  return {
    name: OURS,
    refusal: async () => null,
    train: async (examples, { neutral }) => {
      const words = neutral ? bare : lexicon
      return judgeOf(trainModel(examples, words), words)
    },
    load: async (saved, { neutral }) => {
      const hash = Buffer.from(saved.subarray(0, HASH_LENGTH)).toString('latin1')
      return judgeOf(loadModel(saved.subarray(HASH_LENGTH), hash), neutral ? bare : lexicon)
    },
  }
}

function judgeOf(model: Model, lexicon: Lexicon): Judge {
  const { judge } = createJudge(model, lexicon)
  return {
    judge: async (text) => {
      const { ranking, familiarity, isStrange } = judge(text)
      return {
        ranking: ranking.map(({ intent, confidence }) => ({ intent, score: confidence })),
        familiarity,
        rejected: isStrange || decide(ranking, lexicon.policy).type === 'not_understood',
      }
    },
    // The product names the file after the hash; here it stands in front.
    save: () => Buffer.concat([Buffer.from(model.hash, 'latin1'), saveModel(model)]),
  }
}
