import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Lexicon } from '../../src/nlu/lexicon.js'
import { createNormaliser } from '../../src/nlu/normalise.js'
import { checkUtterances, type UtteranceReport } from '../../src/nlu/utterances/checkUtterances.js'
import { ALIKE, type NearPair, nearPairs } from '../../src/nlu/utterances/nearPairs.js'
import { readTeaching } from '../../src/nlu/utterances/readTeaching.js'
import { reportText } from '../../src/nlu/utterances/reportText.js'
import { createStyleFinder, styles } from '../../src/nlu/utterances/styles.js'
import type { Utterance } from '../../src/nlu/utterances/utterance.js'
import type { Lang } from '../../src/shared/lang.js'
import { lexicon } from './taught.js'

/** One author's lines of an intent; Chinese unless said otherwise. */
type Lines = { readonly intent: string; readonly texts: readonly string[]; readonly author?: string; readonly lang?: Lang }

function judge(all: readonly Lines[], concepts: Lexicon['concepts'] = {}): UtteranceReport {
  const utterances: readonly Utterance[] = all.flatMap(({ intent, texts, author = 'a01', lang = 'zh' }) =>
    texts.map((text, at) => ({ intent, lang, author, text, file: `intents/${intent}.yaml`, line: at + 1 })),
  )
  const intents = [...new Set(all.map(({ intent }) => intent))].map((intent) => ({ intent, file: `intents/${intent}.yaml`, lines: { zh: 1, en: 9 } }))
  return checkUtterances({ utterances, intents, lexicon: { ...lexicon, concepts } })
}

/** What the lines say, apart from being few, as a handful of lines always is. */
const codes = (...all: readonly Lines[]): readonly string[] =>
  judge(all)
    .diagnostics.map(({ code }) => code)
    .filter((code) => code < 'U007')
const failing = (...texts: readonly string[]): Lines => ({ intent: 'unbind_failed', texts })
const asking = (...texts: readonly string[]): Lines => ({ intent: 'how_to_unbind', texts })

const told = (report: UtteranceReport, code: string): readonly string[] =>
  report.diagnostics.flatMap((one) => (one.code === code ? [`${one.file}:${one.line} ${one.message}`] : []))

describe('a failing example of every code', () => {
  test('U001 near-duplicates inside an intent, U003 too many of them', () =>
    expect(codes(failing('点了确认解绑之后页面一直转圈没有反应', '点了确认解绑之后页面一直转圈没有反应啊'))).toEqual(['U001', 'U003']))
  test('U001 one line by two authors', () =>
    expect(codes(failing('按钮是灰的'), { intent: 'unbind_failed', texts: ['按鈕是灰的'], author: 'a02' })).toEqual(['U001', 'U003']))
  test('U002 near-duplicates under two intents', () =>
    expect(codes(failing('昨天晚上在网吧的电脑上点了三次解绑都是灰的'), asking('昨天晚上在网吧的电脑上点了三次解绑都是红的'))).toEqual([
      'U002',
      'U003',
    ]))
  test('U004 one sentence filled in four times', () =>
    expect(codes(failing('为了登录我跑了八趟', '为了解绑我跑了八趟'), asking('为了短信我跑了八趟', '为了申诉我跑了八趟'))).toEqual(['U004']))
  test('U005 one text under two intents', () => expect(codes(failing('按钮是灰的'), asking('按鈕是灰的'))).toEqual(['U003', 'U005']))
  test('U006 one text under two intents but for particles and punctuation', () =>
    expect(codes(failing('怎么解绑呢？'), asking('怎么解绑'))).toEqual(['U006']))

  const thin = judge([failing('按钮是灰的'), { intent: 'greeting', texts: ['hello'], lang: 'en' }])
  test('U007 few lines in a language', () =>
    expect(told(thin, 'U007')).toEqual([
      'intents/unbind_failed.yaml:1 unbind_failed has 1 of 400 lines in Chinese',
      'intents/unbind_failed.yaml:9 unbind_failed has 0 of 150 lines in English',
      'intents/greeting.yaml:1 greeting has 0 of 120 lines in Chinese',
      'intents/greeting.yaml:9 greeting has 1 of 60 lines in English',
    ]))
  test('U008 few lines in a style', () => {
    expect(told(thin, 'U008')[0]).toContain('unbind_failed has few lines of these kinds: very short (1 of 20), long (0 of 20), questions (0 of 60)')
    expect(told(thin, 'U008')[1]).not.toContain('several matters')
  })
  test('U009 few authors, and one who wrote little', () =>
    expect(told(thin, 'U009').slice(0, 2)).toEqual([
      'intents/unbind_failed.yaml:1 unbind_failed has 1 author in Chinese, expected 5',
      'intents/unbind_failed.yaml:1 unbind_failed has only 1 in Chinese by a01, expected 3 of each author',
    ]))
})

describe('what is no fault', () => {
  test('two texts of two characters that share one', () => expect(codes(failing('解绑', '绑定'))).toEqual([]))
  test('a contrast between two intents', () => expect(codes(failing('解绑失败了'), asking('解绑成功了'))).toEqual([]))
  test('three sentences of one skeleton', () => expect(codes(failing('为了登录我跑了八趟', '为了解绑我跑了八趟', '为了短信我跑了八趟'))).toEqual([]))
  test('a skeleton of three tokens', () => expect(codes(failing('登录怎么办呢', '申诉怎么办呢', '短信怎么办呢', '冻结怎么办呢'))).toEqual([]))
  test('texts of punctuation and particles alone', () => expect(codes(failing('？'), asking('吧'))).toEqual([]))
  test('one near-duplicate in a hundred lines, but not two', () => {
    const distinct = Array.from({ length: 198 }, (_, at) => String.fromCodePoint(0x4e00 + 2 * at, 0x5e00 + 2 * at))
    expect(codes(failing(...distinct, '按钮是灰的', '按钮是灰的'))).toEqual(['U001'])
    expect(judge([failing(...distinct, '按钮是灰的', '按钮是灰的')]).nearDuplicates).toEqual({
      lines: 1,
      share: 1 / 200,
      pairs: { inside: 1, across: 0 },
    })
    expect(codes(failing(...distinct.slice(100), '按钮是灰的', '按钮是灰的', '按钮是灰的'))).toEqual(['U001', 'U001', 'U003'])
  })
})

test('a near-duplicate names the earlier line that is most like it', () => {
  const report = judge([
    failing('点了确认解绑之后页面一直转圈没有反应啊', '点了确认解绑之后页面一直转圈没有反应', '點了確認解綁之後頁面一直轉圈沒有反應'),
  ])
  expect(told(report, 'U001')[1]).toContain(
    '“点了确认解绑之后页面一直转圈没有反应” (a01, unbind_failed.yaml:2) are the same in normal spelling, and 1 more',
  )
})

test('numbers, quoted texts and concepts are what may be filled in', () => {
  const rows = ['一打开“红的”就掉3次', '一打开“绿的”就掉20次', '一打开「蓝」就掉7次', '一打开"x"就掉4次']
  expect(told(judge([failing(...rows)]), 'U004')[0]).toContain('“一 打 开 <quote> 就 掉 <number> 次” stands 4 times')
  const fruit: Lexicon['concepts'] = { fruit: { zh: ['苹果', '梨', '香蕉', '，'], en: ['passion fruit'] } }
  const eaten = [failing('我爱吃苹果', '我爱吃梨', '我爱吃香蕉', '我爱吃Passion Fruit')]
  expect(told(judge(eaten, fruit), 'U004')[0]).toContain('“我 爱 吃 <fruit>” stands 4 times')
  expect(told(judge(eaten), 'U004')).toEqual([])
})

describe('the search for near-duplicates', () => {
  const gramsOf = (text: string): readonly string[] => {
    const chars = [...text]
    return [...new Set(chars.slice(2).map((char, at) => `${chars[at]}${chars[at + 1]}${char}`))]
  }
  function likenessOf(a: string, b: string): number {
    if (a === b) return 1
    const [left, right] = [gramsOf(a), gramsOf(b)]
    const shared = left.filter((gram) => right.includes(gram)).length
    return shared === 0 ? 0 : shared / new Set([...left, ...right]).size
  }
  const bruteForce = (texts: readonly string[]): readonly NearPair[] =>
    texts
      .flatMap((a, later) => texts.slice(0, later).map((b, earlier) => ({ earlier, later, likeness: likenessOf(a, b) })))
      .filter(({ likeness }) => likeness >= ALIKE)
  const inOrder = (pairs: Iterable<NearPair>): readonly NearPair[] => [...pairs].sort((a, b) => a.later - b.later || a.earlier - b.earlier)

  const char = fc.constantFrom('解', '绑', '失', '败', 'a', 'b', ' ', '😂')
  const text = fc.string({ unit: char, maxLength: 40 })
  /** Texts together with copies of them in which a character is another: without these few would be alike. */
  const texts = fc
    .tuple(fc.array(text, { minLength: 1, maxLength: 6 }), fc.array(fc.tuple(fc.nat(), fc.nat(), fc.oneof(char, fc.constant(''))), { maxLength: 20 }))
    .map(([bases, edits]) => [...bases, ...edits.map(([which, where, by]) => edited(bases[which % bases.length] ?? '', where, by))])
  function edited(base: string, where: number, by: string): string {
    const chars = [...base]
    return chars.map((char, at) => (at === where % chars.length ? by : char)).join('')
  }

  test('finds exactly what comparing all with all finds', () =>
    fc.assert(fc.property(texts, (all) => expect(inOrder(nearPairs(all))).toEqual(bruteForce(all)))))
  test('finds pairs that lie exactly on the border', () => {
    // Eight of ten different grams are shared.
    const [one, other] = ['abcdefghijk', 'bcdefghijkl']
    expect(likenessOf(one, other)).toBe(ALIKE)
    expect([...nearPairs([one, other])]).toEqual([{ earlier: 0, later: 1, likeness: ALIKE }])
  })
})

describe('styles', () => {
  const normalise = createNormaliser(lexicon)
  const findStyles = createStyleFinder(lexicon)
  const stylesOf = (text: string, lang: Lang): readonly string[] => findStyles({ lang, text, ...normalise(text) })
  test.each([
    ['解绑失败', 'zh', ['very_short']],
    ['我点了确认之后页面就一直转圈圈转了大半个钟头也看出毛病', 'zh', ['long']],
    ['哪里可以点解绑按钮', 'zh', ['question']],
    ['rebind that number how', 'en', ['very_short', 'question']],
    ['短信一直收不到啊', 'zh', ['negation']],
    ["the button won't work at all today", 'en', ['negation', 'misspelt']],
    ['別人特别喜欢這個按鈕', 'zh', ['traditional']],
    ['wo de mibao jiebang', 'zh', ['very_short', 'pinyin']],
    ['huan bang zai na li dian', 'zh', ['pinyin']],
    ['he can ban me any day', 'en', []],
    ['页面 loading 一直转圈圈', 'zh', ['mixed']],
    ['QQ 里的按钮是灰的', 'zh', []],
    ['蜜保那里是灰的', 'zh', ['misspelt']],
    ['按钮一直是灰的😭', 'zh', ['emoji']],
    ['你好请问按钮灰的谢谢', 'zh', ['polite']],
    ['昨天点的按钮是灰的', 'zh', ['history']],
    ['i pressed that button two days ago', 'en', ['history']],
    ['按钮是灰的，另外短信也慢', 'zh', ['several']],
  ] as const)('%j (%s) is %j', (text, lang, expected) => expect(stylesOf(text, lang)).toEqual(expected))
  test('every style has its shares in the figures of an intent', () => {
    const [figures] = judge([failing('解绑失败', '按钮一直是灰的😭')]).intents
    expect(figures?.styles.map(({ style }) => style)).toEqual(styles)
    expect(figures?.styles.find(({ style }) => style === 'emoji')).toEqual({ style: 'emoji', lines: 1, share: 0.5, wanted: 10 })
  })
})

describe('in text', () => {
  const report = judge([failing('按钮是灰的', '按钮是灰的', '按钮是灰的', '按钮是灰的')])
  test('some diagnostics of a code are shown, and how many are left out', () => {
    const text = reportText(report, 2)
    expect(text.match(/warning U001/g)).toHaveLength(2)
    expect(text).toContain('intents/unbind_failed.yaml:2: warning U001: ')
    expect(text).toContain('… and 1 more U001; --json gives all of them')
    expect(text).toContain('unbind_failed: zh 4 of 400 by 1 (fewest: 4 by a01); en 0 of 150 by 0')
    expect(text.split('\n').at(-1)).toMatch(
      /^4 lines, 3 near-duplicates of earlier ones \(75\.00 %; 6 pairs inside an intent, 0 across\); 2 errors, \d+ warnings$/,
    )
  })
  test('nothing is left out of few', () => expect(reportText(report, 3)).not.toContain('more U001'))
})

describe('reading', () => {
  function folderWith(files: Readonly<Record<string, string>>): string {
    const folder = mkdtempSync(join(tmpdir(), 'utterances-'))
    mkdirSync(join(folder, 'intents'))
    cpSync('knowledge/lexicon', join(folder, 'lexicon'), { recursive: true })
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
    return folder
  }
  const greeting =
    'intent: greeting\ntitle: { zh: 打招呼, en: Greeting }\nexamples:\n  zh:\n    a01: [ "你好",\n      "在吗" ]\n  en:\n    a02:\n      - hello\n'

  test('every line knows its place', () => {
    const folder = folderWith({ 'intents/greeting.yaml': greeting })
    const file = join(folder, 'intents/greeting.yaml')
    const { utterances, intents } = readTeaching(folder)
    expect(utterances).toEqual([
      { intent: 'greeting', lang: 'zh', author: 'a01', text: '你好', file, line: 5 },
      { intent: 'greeting', lang: 'zh', author: 'a01', text: '在吗', file, line: 6 },
      { intent: 'greeting', lang: 'en', author: 'a02', text: 'hello', file, line: 9 },
    ])
    expect(intents).toEqual([{ intent: 'greeting', file, lines: { zh: 5, en: 8 } }])
  })
  test('concepts are read where there are some', () => {
    const folder = folderWith({ 'intents/greeting.yaml': greeting, 'lexicon/concepts.yaml': 'phone: { zh: [手机], en: [phone] }\n' })
    expect(readTeaching(folder).lexicon.concepts).toEqual({ phone: { zh: ['手机'], en: ['phone'] } })
  })
  test('faults of all files are told at once', () => {
    const folder = folderWith({
      'intents/greeting.yaml': greeting.replace('hello', '12'),
      'lexicon/concepts.yaml': 'phone: { zh: [手机] }\n',
    })
    expect(() => readTeaching(folder)).toThrow(/intents\/greeting\.yaml:9: examples\.en\.a02\.0: .*\nlexicon\/concepts\.yaml:1: phone\.en: /)
  })
})
