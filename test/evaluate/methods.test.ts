import { describe, expect, test } from '@jest/globals'
import type { Method } from '../../src/evaluate/methods/method.js'
import { naturalMethods } from '../../src/evaluate/methods/natural.js'
import { nlpjsMethods } from '../../src/evaluate/methods/nlpjs.js'
import { ours } from '../../src/evaluate/methods/ours.js'
import { examples, lexicon } from '../nlu/taught.js'

const english = examples.filter(({ text }) => /^[\x20-\x7e]+$/.test(text))
const chinese = examples.filter(({ text }) => /^\p{Script=Han}+$/u.test(text))
const named = (name: string): Method => {
  const found = [ours(lexicon), ...naturalMethods, ...nlpjsMethods].find((method) => method.name === name)
  if (!found) throw new Error(`expected a method named ${name}`)
  return found
}

describe.each(['ours', 'natural Bayes', 'natural logistic', 'nlp.js'])('%s', (name) => {
  const few = name === 'natural logistic' ? english.filter((_, place) => place % 4 === 0) : english
  const method = named(name)
  test('learns, ranks and finds what it was taught', async () => {
    expect(await method.refusal(few)).toBeNull()
    const { judge } = await method.train(few, { neutral: true })
    for (const { text, intent } of few.slice(0, 3)) {
      const { ranking } = await judge(text)
      expect(ranking[0]?.intent).toBe(intent)
      expect(ranking.map(({ score }) => score)).toEqual(ranking.map(({ score }) => score).sort((a, b) => b - a))
    }
  })
  test('what is saved judges the same after loading', async () => {
    const trained = await method.train(few, { neutral: true })
    const loaded = await method.load(trained.save(), { neutral: true })
    for (const text of ['where do I unbind my phone', few[0]?.text ?? ''])
      expect((await loaded.judge(text)).ranking).toEqual((await trained.judge(text)).ranking)
  })
})

test('natural as it comes has nothing to learn of Chinese lines', async () => {
  expect(await named('natural Bayes').refusal(chinese)).toMatch(/Not Trained/)
  expect(await named('natural Bayes, Han characters').refusal(chinese)).toBeNull()
})

test.each(['natural Bayes, Han characters', 'nlp.js, Han characters'])('%s learns Chinese lines and is left out of English ones', async (name) => {
  const method = named(name)
  const { judge } = await method.train(chinese, { neutral: true })
  expect((await judge('验证码收不到')).ranking[0]?.intent).toBe('verification_code_problem')
  expect(await method.refusal(english)).toMatch(/without Han characters/)
})

test('the dense logistic regression is left out above its limit', async () => {
  const many = Array.from({ length: 301 }, () => english).flatMap((lines) => lines.slice(0, 1))
  expect(await named('natural logistic').refusal(many)).toMatch(/too slow for 301 lines/)
})
