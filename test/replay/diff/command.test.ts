import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, jest, test } from '@jest/globals'
import { diff } from '../../../src/cli/diff.js'
import { temporaryFolder } from '../../storage/folder.js'
import { ROOT } from './recordings.js'

const folder = temporaryFolder()
const TO_APPEALS = 'label: { zh: 转申诉人工, en: Appeals colleague }, goto: to_appeals'

/** Runs the command; its exit code with what it wrote. `DATA_DIR` is empty, so there is no database. */
async function run(base: string, options: Parameters<typeof diff>[1]) {
  const written: string[] = []
  const told: string[] = []
  const out = jest.spyOn(console, 'log').mockImplementation((text) => void written.push(String(text)))
  const err = jest.spyOn(console, 'error').mockImplementation((text) => void told.push(String(text)))
  try {
    return { code: await diff(base, options), written: written.join('\n'), told: told.join('\n') }
  } finally {
    out.mockRestore()
    err.mockRestore()
  }
}

describe('mibao diff', () => {
  beforeAll(() => {
    mkdirSync(folder('checkout'))
    cpSync(join(ROOT, 'dialogs'), folder('checkout/dialogs'), { recursive: true })
    const git = (...args: readonly string[]) =>
      execFileSync('git', ['-C', folder('checkout'), '-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args])
    git('init', '--quiet')
    git('add', '-A')
    git('commit', '--quiet', '-m', 'ours')
    cpSync(join(ROOT, 'dialogs'), folder('broken'), { recursive: true })
    writeFileSync(join(folder('broken'), 'unbind_failed.yaml'), 'dialog: unbind_failed\nnodes: [')
  })

  test('says that nothing differs, against a revision that is the same', async () => {
    const { code, written, told } = await run('HEAD', { dialogs: folder('checkout/dialogs') })
    expect(told).toBe('')
    expect(written).toContain('Nothing differs.')
    expect(code).toBe(0)
  }, 60_000)

  test('resolves to 1 when something ends differently, and tells it as JSON', async () => {
    const file = folder('checkout/dialogs/unbind_failed.yaml')
    writeFileSync(file, readFileSync(file, 'utf8').replace(TO_APPEALS, TO_APPEALS.replace('to_appeals', 'told')))
    const { code, written } = await run('HEAD', { dialogs: folder('checkout/dialogs'), json: true, replays: [join(ROOT, 'test/replays/banned')] })
    const report: unknown = JSON.parse(written)
    expect(report).toMatchObject({
      differs: true,
      explored: { groups: [{ place: 'unbind_failed/banned', differences: [{ accounts: 79 }] }] },
      replays: { affected: 2, groups: [{ place: 'unbind_failed/banned' }] },
      recorded: null,
    })
    expect(code).toBe(1)
  }, 60_000)

  test('resolves to 2 when BASE cannot be read, with file, line and reason', async () => {
    const broken = await run(folder('broken'), {})
    expect(broken.code).toBe(2)
    expect(broken.told).toMatch(/unbind_failed\.yaml:2.*D000/)
    const nowhere = await run('no-such-revision', { dialogs: folder('checkout/dialogs') })
    expect(nowhere).toMatchObject({ code: 2, written: '' })
    expect(nowhere.told).toContain('no such revision')
  }, 60_000)
})
