import type { Example } from '../../nlu/train.js'
import type { Library } from '../../turn/library.js'

/** What a person may say for each intent, so that the replays of breaches can be played: a plain Chinese example that is understood, with and without an account. */
export function utterancesOf(examples: readonly Example[], { recognize }: Library): Readonly<Record<string, string>> {
  const isUnderstood = (text: string, intent: string): boolean => {
    const { decision } = recognize(text, {})
    return decision.type === 'understood' && decision.intent === intent
  }
  const fitting = examples.filter(({ text }) => /\p{Script=Han}/u.test(text) && !/\d/.test(text) && text.length >= 4)
  const intents = [...new Set(examples.map(({ intent }) => intent))]
  return Object.fromEntries(
    intents.flatMap((intent) => {
      const own = fitting.filter((example) => example.intent === intent).sort((a, b) => strangeness(a.text) - strangeness(b.text))
      const said = own.find(({ text }) => isUnderstood(text, intent) && isUnderstood(`${text}，QQ号 123456789`, intent)) ?? own[0]
      return said ? [[intent, said.text]] : []
    }),
  )
}

/** Words as people open with them: neither clipped nor long, and nothing but characters. */
const strangeness = (text: string): number => Math.abs(text.length - 8) + (/^\p{Script=Han}+$/u.test(text) ? 0 : 10)
