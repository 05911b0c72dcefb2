import { type ChildProcess, spawn } from 'node:child_process'
import { appendFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals'

jest.setTimeout(90_000)

let folder: string
let child: ChildProcess
let heard = ''
let waiting: (() => void) | null = null
const write = (name: string, intent: string): void =>
  writeFileSync(join(folder, 'replays', `${name}.yaml`), `turns:\n  - user: 转人工\n    nodes: []\n  - user: 你好\n    intent: ${intent}\n`)

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mibao-watch-'))
  cpSync('dialogs', join(folder, 'dialogs'), { recursive: true })
  cpSync('test/replays/banned', join(folder, 'replays'), { recursive: true })
  write('a', 'greeting')
  write('z', 'no_such_intent')
  child = spawn(process.execPath, [
    join(process.cwd(), 'dist', 'cli.js'),
    'replay',
    join(folder, 'replays'),
    '--dialogs',
    join(folder, 'dialogs'),
    '--watch',
  ])
  const hear = (chunk: Buffer): void => {
    heard += chunk.toString()
    if (/Watching for changes/.test(heard)) waiting?.()
  }
  child.stdout?.on('data', hear)
  child.stderr?.on('data', hear)
})
afterAll(() => {
  child.kill()
  rmSync(folder, { recursive: true })
})

/** What is told up to the end of the round that `change` begins. */
async function roundAfter(change: () => void): Promise<string> {
  heard = ''
  const told = new Promise<void>((resolve) => {
    waiting = resolve
  })
  change()
  await told
  waiting = null
  return heard
}

test('a change of a replay plays that one, a change of the dialogs all, those that failed first', async () => {
  const first = await roundAfter(() => undefined)
  expect(first).toContain('1 failed')
  expect(first).toMatch(/FAIL .*z\.yaml/)
  expect(first).toContain('Of 14 conversations 1 do not hold')

  const one = await roundAfter(() => write('a', 'another_intent'))
  expect(one).toContain('Replays: 0 passed, 1 failed')
  expect(one).not.toContain('Coverage')
  expect(one).toContain('Of 14 conversations 2 do not hold')

  const all = await roundAfter(() => appendFileSync(join(folder, 'dialogs', '_slots.yaml'), '\n# said anew\n'))
  expect(all).toContain('Replays: 12 passed, 2 failed')

  const broken = await roundAfter(() => appendFileSync(join(folder, 'dialogs', '_slots.yaml'), '\n]\n'))
  expect(broken).toContain('Nothing is played until they are mended')
  expect(child.exitCode).toBeNull()
})
