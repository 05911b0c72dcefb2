import { hasHan } from '../nlu/lang.js'
import { pick, type Random } from './random.js'

/** What says nothing: neither a yes nor a no, nor a question. */
const FILLERS = {
  zh: {
    lead: ['额，', '呃，', '那个，', 'emmm，', '啊，', '诶，', '哎，', '唉，', '就是说，', '话说，'],
    tail: ['哈', '呀', '啦', '哦', '嘞', '呗', '捏', '噢', '呐'],
  },
  en: {
    lead: ['um, ', 'uh, ', 'well, ', 'hmm, ', 'er, ', 'so ', 'lol ', 'like, '],
    tail: [' lol', ' haha', ' tbh', ' man', ' mate', ' tho', ' hmm'],
  },
} as const

/** In front or behind, evenly; before the mark that ends the text. */
export function withFiller(text: string, random: Random): string {
  const { lead, tail } = FILLERS[hasHan(text) ? 'zh' : 'en']
  return random() < 0.5 ? `${pick(lead, random)}${text}` : text.replace(/\p{P}*$/u, (marks) => `${pick(tail, random)}${marks}`)
}
