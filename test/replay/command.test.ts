import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'

jest.setTimeout(60_000)

const CLI = join(process.cwd(), 'dist', 'cli.js')
const FORKED = `account: { persona: healthy }
turns:
  - user: 重新绑定手机
    intent: rebind_phone
  - branches:
      holds:
        - user: 转人工
          ticket: { queue: general }
      does not:
        - user: 转人工
          # By hand.
          nodes: [ rebind_phone/nowhere ]
          ticket: { queue: technical }
`
let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mibao-replays-'))
  writeFileSync(join(folder, 'a_forked.yaml'), FORKED)
  writeFileSync(join(folder, 'b_broken.yaml'), 'account: { persona: nobody }\nturns:\n  - user: x\n')
  for (const name of ['c', 'd', 'e']) writeFileSync(join(folder, `${name}.yaml`), `turns:\n  - user: 你好\n    intent: greeting_${name}\n`)
})
afterAll(() => rmSync(folder, { recursive: true }))

const mibao = (...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], { encoding: 'utf8' })
  return { status, stdout, stderr }
}

test('the report is the same whatever the number of threads', () => {
  const [one, three] = ['1', '3'].map((jobs) => mibao('replay', folder, '--jobs', jobs))
  expect(one?.status).toBe(1)
  expect(three?.stdout).toBe(one?.stdout)
  expect(one?.stdout).toContain(`FAIL ${join(folder, 'a_forked.yaml')} › does not   (turn 2, ${join(folder, 'a_forked.yaml')}:10)`)
  expect(one?.stdout).toContain(`${join(folder, 'b_broken.yaml')}:1 account.persona: there is no persona "nobody"`)
  expect(one?.stdout).toContain('Replays: 1 passed, 5 failed')
})

test('what is not there is told, and what reads a database makes none', () => {
  const empty = mkdtempSync(join(tmpdir(), 'mibao-nowhere-'))
  const told = (...args: readonly string[]) => {
    const { status, stderr } = spawnSync(process.execPath, [CLI, ...args], { encoding: 'utf8', cwd: empty, env: { PATH: process.env.PATH } })
    expect(status).toBe(1)
    return stderr
  }
  expect(told('replay', 'nowhere')).toContain('nowhere: expected a replay or a folder of replays, found nothing')
  expect(told('convert', 'nowhere.chat')).toContain('nowhere.chat: expected a replay, a transcript or a .chat file, found nothing')
  expect(told('record', 'nobody')).toContain('There is no database data/mibao.db. DATABASE_URL or DATA_DIR say where to look.')
  expect(told('backup', 'copy.db')).toContain('There is no database data/mibao.db.')
  expect(readdirSync(empty)).toEqual([])
  rmSync(empty, { recursive: true })
})

test('what opens a server is looked for in the environment and in .env, and nothing is made', () => {
  const empty = mkdtempSync(join(tmpdir(), 'mibao-nowhere-'))
  const ask = () =>
    spawnSync(process.execPath, [CLI, 'replay', folder, '--url', 'http://127.0.0.1:9'], {
      encoding: 'utf8',
      cwd: empty,
      env: { PATH: process.env.PATH },
    })
  expect(ask().stderr).toContain('Set DIRECT_LINE_SECRET')
  expect(readdirSync(empty)).toEqual([])
  writeFileSync(join(empty, '.env'), 'DIRECT_LINE_SECRET=a-secret-for-tests-0123456789\n')
  expect(ask().stderr).toContain('Nothing answers at http://127.0.0.1:9')
  rmSync(empty, { recursive: true })
})

test('a number of threads that is none is refused', () =>
  expect(mibao('replay', folder, '--jobs', 'many').stderr).toContain('--jobs: expected a whole number'))

test('a transcript is made of one branch, which must be named', () => {
  const file = join(folder, 'a_forked.yaml')
  expect(mibao('convert', file).stderr).toContain('expected --branch with one of "holds", "does not"')
  const said: unknown = JSON.parse(mibao('convert', file, '--branch', 'holds').stdout)
  expect(JSON.stringify(said)).toContain('转人工')
})

test('what happened is written into the branch where it happened', () => {
  const file = join(folder, 'a_forked.yaml')
  mibao('replay', file, '--update')
  expect(readFileSync(file, 'utf8')).toContain('# By hand.')
  expect(readFileSync(file, 'utf8')).not.toContain('nowhere')
  expect(mibao('replay', file)).toMatchObject({ status: 0, stdout: expect.stringContaining('Replays: 2 passed, 0 failed') })
})
