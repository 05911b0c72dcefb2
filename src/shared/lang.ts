/** The languages the product speaks, Chinese first. */
export const LANGS = ['zh', 'en'] as const
export type Lang = (typeof LANGS)[number]
/** One sentence in every language. */
export type Text = Readonly<Record<Lang, string>>
export const isLang = (text: string): text is Lang => text === 'zh' || text === 'en'
