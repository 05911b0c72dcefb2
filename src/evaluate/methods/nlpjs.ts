import type { Container, Nlp } from '@nlpjs/basic'
import { hasHan } from '../../nlu/lang.js'
import type { Example } from '../../nlu/train.js'
import type { Judge, Method } from './method.js'

const NONE = 'None'
const localeOf = (text: string): string => (hasHan(text) ? 'zh' : 'en')

/** nlp.js as it comes, every line in the locale of its script, which spares it the guessing. */
const asItComes: Method = nlpjs({ name: 'nlp.js', spell: (text) => text, hasChinese: true })
/** Without its Chinese package a sentence is one word to it; blanks between the characters give it something to learn. */
const byCharacter: Method = nlpjs({ name: 'nlp.js, Han characters', spell: (text) => text.replace(/\p{Script=Han}/gu, ' $& '), hasChinese: false })

export const nlpjsMethods: readonly Method[] = [asItComes, byCharacter]

type Variant = { readonly name: string; readonly spell: (text: string) => string; readonly hasChinese: boolean }

function nlpjs({ name, spell, hasChinese }: Variant): Method {
  return {
    name,
    refusal: async (examples) => (await missing('@nlpjs/basic', () => import('@nlpjs/basic'))) ?? refusal(examples, hasChinese),
    train: async (examples) => {
      const nlp = await create(examples.map(({ text }) => localeOf(text)).includes('zh') && hasChinese)
      for (const { text, intent } of examples) nlp.addDocument(localeOf(text), spell(text), intent)
      await nlp.train()
      return judgeOf(nlp, spell)
    },
    load: async (saved) => {
      const text = Buffer.from(saved).toString('utf8')
      const nlp = await create(hasChinese && (await refusal([{ intent: '', text: '中' }], true)) === null)
      nlp.import(text)
      return judgeOf(nlp, spell)
    },
  }
}

async function refusal(examples: readonly Example[], hasChinese: boolean): Promise<string | null> {
  const isChinese = examples.some(({ text }) => hasHan(text))
  if (hasChinese) return isChinese ? missing('@nlpjs/lang-zh', () => import('@nlpjs/lang-zh')) : null
  return isChinese ? null : 'left out: without Han characters it is the same as without this variant'
}

/** A sentence when the package is not there; what else goes wrong while it loads is a fault. */
async function missing(name: string, load: () => Promise<unknown>): Promise<string | null> {
  try {
    await load()
    return null
  } catch (error) {
    if (String(error).includes(`'${name}'`)) return `left out: ${name} is not installed (npm install)`
    throw error
  }
}

async function create(withChinese: boolean): Promise<Nlp> {
  const { Nlp, LangEn, containerBootstrap } = await import('@nlpjs/basic')
  // Else it would read the .env of the desk into this process.
  const container: Container = await containerBootstrap({ loadEnv: false })
  container.use(Nlp)
  container.use(LangEn)
  if (withChinese) container.use((await import('@nlpjs/lang-zh')).LangZh)
  return new Nlp({ container, languages: ['zh', 'en'], autoSave: false, nlu: { log: false } })
}

function judgeOf(nlp: Nlp, spell: (text: string) => string): Judge {
  return {
    judge: async (text) => {
      const { intent, classifications } = await nlp.process(localeOf(text), spell(text))
      // Below its threshold it says "None" and still ranks; that it would say so is in `rejected`, the ranking counts for accuracy.
      const ranking = classifications.filter((one) => one.intent !== NONE)
      return { ranking, familiarity: ranking[0]?.score ?? 0, rejected: intent === NONE }
    },
    save: () => Buffer.from(nlp.export(true)),
  }
}
