import { randomBytes } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { dynamicCode } from '../../src/verification/dynamicCode.js'
import { limitsSchema } from '../../src/verification/limits.js'
import { keyedSecrets, sameTag } from '../../src/verification/secrets.js'
import { simulatedInbox } from '../../src/verification/simulatedInbox.js'
import { smsText } from '../../src/verification/smsText.js'

const secrets = keyedSecrets(Buffer.alloc(32, 1))
const message = { key: 'k', to: '13800000001', text: 'text', code: '123456', purpose: 'ownership', at: 1 } as const

describe('secrets', () => {
  test('a salt has one code of six digits under one key', () => {
    expect(secrets.codeOf('salt')).toMatch(/^\d{6}$/)
    expect(secrets.codeOf('salt')).toBe(keyedSecrets(Buffer.alloc(32, 1)).codeOf('salt'))
    expect(secrets.codeOf('salt')).not.toBe(keyedSecrets(Buffer.alloc(32, 2)).codeOf('salt'))
  })

  test('codes fall evenly', () => {
    const counts = Array.from({ length: 10 }, () => 0)
    for (let n = 0; n < 20_000; n++) {
      const first = Number(secrets.codeOf(String(n)).charAt(0))
      counts[first] = (counts[first] ?? 0) + 1
    }
    // Chi-squared with nine degrees of freedom; beyond 27.9 once in a thousand, and the salts are fixed.
    expect(counts.reduce((sum, count) => sum + (count - 2000) ** 2 / 2000, 0)).toBeLessThan(27.9)
  })

  test('words keep their borders', () => {
    expect(secrets.derive('a', 'b', 'cd')).not.toBe(secrets.derive('a', 'bc', 'd'))
  })

  test('tags of different lengths compare', () => {
    expect([sameTag('', 'abc'), sameTag('abc', 'abc'), sameTag('abd', 'abc')]).toEqual([false, true, false])
  })

  test('a short key is refused', () => {
    expect(() => keyedSecrets(randomBytes(16))).toThrow('at least 32 bytes')
  })
})

test('the dynamic code is the one of RFC 6238, shortened to six digits', () => {
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
  expect([59, 1_111_111_109, 1_234_567_890].map((seconds) => dynamicCode(secret, seconds * 1000))).toEqual(['287082', '081804', '005924'])
})

test('limits are the documented ones unless told otherwise, and nonsense is refused', () => {
  expect(limitsSchema.parse({})).toMatchObject({ codeMinutes: 5, tries: 5, proofMinutes: 15, perNumberPerMinute: 1, perNumberPerDay: 5 })
  expect(limitsSchema.parse({ tries: 3 }).tries).toBe(3)
  expect(limitsSchema.safeParse({ tries: 0 }).success).toBe(false)
  expect(limitsSchema.safeParse({ trys: 3 }).success).toBe(false)
})

test('a message has the code once, the minutes and what the code is for, in both languages', () => {
  for (const language of ['zh', 'en'] as const) {
    const ownership = smsText({ code: '012345', purpose: 'ownership', minutes: 5, language })
    expect(ownership.split('012345')).toHaveLength(2)
    expect(ownership).toContain('5')
    expect(smsText({ code: '012345', purpose: 'possession', minutes: 5, language })).not.toBe(ownership)
  }
})

describe('the simulated inbox', () => {
  test('shows the newest first, twenty at most, and each key once', async () => {
    const inbox = await simulatedInbox()
    for (let n = 0; n < 25; n++) await inbox.send({ ...message, key: `k${n}`, at: n })
    await inbox.send({ ...message, key: 'k0', at: 99 })
    await inbox.send({ ...message, key: 'k0', at: 99, to: '13800000002' })
    expect(inbox.messages(message.to)).toHaveLength(20)
    expect(inbox.messages(message.to)[0]).toEqual({ at: 24, text: 'text', code: '123456', purpose: 'ownership' })
    expect(inbox.messages('13800000002')).toEqual([])
  })

  test('delivers nothing to nobody', async () => {
    const saved: unknown[] = []
    const inbox = await simulatedInbox({ load: async () => undefined, save: async (content) => void saved.push(content) })
    await inbox.send({ ...message, to: null })
    expect(saved).toEqual([{}])
  })

  test('is there again after a restart, and what could not be saved can be sent again', async () => {
    let file: unknown
    let full = true
    const save = async (content: unknown) => {
      if (full) throw new Error('disk full')
      file = JSON.parse(JSON.stringify(content))
    }
    const inbox = await simulatedInbox({ load: async () => file, save })
    await expect(inbox.send(message)).rejects.toThrow('disk full')
    expect(inbox.messages(message.to)).toEqual([])
    full = false
    await inbox.send(message)
    const again = await simulatedInbox({ load: async () => file, save })
    await again.send(message)
    expect(again.messages(message.to)).toEqual(inbox.messages(message.to))
    expect(again.messages(message.to)).toHaveLength(1)
    await again.clear(message.to)
    expect(again.messages(message.to)).toEqual([])
  })

  test('refuses a file that is no inbox', async () => {
    await expect(simulatedInbox({ load: async () => ({ '138': 'text' }), save: async () => undefined })).rejects.toThrow()
  })
})
