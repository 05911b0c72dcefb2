import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, jest, test } from '@jest/globals'
import { check } from '../../src/cli/check.js'
import { ROOT } from '../../src/cli/folders.js'
import { tellDiagnostics } from '../../src/cli/tellDiagnostics.js'
import { temporaryFolder } from '../storage/folder.js'

const folder = temporaryFolder()

async function written(channel: 'log' | 'error', run: () => unknown): Promise<readonly string[]> {
  const lines: string[] = []
  const spy = jest.spyOn(console, channel).mockImplementation((text) => void lines.push(String(text)))
  try {
    await run()
    return lines
  } finally {
    spy.mockRestore()
  }
}

describe('mibao check names the page of what it found', () => {
  beforeAll(() => {
    cpSync(join(ROOT, 'dialogs'), folder('dialogs'), { recursive: true })
    const file = folder('dialogs/unbind_failed.yaml')
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('goto: told,', 'goto: nowhere,').replace('check: binding_info', 'check: bindings'))
  })

  test('below the faults, each page once', async () => {
    const lines = await written('log', () => check({ dialogs: folder('dialogs') }))
    expect(lines.filter((line) => line.includes(': error D001: ')).length).toBeGreaterThan(1)
    const pages = lines.filter((line) => line.startsWith('docs/'))
    expect(pages).toEqual(expect.arrayContaining(['docs/lint/D001.md', 'docs/lint/D004.md']))
    expect(new Set(pages).size).toBe(pages.length)
    expect(lines.slice(-1 - pages.length, -1)).toEqual(pages)
    expect(lines.at(-1)).toMatch(/^\d+ errors, /)
  }, 60_000)

  test('with every fault as JSON', async () => {
    const [line = ''] = await written('log', () => check({ dialogs: folder('dialogs'), json: true }))
    const { diagnostics } = JSON.parse(line)
    expect(diagnostics).toEqual(
      expect.arrayContaining([expect.objectContaining({ code: 'D004', page: 'docs/lint/D004.md', message: 'there is no check called "bindings"' })]),
    )
    expect(diagnostics.filter(({ page }: { page?: string }) => page === undefined)).toEqual([])
  }, 60_000)
})

test('commands that end at errors name the pages of errors alone', async () => {
  const fault = { file: 'a.yaml', line: 3, node: null, message: 'm', hint: 'h' }
  const lines = await written('error', () =>
    tellDiagnostics([
      { ...fault, code: 'D015', severity: 'error' },
      { ...fault, code: 'D016', severity: 'warning' },
      { ...fault, code: 'A003', severity: 'error' },
    ]),
  )
  expect(lines).toEqual(['a.yaml:3: D015: m\n    → h', 'a.yaml:3: A003: m\n    → h', 'docs/authoring.md', 'docs/lint/D015.md'])
})
