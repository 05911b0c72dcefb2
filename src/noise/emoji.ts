import { hasHan } from '../nlu/lang.js'
import { below, pick, type Random } from './random.js'

/** Moods and things, as people type them and as QQ writes its own; none that is a yes or a no (👍 ❌). */
const EMOJI = {
  any: ['😭', '😂', '😅', '😡', '🤔', '😤', '🥺', '😩', '🙏', '💔', '📱', '🤷‍♀️', '😱', '🙃', '😓', '🆘', '🔒', '👀', '☹️', '🤦🏻‍♂️'],
  zh: ['[流泪]', '[捂脸]', '[大哭]', '[抓狂]', '[裂开]', '/流泪', '/捂脸', 'T_T', '(╥﹏╥)', '^_^'],
  en: [':(', ':-(', ':/', 'T_T', '>_<', '¯\\_(ツ)_/¯', ';-;', 'xD'],
} as const
const PLACES = ['front', 'behind', 'between', 'both'] as const

/** One, or the same up to three times, in front, behind, at a border of words within, or at both ends. */
export function withEmoji(text: string, random: Random): string {
  const isChinese = hasHan(text)
  const signs = random() < 0.7 ? EMOJI.any : EMOJI[isChinese ? 'zh' : 'en']
  const sign = pick(signs, random) ?? EMOJI.any[0]
  const times = 1 + below(3, random)
  // Faces made of marks are typed once; what is tapped is tapped again.
  const put = /^[\p{Extended_Pictographic}[/]/u.test(sign) ? sign.repeat(times) : sign
  const gap = isChinese ? '' : ' '
  const place = pick(PLACES, random) ?? 'behind'
  switch (place) {
    case 'front':
      return `${put}${gap}${text}`
    case 'behind':
      return `${text}${gap}${put}`
    case 'between':
      return between(text, isChinese ? sign : `${sign} `, random)
    case 'both':
      return `${sign}${gap}${text}${gap}${put}`
  }
}

/** Chinese writes no borders, so a mark or, where there is none, the end has to do: an emoji does not split a word. */
function between(text: string, sign: string, random: Random): string {
  const borders = [...text.matchAll(/(?<=[\p{P}\s](?<!['’-]))(?=[\p{L}\p{Co}])/gu)].map(({ index }) => index)
  const at = pick(borders, random) ?? text.length
  return at === text.length ? `${text} ${sign}`.trimEnd() : `${text.slice(0, at)}${sign}${text.slice(at)}`
}
