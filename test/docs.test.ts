import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { loadDialogs } from '../src/dialog/load.js'
import { parseScript } from '../src/replay/script.js'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8')
const below = (folder: string, ending: string): readonly string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, name))
    .sort()
const found = (text: string, pattern: RegExp): readonly string[] => [...new Set([...text.matchAll(pattern)].flatMap(([, name]) => name ?? []))].sort()

const READMES = ['README.md', 'README.zh-CN.md']
const DOCUMENTS = [...READMES, 'CHANGELOG.md', ...below('docs', '.md')]

test('.env.example names exactly the variables of env.ts, each once and commented out', () => {
  const named = [...read('.env.example').matchAll(/^# ([A-Z][A-Z_]*)=/gm)].map(([, name]) => name)
  expect([...named].sort()).toEqual(found(read('src/env.ts'), /^ {2}([A-Z][A-Z_]+): /gm))
  expect(read('.env.example')).not.toMatch(/^[^#\n]/m)
})

test('.env.example shows the defaults of env.ts', () => {
  const env = read('src/env.ts')
  const given = [...read('.env.example').matchAll(/^# ([A-Z][A-Z_]*)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value] as const)
  const defaults = given.flatMap(([name, value]) => {
    const written = new RegExp(`^ {2}${name}: .*\\.default\\(('[^']*'|[\\d_]+|true|false)\\)`, 'm').exec(env)?.[1]
    return written === undefined
      ? []
      : [
          {
            name,
            value,
            expected: written
              .replace(/^true$/, 'on')
              .replace(/'/g, '')
              .replace(/(?<=\d)_/g, ''),
          },
        ]
  })
  expect(defaults.length).toBeGreaterThan(15)
  expect(defaults.filter(({ value, expected }) => value !== expected)).toEqual([])
})

describe.each(DOCUMENTS)('%s', (file) => {
  test('leads only to files and headings that exist', () => {
    const links = found(read(file), /\]\((?!https?:)([^)\s]+)\)/g)
    expect(links.filter((link) => !leadsSomewhere(file, link))).toEqual([])
  })
})

function leadsSomewhere(from: string, link: string): boolean {
  const [path = '', heading] = link.split('#')
  const target = path === '' ? from : join(dirname(from), path)
  if (!existsSync(join(ROOT, target))) return false
  return heading === undefined || headingsOf(read(target)).includes(heading)
}

const headingsOf = (text: string): readonly string[] =>
  found(text, /^#{1,6} (.+)$/gm).map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )

test('every code of the linter is in docs/authoring.md, and no other', () => {
  const codes = below('src', '.ts').flatMap((file) => found(read(file), /(?:'|^ +)([DAKU]\d{3})(?=[':])/gm))
  expect(found(read('docs/authoring.md'), /^\| ([DAKU]\d{3}) \|/gm)).toEqual([...new Set(codes)].sort())
})

test('every decision is listed', () => {
  const decisions = below('docs/decisions', '.md').flatMap((file) => found(file, /(\d{4}-[a-z0-9-]+\.md)$/g))
  expect(decisions.length).toBeGreaterThan(0)
  expect(found(read('docs/decisions/README.md'), /\]\((\d{4}-[a-z0-9-]+\.md)\)/g)).toEqual(decisions)
})

describe.each(READMES)('%s', (file) => {
  const text = read(file)
  const commands = found(read('src/cli.ts'), /\.command\('([a-z]+)/g)
  const { scripts } = JSON.parse(read('package.json'))

  test('names commands that exist', () => {
    const named = [...found(text, /`mibao ([a-z]+)/g), ...found(text, /node bin\/mibao\.js ([a-z]+)/g)]
    expect(named.length).toBeGreaterThan(0)
    expect(named.filter((name) => !commands.includes(name))).toEqual([])
  })

  test('names npm scripts that exist, and whose commands exist', () => {
    const named = found(text, /npm run --silent ([a-z]+)/g)
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([])
    const behind = named.flatMap((name) => found(String(scripts[name]), /mibao\.js ([a-z]+)/g))
    expect(behind.filter((name) => !commands.includes(name))).toEqual([])
  })

  test('shows a replay and a dialog that are written as they must be', () => {
    const [dialog = '', replay = ''] = [...text.matchAll(/^```yaml\n([\s\S]*?)^```/gm)].map(([, block = '']) => block)
    expect(loadDialogs([{ file: 'unbind_failed.yaml', source: dialog }]).diagnostics).toEqual([])
    expect(parseScript('readme.yaml', replay).turns.length).toBeGreaterThan(0)
  })
})

/** The options of each command, those that it shares with others included. */
const optionsOf = new Map(
  read('src/cli.ts')
    .split(/^(?=folders\(|program$|const admin)/m)
    .flatMap((part) => {
      const name = /\.command\('([a-z]+)/.exec(part)?.[1]
      const shared = part.startsWith('folders(') ? ['dialogs', 'knowledge'] : []
      return name === undefined ? [] : [[name, [...shared, ...found(part, /\.option\('--([a-z-]+)/g)]] as const]
    }),
)

const CALL = /(?:node bin\/mibao\.js|npm run --silent|`mibao) ([a-z]+)([^`|#]*)/g

test.each(DOCUMENTS)('%s shows commands with options that they have', (file) => {
  const unknown = read(file)
    .split('\n')
    .flatMap((line) => {
      const calls = [...line.matchAll(CALL)].map(([, command = '', rest = '']) => ({ command, rest }))
      // The row of a table about one command names options behind it.
      const [only] = line.startsWith('|') && calls.length === 1 ? calls : []
      return only ? [{ command: only.command, rest: line.replace('run --silent', '') }] : calls
    })
    .flatMap(({ command, rest }) => {
      const known = optionsOf.get(command) ?? []
      const named = found(rest, /--([a-z][a-z-]*)/g)
      return optionsOf.has(command) ? named.filter((one) => !known.includes(one)).map((one) => `${command} --${one}`) : []
    })
  expect(unknown).toEqual([])
})

test('options of commands are found', () => {
  expect(optionsOf.get('coverage')).toEqual(['dialogs', 'knowledge', 'drafts', 'json', 'no-explore'])
  expect(optionsOf.get('serve')).toEqual([])
})

test('both readmes show the same replay', () => {
  const [zh, en] = READMES.map((file) => [...read(file).matchAll(/^```yaml\n([\s\S]*?)^```/gm)].at(-1)?.[1])
  expect(zh).toBe(en)
})

test('docs/authoring.md shows a dialog and a replay that are written as they must be', () => {
  const blocks = [...read('docs/authoring.md').matchAll(/^```yaml\n([\s\S]*?)^```/gm)].flatMap(([, block]) => block ?? [])
  const dialog = blocks.find((block) => block.startsWith('dialog: change_number')) ?? ''
  const replay = blocks.find((block) => block.includes('must_not:')) ?? ''
  expect(loadDialogs([{ file: 'change_number.yaml', source: dialog }]).diagnostics).toEqual([])
  expect(parseScript('authoring.yaml', replay).strict).toBe(true)
})
