import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { BaseError, type Where, withBase } from '../../../src/replay/diff/revision.js'
import { temporaryFolder } from '../../storage/folder.js'

const folder = temporaryFolder()
const git = (...args: readonly string[]): string =>
  execFileSync('git', ['-C', folder('checkout'), '-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], { encoding: 'utf8' })
const own = (): Where => ({ dialogs: folder('checkout/bot/dialogs'), knowledge: folder('checkout/bot/knowledge') })
const write = (path: string, text: string): void => {
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, text)
}

beforeAll(() => {
  mkdirSync(folder('checkout'))
  git('init', '--quiet')
  write(folder('checkout/readme'), 'nothing yet')
  git('add', '-A')
  git('commit', '--quiet', '-m', 'empty')
  git('tag', 'empty')
  write(join(own().dialogs, 'a.yaml'), 'before')
  write(join(own().knowledge, 'b.yaml'), 'known')
  git('add', '-A')
  git('commit', '--quiet', '-m', 'before')
  git('tag', 'before')
  write(join(own().dialogs, 'a.yaml'), 'after')
})

const sees = (base: string) =>
  withBase(base, own(), async ({ dialogs, knowledge }) => ({
    dialogs,
    text: readFileSync(join(dialogs, 'a.yaml'), 'utf8'),
    known: readFileSync(join(knowledge, 'b.yaml'), 'utf8'),
  }))

describe('BASE', () => {
  test('is a revision: its files are read, and the copy is gone afterwards', async () => {
    const { dialogs, ...seen } = await sees('before')
    expect(seen).toEqual({ text: 'before', known: 'known' })
    expect(existsSync(dialogs)).toBe(false)
  })

  test('the copy is gone after a failure too', async () => {
    let copy = ''
    const failing = withBase('HEAD', own(), async ({ dialogs }) => {
      copy = dialogs
      throw new Error('broken')
    })
    await expect(failing).rejects.toThrow('broken')
    expect(existsSync(copy)).toBe(false)
  })

  test('is a folder with dialogs/, or dialogs themselves', async () => {
    write(folder('other/dialogs/a.yaml'), 'other')
    expect(await sees(folder('other'))).toMatchObject({ text: 'other', known: 'known' })
    expect(await sees(folder('other/dialogs'))).toMatchObject({ text: 'other', known: 'known' })
  })

  test.each([
    ['no-such-branch', /neither a folder nor a revision: the checkout at .* has no such revision/],
    ['--help', /neither a folder nor a revision/],
    ['empty', /revision empty has no dialogs at bot\/dialogs/],
  ])('%s is refused', async (base, message) => {
    await expect(sees(base)).rejects.toThrow(message)
    await expect(sees(base)).rejects.toBeInstanceOf(BaseError)
  })

  test('without git only a folder will do', async () => {
    const gitless = withBase('HEAD', { ...own(), git: 'no-git-anywhere' }, async () => null)
    await expect(gitless).rejects.toThrow('no-git-anywhere was not found; install it, or name a folder instead of a revision')
  })

  test('without a checkout only a folder will do', async () => {
    write(folder('loose/dialogs/a.yaml'), 'loose')
    const loose = { dialogs: folder('loose/dialogs'), knowledge: folder('loose/dialogs') }
    await expect(withBase('HEAD', loose, async () => null)).rejects.toThrow(/lies in no git checkout/)
    await expect(withBase(folder('checkout/.git'), loose, async () => null)).rejects.toThrow(/expected a folder dialogs\/ or YAML files/)
  })
})
