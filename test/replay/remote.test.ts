import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import { runRemote } from '../../src/replay/remote/runRemote.js'
import { connect } from '../../src/replay/remote/server.js'
import { failureOf } from '../../src/replay/report/failure.js'
import { humanReport, jsonReport, junitReport } from '../../src/replay/report/report.js'
import { replayFiles } from '../../src/replay/runReplays.js'
import { type DeskProcess, SECRET, SITE_KEY, startDeskProcess } from '../browser/deskProcess.js'

jest.setTimeout(180_000)

let desk: DeskProcess
let folder: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mibao-remote-'))
  desk = await startDeskProcess()
})
afterAll(async () => {
  await desk.stop()
  rmSync(folder, { recursive: true })
})

const written = (name: string, source: string): string => {
  const file = join(folder, `${name}.yaml`)
  writeFileSync(file, source)
  return file
}

describe('replays against a running server', () => {
  test.each([
    ['accounts of every kind', ['banned', 'at_risk', 'frozen', 'not_activated', 'binding_expired', 'unbind_partial']],
    ['what is corrected, sent again, asked twice and taken to a person', ['corrections', 'tickets', 'topics', 'rebind', 'stolen']],
    ['codes, faces, faults of the service and two accounts', ['verification', 'unavailable', 'unauthorised']],
    ['both languages, articles and words in pieces', ['language', 'articles', 'pieces']],
  ])('%s', async (_what, folders) => {
    const files = replayFiles(folders.map((name) => join('test', 'replays', name)))
    const { results, passed, failed, skipped } = await runRemote(files, await connect(desk.origin, SECRET), 3)
    expect(results.flatMap((one) => failureOf(one) ?? [])).toEqual([])
    expect({ failed, all: passed + skipped }).toEqual({ failed: 0, all: results.length })
    expect(passed).toBeGreaterThan(results.length * 0.7)
    // What is left out is left out for one of a few reasons, and says so.
    for (const one of results)
      if (one.skipped !== null)
        expect(one.skipped).toMatch(
          /^not playable over the wire: line \d+ (waits \d+ s|writes on|acts as an agent)|^not playable over the wire: earlier_ticket/,
        )
  })

  test('what does not hold is told with its first difference; what cannot be played is counted apart', async () => {
    const files = [
      written(
        'a_wrong',
        'account: { persona: banned }\nturns:\n  - user: 我的QQ号被封了，能解封吗\n    nodes: [ verify_owner/known, a/nowhere ]\n    intent: change_phone\n    slots: { method: sms }\n    text: /no such words/\n    ticket: { queue: general }\n    outcome: resolved\n    checks: [ { account_status: normal } ]\n    acts: [ { check_face: verified } ]\nmust_not: { nodes: [ verify_owner/which_account ] }\n',
      ),
      written('b_tap', 'turns:\n  - tap: nothing\n'),
      written('c_wait', 'turns:\n  - user: 你好\n  - wait: 600\n'),
      written('d_nobody', 'account:\n  persona: nobody\nturns:\n  - user: a\n'),
      written('e_field', 'account:\n  persona: healthy\n  patch:\n    status: gone\nturns:\n  - user: a\n'),
      written('f_short', 'turns:\n  - user: 你好\n    intent: greeting\n  - wait: 0.2\n'),
    ]
    const run = await runRemote(files, await connect(desk.origin, SITE_KEY), 2)
    const [wrong, tap, wait, nobody, field, short] = run.results
    expect(wrong?.played?.turns[0]?.mismatches.map(({ key }) => key).sort()).toEqual(
      ['acts', 'checks', 'intent', 'must_not', 'nodes', 'outcome', 'slots.method', 'text', 'ticket'].sort(),
    )
    expect(wrong?.played?.turns[0]?.mismatches.find(({ key }) => key === 'nodes')?.first).toMatchObject({ index: 1, wanted: 'a/nowhere' })
    expect(tap?.played?.turns[0]?.mismatches[0]?.key).toBe('turn')
    expect(wait).toMatchObject({ played: null, error: null, skipped: expect.stringContaining('line 3 waits 600 s') })
    expect(nobody?.error).toContain('d_nobody.yaml:2 account.persona: ')
    expect(field?.error).toContain('e_field.yaml:4 account.patch.status')
    expect(short?.played?.passed).toBe(true)
    expect(run).toMatchObject({ passed: 1, failed: 4, skipped: 1, coverage: null })
    for (const report of [humanReport, junitReport, jsonReport]) expect(report(run)).toMatch(/Not asserted over the wire/)
    expect(humanReport(run)).toContain('Replays: 1 passed, 4 failed, 1 not played')
    expect(junitReport(run)).toContain('skipped="1"')
  })
})

describe('a server that cannot be played against says why', () => {
  const refusal = (address: string, secret = SECRET) =>
    connect(address, secret).then(
      () => 'connected',
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    )
  test('one that is not there', async () =>
    expect(await refusal('http://127.0.0.1:9')).toMatch(/Nothing answers at http:\/\/127\.0\.0\.1:9 \(.+\)\. Is the server running there\?/))
  test('one that refuses the secret', async () => expect(await refusal(desk.origin, 'not-the-secret-0123456789')).toContain('refuses the secret'))
  test('an address that is none', async () => expect(await refusal('localhost:8787')).toContain('--url: expected an address'))
  test('one that is something else', async () => {
    const other = createServer((_req, res) => res.writeHead(404).end('<h1>no</h1>'))
    await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening))
    const address = other.address()
    const port = typeof address === 'object' ? address?.port : null
    expect(await refusal(`http://127.0.0.1:${port}`)).toContain('there is no Direct Line there')
    await new Promise((closed) => other.close(closed))
  })
  test('one without its simulator', async () => {
    const real = await startDeskProcess({ SIMULATOR: 'off', ACCOUNT_SERVICE_URL: 'http://127.0.0.1:9' })
    try {
      expect(await refusal(real.origin)).toContain('has its simulator off')
    } finally {
      await real.stop()
    }
  })
})
