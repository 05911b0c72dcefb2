import type { Article } from '../articles/article.js'
import { buildIndex, findArticle } from '../articles/find.js'
import type { Taught } from '../articles/teach.js'
import type { Lexicon } from '../nlu/lexicon.js'
import type { Model } from '../nlu/model.js'
import { createRecognizer } from '../nlu/recognizer.js'
import { isCommonplace, remembering } from '../nlu/remember.js'
import type { Lang } from '../shared/lang.js'
import { Latest } from '../shared/latest.js'
import type { Library } from './library.js'
import { articleNormaliser } from './taughtArticles.js'

/** What a library is made of, as plain data. */
export type Parts = Pick<Library, 'program' | 'hash' | 'titles'> & {
  readonly lexicon: Lexicon
  readonly articles: readonly Article[]
}

const REMEMBERED = 1000

/** `model` and `taught` are what was learnt from these very parts. */
export function assemble({ program, hash, titles, lexicon, articles }: Parts, model: Model, taught: Taught): Library {
  const index = buildIndex(articles, taught, articleNormaliser(lexicon))
  const known = new Latest<string | null>(REMEMBERED)
  const find = (text: string, lang: Lang): string | null => {
    const best = findArticle(index, text, lang)[0]
    return best ? `${best.article.id}/${best.section.id}` : null
  }
  return {
    program,
    hash,
    titles,
    recognize: remembering(createRecognizer(model, lexicon)).recognize,
    findArticle: (text, lang) => (isCommonplace(text) ? known.get(`${lang} ${text}`, () => find(text, lang)) : find(text, lang)),
  }
}
