import { english } from './words/en.js'
import { chinese } from './words/zh.js'

export type Dictionary = typeof chinese
export type DeskLang = 'zh' | 'en'
export const dictionaryFor = (lang: DeskLang): Dictionary => (lang === 'zh' ? chinese : english)
