import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
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

describe('a folder of drafts', () => {
  const DRAFT = `dialog: change_phone
title: { zh: 换密保手机, en: Changing the security phone }
starts_on: [change_phone]
start: to_agent
give_up: to_agent
nodes:
  to_agent: { escalate: general }
`
  const checked = async (name: string) => {
    let code = -1
    const lines = await written('log', async () => {
      code = await check({ dialogs: folder(name) })
    })
    return { code, lines }
  }
  beforeAll(() => {
    for (const name of ['drafts', 'product']) {
      mkdirSync(folder(name))
      writeFileSync(join(folder(name), 'change_phone.yaml'), DRAFT)
    }
    writeFileSync(join(folder('product'), '_texts.yaml'), 'menu: [change_phone]\n')
  })

  test('need not tell every documented fact', async () => expect(await checked('drafts')).toEqual({ code: 0, lines: ['0 errors, 0 warnings'] }))
  test('with texts of its own is a product, which must', async () => {
    const { code, lines } = await checked('product')
    expect(code).toBe(1)
    expect(lines).toContainEqual(expect.stringContaining('error D018: nothing that can be reached tells F31\n'))
    expect(lines.at(-1)).toMatch(/of 60 facts encoded, missing F/)
  })
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
