import { writeFileSync } from 'node:fs'
import { describe, expect, jest, test } from '@jest/globals'
import fc from 'fast-check'
import { convert } from '../../../src/cli/convert.js'
import { scriptYaml, turnsOf } from '../../../src/replay/formats/toScript.js'
import { FormatError, readTranscript, speakerOf, writeTranscript } from '../../../src/replay/formats/transcript.js'
import { parseScript } from '../../../src/replay/script.js'
import { temporaryFolder } from '../../storage/folder.js'
import { CHATDOWN, EMULATOR, TEAMS } from './foreign.js'

describe.each([
  ['of the Emulator', EMULATOR, [{ user: '解绑失败' }, { tap: 'agent' }, { wait: 72 }, { user: '我选错了' }]],
  ['of Chatdown', CHATDOWN, [{ user: 'I cannot unbind' }]],
  ['of a bot on Teams', TEAMS, [{ user: '<at>Helper</at> 登录不上' }]],
])('a transcript %s', (_, activities, turns) => {
  const source = JSON.stringify(activities, null, 2)
  const read = readTranscript('a.transcript', source)
  test('comes out as it went in, byte by byte', () => expect(writeTranscript(read)).toBe(`${source}\n`))
  test('is what its user did', () => expect(turnsOf(read)).toEqual(turns))
  test('becomes a replay', () => expect(parseScript('a.yaml', scriptYaml(turnsOf(read), 'a.transcript')).turns).toEqual(turns))
})

describe('one that is cut off', () => {
  const source = JSON.stringify(EMULATOR, null, 2)
  test('anywhere is refused, with its last line and the reason', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: source.length - 1 }), (length) => {
        const cut = source.slice(0, length)
        const fault = faultOf(() => readTranscript('a.transcript', cut))
        expect(fault).toBeInstanceOf(FormatError)
        expect(fault?.message).toMatch(/^a\.transcript:\d+: the file ends in the middle: it was cut off$/)
        expect(fault?.line).toBe(cut.trimEnd().split('\n').length)
      }),
    )
  })
  test('before anything was written, too', () => expect(faultOf(() => readTranscript('a.transcript', ''))?.message).toContain('a.transcript:1: '))
})

function faultOf(run: () => unknown): FormatError | null {
  try {
    run()
  } catch (error) {
    if (error instanceof FormatError) return error
    throw error
  }
  return null
}

const anyJson = fc.jsonValue()
const anyEnd = fc.option(fc.record({ id: fc.option(fc.string()), name: fc.option(fc.string()), role: fc.option(fc.string()) }, { requiredKeys: [] }))
const anyActivity = fc
  .tuple(
    fc.dictionary(fc.string(), anyJson),
    fc.record(
      {
        type: fc.constantFrom('message', 'event', 'trace', 'invoke', 'unheardOf'),
        from: anyEnd,
        recipient: fc.oneof(anyEnd, anyJson),
        text: fc.option(fc.string()),
        name: fc.option(fc.constantFrom('withdraw', 'x')),
        value: fc.oneof(anyJson, fc.record({ question: fc.string(), option: fc.string() })),
        timestamp: fc.option(
          fc.oneof(
            fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
            fc.string(),
          ),
        ),
      },
      { requiredKeys: ['type'] },
    ),
  )
  .map(([others, known]) => ({ ...others, ...known }))
/** What is no activity, as with a number for a name, is refused alone; here it is about all others. */
const isRefused = (one: unknown): boolean => faultOf(() => readTranscript('a', JSON.stringify([one]))) !== null

test('whatever activities there are, nothing is lost and every turn can be played', () => {
  fc.assert(
    fc.property(fc.array(anyActivity), (any) => {
      const activities = any.filter((one) => !isRefused(one))
      const source = JSON.stringify(activities)
      const read = readTranscript('a.transcript', source)
      expect(JSON.parse(writeTranscript(read))).toEqual(JSON.parse(source))
      for (const one of read) expect(['user', 'bot']).toContain(speakerOf(one))
      const turns = turnsOf(read)
      if (turns.length > 0) expect(parseScript('a.yaml', scriptYaml(turns, 'a.transcript')).turns).toEqual(turns)
    }),
    { numRuns: 300 },
  )
})

describe('mibao convert', () => {
  const folder = temporaryFolder()
  async function converted(activities: readonly unknown[], to?: string): Promise<string> {
    writeFileSync(folder('a.transcript'), JSON.stringify(activities))
    let written = ''
    const spy = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      written += String(text)
      return true
    })
    try {
      await convert(folder('a.transcript'), { to })
      return written
    } finally {
      spy.mockRestore()
    }
  }
  test('writes a replay that can be read', async () => {
    expect(parseScript('a.yaml', await converted(EMULATOR)).turns).toHaveLength(4)
  })
  test('writes the transcript again, with all that it does not know', async () => {
    expect(JSON.parse(await converted(TEAMS, 'transcript'))).toEqual(TEAMS)
  })
  test('refuses to make a replay of what no user said', async () => {
    await expect(converted(EMULATOR.slice(0, 2))).rejects.toThrow(/a\.transcript:1: expected words of a user, found none in 2 activities/)
  })
})
