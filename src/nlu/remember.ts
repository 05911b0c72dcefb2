import { CHINESE_DIGITS, SPELLED_DIGIT } from '../shared/digits.js'
import { Latest } from '../shared/latest.js'
import type { Recognition, RecognitionContext, Recognizer } from './recognizer.js'

const LONGEST = 24
const REMEMBERED = 2000
const NUMBER = new RegExp(`\\p{N}|[${CHINESE_DIGITS}]{2}|${SPELLED_DIGIT}`, 'iu')
/** Longer texts are hardly ever said twice, and numbers are nobody's to keep. */
export const isCommonplace = (text: string): boolean => text.length <= LONGEST && !NUMBER.test(text)

/** Much of what people write they write alike: 你好, 人工, 谢谢, 解绑失败. Recognition is pure, so what such words came to under the same question is remembered. */
export function remembering({ recognize }: Recognizer): Recognizer {
  const known = new Latest<Recognition>(REMEMBERED)
  return {
    recognize: (text, context = {}) =>
      isCommonplace(text) ? known.get(keyOf(text, context), () => recognize(text, context)) : recognize(text, context),
  }
}

function keyOf(text: string, { expecting, lang, options = [] }: RecognitionContext): string {
  const asked = options.map(({ option, labels, means = '' }) => [option, means, ...labels].join('\u0001'))
  return [text, expecting ?? '', lang ?? '', ...asked].join('\u0000')
}
