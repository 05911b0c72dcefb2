/** Words by which a style is known. They are looked for in normalised text, where 咋 is 怎么, 啥 is 什么 and "can't" is "cannot". */
export const question =
  /[?？]|吗|怎么|怎样|什么|为何|何时|哪|谁|多少|多久|多长|几[个天次时分步条遍种]|是否|能否|可否|(.)[不没]\1|有没有|^(?:(?:and|but|so|ok) )?(?:what|how|why|where|when|which|who|whose|can|could|do|does|did|is|are|was|were|am|has|have|will|would|should|may|shall)\b|\b(?:how (?:do|can|to|long|much|many|come)|what (?:do|does|is|are|should)|where (?:do|can|is))\b|\b(?:how|what|why|where|which|who)[.!]*$/u

/** 别人, 特别 and 非常 deny nothing. */
export const negation =
  /不|没|无(?!线)|未|甭|非(?!常)|(?<![识区特分性级告个鉴])别(?![人的处家墅扭致])|\b(?:not|no|never|nothing|nobody|none|nowhere|neither|nor|without|cannot)\b|n['’]t\b/u

export const history =
  /昨[天晚日夜]|前[天日晚年]|[上前]个?(?:周|月|星期|礼拜|学期)|上次|上回|刚才|刚刚|方才|之前|以前|从前|原先|今早|早上|上午|去年|今年初|年前|月前|周前|天前|小时前|分钟前|曾经|\b(?:yesterday|ago|earlier|just now|previously|recently|used to|back then|this morning|the other day|last (?:night|week|weekend|month|year|time|spring|summer|autumn|fall|winter|monday|tuesday|wednesday|thursday|friday|saturday|sunday))\b/u

export const emoji = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u

/** A row of at least three syllables of pinyin, each a word of its own: in one word they could be "binding" (bin ding). */
const syllable =
  '(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|an|en|in|un|ai|ei|ui|ao|ou|iu|ie|ue|er|ia|ua|uo|[aeiou])'
export const pinyinRow = new RegExp(`(?<![a-z])${syllable}(?: ${syllable}){2,}(?![a-z])`, 'gu')
