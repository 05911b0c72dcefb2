import { describe, expect, test } from '@jest/globals'
import type { WorkResult } from '../../src/engine/inputs.js'
import { memoryStorage } from '../../src/storage/memory.js'
import type { Storage, TurnRecord } from '../../src/storage/records.js'
import { arrival, gate, openOffice } from './office.js'

/** Raw values, and ways to type them. Nothing that is stored may hold one of the `raw`. `short`: harmless in the data of a channel, which nobody types. */
const CANARIES: readonly { readonly name: string; readonly typed: readonly string[]; readonly raw: readonly string[]; readonly short?: true }[] = [
  { name: 'a phone', typed: ['我的手机是 13812345678'], raw: ['13812345678', '1381234'] },
  { name: 'a phone in full width', typed: ['手机１３８１２３４５６７８'], raw: ['１３８１２３４５６７８', '13812345678', '２３４５'] },
  { name: 'a phone with blanks', typed: ['138 1234 5678', '138  1234  5678', '138-1234-5678', '138.1234.5678'], raw: ['1234'] },
  {
    name: 'a phone with other signs',
    typed: ['138_1234_5678', '(138)1234/5678', '138、1234、5678', '138…1234…5678', '138🙂1234🙂5678'],
    raw: ['1234'],
  },
  { name: 'a phone with invisible signs', typed: ['138\u200b1234\u200b5678', '1\ufe0f\u20e33\ufe0f\u20e381234\u20605678'], raw: ['1234'] },
  {
    name: 'a phone in Chinese numerals',
    typed: ['一三八一二三四五六七八', '幺三八 一二三四 五六七八', '壹叁捌壹贰叁肆伍陆柒捌'],
    raw: ['一二三四', '壹贰叁肆'],
  },
  { name: 'a phone in circled digits', typed: ['①③⑧①②③④⑤⑥⑦⑧'], raw: ['①②③④'] },
  { name: 'a phone in two messages', typed: ['1381234', '5678987'], raw: ['1381234', '5678987'] },
  { name: 'a phone in short messages', typed: ['1387', '4629', '873'], raw: ['1387', '4629'], short: true },
  { name: 'a phone in short messages of numerals', typed: ['一三八', '四六二九', '八七三'], raw: ['一三八', '四六二九', '八七三'], short: true },
  { name: 'a phone in English words', typed: ['one three eight four six two nine eight seven three one'], raw: ['eight', 'three'] },
  { name: 'a code in two messages', typed: ['4815', '1623'], raw: ['4815', '1623'], short: true },
  { name: 'an account with its password', typed: ['987654321----hunter2secret', 'hunter2secret是我的密码'], raw: ['987654321', 'hunter2secret'] },
  { name: 'an ID number in groups', typed: ['110105 1949 1231 002 X'], raw: ['110105', '1949', '1231'] },
  { name: 'an account number', typed: ['QQ号 987654321', '我的 QQ 是 98765'], raw: ['987654321', '98765'] },
  { name: 'a password', typed: ['密码是 hunter2secret', 'my password is hunter2secret'], raw: ['hunter2secret'] },
  { name: 'an ID number', typed: ['身份证 11010519491231002X'], raw: ['11010519491231002', '19491231'] },
  { name: 'a bank card', typed: ['卡号 6222 0212 3456 7890 128'], raw: ['0212', '3456', '7890'] },
  { name: 'a code', typed: ['验证码 481516'], raw: ['481516'] },
]

const recording =
  (records: TurnRecord[], storage: Storage): Storage['commitTurn'] =>
  (record) => {
    records.push(record)
    return storage.commitTurn(record)
  }

/** An office that remembers every record and setting that it has ever stored, as text. */
function watchedOffice() {
  const storage = memoryStorage()
  const records: TurnRecord[] = []
  const office = openOffice({ storage: { ...storage, commitTurn: recording(records, storage) } })
  return { office, stored: () => JSON.stringify(records) }
}

describe.each(CANARIES)('$name that is typed', ({ typed, raw, short }) => {
  const forgotten = (stored: string): void => {
    expect(raw.filter((value) => stored.includes(value))).toEqual([])
  }

  test('is in no row while nothing is asked', async () => {
    const { office, stored } = watchedOffice()
    await office.say(...typed)
    forgotten(stored())
  })

  test('is in no row while an account number is asked for', async () => {
    const { office, stored } = watchedOffice()
    await office.say('账号', ...typed)
    forgotten(stored())
  })

  test('is in no row while a code is asked for', async () => {
    const { office, stored } = watchedOffice()
    await office.say('账号', '我的QQ号是 123454321', ...typed)
    forgotten(stored())
  })

  test('is in no row while it waits, and none afterwards', async () => {
    const { office, stored } = watchedOffice()
    const opening = gate<WorkResult>()
    office.shop.answers.set('open_umbrella', () => opening.promise)
    await office.say('出门')
    await office.send('撑伞')
    for (const words of typed) await office.send(words)
    forgotten(stored())
    opening.open({ outcome: 'opened', gives: {} })
    await office.turns.settled()
    forgotten(stored())
  })

  test('is in no row when it comes with a tap, a withdrawal or the data of a channel', async () => {
    const { office, stored } = watchedOffice()
    await office.say('出门')
    for (const words of typed) {
      await office.turns.handle(arrival({ type: 'tap', text: words, question: words, option: words }))
      await office.turns.handle(arrival({ type: 'withdraw', question: words }))
      if (!short) await office.turns.handle({ ...arrival({ type: 'start' }), channelData: { note: raw[0] ?? '', [raw[0] ?? '']: 1 } })
    }
    await office.turns.settled()
    forgotten(stored())
  })
})

test('a number that is given as a number is masked, however it is written', async () => {
  const { office, stored } = watchedOffice()
  await office.turns.handle({ ...arrival({ type: 'text', text: '出门' }), channelData: { a: 13812345678, b: [0.13812345678, -987654321], c: 7 } })
  expect(stored()).not.toMatch(/13812345678|987654321/)
  expect(stored()).toContain('"c":7')
})

test('the id by which a client knows its own message comes back verbatim', async () => {
  const office = openOffice()
  await office.turns.handle({
    ...arrival({ type: 'text', text: '出门' }, 'c-13812345678'),
    channelData: { clientActivityID: 'c-13812345678', other: '13812345678' },
  })
  expect((await office.log())[0]?.body).toMatchObject({ echo: { clientActivityID: 'c-13812345678', other: '138****5678' } })
})

test('what was recognised is in the log, so that a replay needs no words', async () => {
  const office = openOffice()
  await office.say('账号', '我的QQ号是 123456789')
  expect(await office.events()).toContainEqual(expect.objectContaining({ type: 'input_taken', intent: 'owned' }))
  expect(await office.events()).toContainEqual(expect.objectContaining({ type: 'input_taken', entities: ['qq'] }))
  expect(await office.events()).toContainEqual(
    expect.objectContaining({ type: 'slot_filled', slot: 'account_id', value: expect.stringMatching(/^qq:[0-9a-f]{16}:12\*\*\*\*89$/) }),
  )
})
