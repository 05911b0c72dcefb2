import type { Lang } from '../shared/lang.js'

const latinPerHan = 3

/** Chinese as soon as a Han character is there, unless Latin words outweigh it; `fallback` when the words do not tell ("ok", "123456"). */
export function languageOf(text: string, fallback: Lang, neutral: ReadonlySet<string> = new Set()): Lang {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0
  const words = (text.match(/\p{Script=Latin}+/gu) ?? []).filter((word) => !neutral.has(word.toLowerCase())).length
  if (han > 0) return words >= latinPerHan * han ? 'en' : 'zh'
  return words > 0 ? 'en' : fallback
}

export const hasHan = (text: string): boolean => /\p{Script=Han}/u.test(text)
