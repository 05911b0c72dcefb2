import { hasHan } from '../nlu/lang.js'
import { pick, type Random } from './random.js'

/** Written for measuring alone: a test keeps them apart from what `knowledge/lexicon/shells.yaml` strips or teaches. */
export const politeness = {
  zh: {
    lead: [
      '各位老师中午好，想请教个小事，',
      '嗨喽，又来叨扰了，',
      '冒昧问一句，',
      '烦劳您抽个空，',
      '朋友推荐我来这儿问的，',
      '耽误您两分钟，',
      '新手一枚，别见笑，',
      '我替家里老人问的，',
      '有件事想麻烦您给说说，',
      '大佬们瞅一眼，',
    ],
    tail: [
      '，望指教',
      '，祝工作顺利',
      '，回头给您五星好评',
      '，拜托拜托啦比心',
      '，来日必当道谢',
      '，您多担待',
      '，麻烦尽快哈',
      '，先行谢过各位',
      '，等你消息哦',
      '，叨扰了哈',
    ],
  },
  en: {
    lead: [
      'good day to you all,',
      'forgive the newbie question,',
      'long time user, first time asking:',
      'hiya, quick one for you,',
      "i'm hoping somebody can point me the right way,",
      'not sure this is the place, however',
      'asking on behalf of my mum,',
      'evening team,',
      'apologies if this was answered before,',
      'if you have a minute,',
    ],
    tail: [
      ', any pointers welcome',
      ', have a lovely day',
      ', appreciate you',
      ', owe you one',
      ', sorry for the bother',
      ', looking forward to hearing from you',
      ', many blessings',
      ', you guys rock',
      ', whenever you get a chance',
      ', faithfully yours',
    ],
  },
} as const

const ENDS = [
  { hasLead: true, hasTail: false },
  { hasLead: false, hasTail: true },
  { hasLead: true, hasTail: true },
] as const

/** In front, behind, or both, a third each. */
export function politely(text: string, random: Random): string {
  const isChinese = hasHan(text)
  const { lead, tail } = politeness[isChinese ? 'zh' : 'en']
  const { hasLead, hasTail } = pick(ENDS, random) ?? ENDS[0]
  const front = hasLead ? `${pick(lead, random)}${isChinese ? '' : ' '}` : ''
  return `${front}${text}${hasTail ? pick(tail, random) : ''}`
}
