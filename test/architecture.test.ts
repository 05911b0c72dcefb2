import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, test } from '@jest/globals'

type Rule = { readonly rooms: readonly string[]; readonly packages: readonly string[] }
const EVERYTHING = '*'

/** What each room of src/ may import, beside shared/ and Node itself. A room that is not listed may not exist. */
const MAY_IMPORT: Readonly<Record<string, Rule>> = {
  shared: { rooms: [], packages: [] },
  // What the console's API takes and gives: schemas for the server, types for the page.
  contract: { rooms: [], packages: ['zod'] },
  dialog: { rooms: [], packages: ['yaml', 'zod'] },
  engine: { rooms: ['dialog'], packages: [] },
  nlu: { rooms: [], packages: ['natural', 'opencc-js', 'pinyin-pro', 'yaml', 'zod'] },
  // What people do to words when they type: evaluation asks it of lines, replays of whole conversations. What serves users never needs it.
  noise: { rooms: ['nlu'], packages: ['opencc-js', 'pinyin-pro'] },
  articles: { rooms: ['nlu'], packages: ['yaml', 'zod'] },
  accounts: { rooms: [], packages: ['lowdb', 'yaml', 'zod'] },
  storage: { rooms: [], packages: ['better-sqlite3', 'kysely', 'pg'] },
  verification: { rooms: ['storage', 'accounts'], packages: ['kysely', 'otpauth', 'zod'] },
  checks: { rooms: ['dialog', 'accounts', 'verification'], packages: [] },
  acts: { rooms: ['dialog', 'accounts', 'verification', 'checks'], packages: [] },
  conversations: { rooms: ['engine', 'storage', 'dialog', 'contract'], packages: ['kysely', 'zod'] },
  handoff: { rooms: ['conversations', 'storage', 'engine', 'dialog', 'contract'], packages: ['kysely', 'yaml', 'zod'] },
  // Who works at the desk: names, passwords, sessions.
  agents: { rooms: ['storage', 'contract'], packages: ['argon2', 'kysely', 'openid-client', 'rate-limiter-flexible', 'zod'] },
  // The reading side of the desk: lists, search and figures, apart from the turns.
  review: { rooms: ['conversations', 'storage', 'engine', 'dialog', 'contract'], packages: ['better-sqlite3', 'kysely', 'zod'] },
  turn: {
    rooms: ['dialog', 'engine', 'nlu', 'articles', 'checks', 'acts', 'verification', 'conversations', 'handoff', 'accounts', 'storage'],
    packages: ['zod'],
  },
  bot: { rooms: ['turn', 'conversations', 'dialog', 'storage'], packages: ['botbuilder', 'zod'] },
  server: {
    rooms: ['bot', 'turn', 'handoff', 'conversations', 'verification', 'accounts', 'storage', 'agents', 'review', 'contract'],
    packages: ['busboy', 'compression', 'cookie', 'express', 'helmet', 'jose', 'pino', 'prom-client', 'rate-limiter-flexible', 'ws', 'yaml', 'zod'],
  },
  replay: {
    rooms: [
      'contract',
      'turn',
      'dialog',
      'engine',
      'nlu',
      'noise',
      'articles',
      'checks',
      'acts',
      'verification',
      'conversations',
      'handoff',
      'accounts',
      'storage',
    ],
    packages: ['@viz-js/viz', 'otpauth', 'yaml', 'zod'],
  },
  // Fills a demo desk: people made up, and agents who serve them.
  seed: {
    rooms: ['replay', 'turn', 'dialog', 'conversations', 'handoff', 'agents', 'accounts', 'review', 'contract'],
    packages: ['kysely'],
  },
  // Measures the desk beside a bot built the usual way, so it needs what that is built of.
  bench: { rooms: ['replay', 'turn', 'nlu', 'accounts', 'agents'], packages: ['better-sqlite3', 'botbuilder', 'express', 'zod'] },
  // Measures the recogniser beside others, so it needs those.
  evaluate: { rooms: ['nlu', 'noise'], packages: ['@nlpjs/basic', '@nlpjs/lang-zh', 'natural', 'zod'] },
  'web/widget': { rooms: ['web'], packages: ['preact'] },
  'web/console': {
    rooms: ['web', 'contract'],
    packages: ['@ant-design/icons', '@tanstack/react-query', 'antd', 'dayjs', 'echarts', 'react', 'react-dom', 'react-router'],
  },
  // The page that `mibao graph` writes.
  'web/graph': { rooms: ['contract'], packages: ['preact'] },
  'web/demo': { rooms: ['web'], packages: ['preact'] },
  web: { rooms: [], packages: [] },
  cli: { rooms: [EVERYTHING], packages: ['zod'] },
  'cli.ts': { rooms: [EVERYTHING], packages: ['commander'] },
  'main.ts': { rooms: [EVERYTHING], packages: [] },
  'desk.ts': { rooms: [EVERYTHING], packages: ['prom-client'] },
  'simulatorApi.ts': { rooms: ['server', 'accounts', 'verification', 'storage'], packages: ['otpauth'] },
  // Puts together what agents work with.
  console: {
    rooms: ['turn', 'agents', 'handoff', 'review', 'server', 'storage', 'bot', 'replay', 'accounts', 'nlu', 'conversations', 'contract'],
    packages: [],
  },
  'env.ts': { rooms: [], packages: ['zod'] },
}

type File = { readonly path: string; readonly source: string }
const filesUnder = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesUnder(join(folder, entry.name)) : [join(folder, entry.name)],
  )
const files: readonly File[] = filesUnder('src')
  .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts'))
  .map((path) => ({ path, source: readFileSync(path, 'utf8') }))

/** `src/web/widget/view/panel.tsx` → `web/widget`; a file that lies in src/ itself is a room of its own. */
function roomOf(path: string): string {
  const [, first = '', second = '', ...below] = path.split('/')
  return first === 'web' && below.length > 0 ? `web/${second}` : first
}
const packageOf = (name: string): string =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/')
/** Static, re-exported and lazy imports alike. */
const IMPORTED = /\bfrom '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm
const importsOf = ({ source }: File): readonly string[] => [...source.matchAll(IMPORTED)].map(([, from, bare, lazy]) => from ?? bare ?? lazy ?? '')

function mayImport(file: File, imported: string): boolean {
  const room = roomOf(file.path)
  const rule = Object.hasOwn(MAY_IMPORT, room) ? MAY_IMPORT[room] : undefined
  if (!rule) return false
  if (imported.startsWith('node:')) return !PURE.includes(room)
  if (!imported.startsWith('.')) return rule.packages.includes(packageOf(imported))
  const target = roomOf(normalize(join(dirname(file.path), imported)).replace(/\.js$/, '.ts'))
  return [room, 'shared', ...rule.rooms].includes(target) || rule.rooms.includes(EVERYTHING)
}
/** No clock, no randomness, no files, nothing to wait for. */
const PURE: readonly string[] = ['shared', 'dialog', 'engine']
const IMPURE = /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\basync\b|\bawait\b|\bprocess\b\./

const forbiddenImports = (all: readonly File[]): readonly string[] =>
  all.flatMap((file) => importsOf(file).flatMap((imported) => (mayImport(file, imported) ? [] : [`${file.path} imports ${imported}`])))

/** Comments may speak of anything. */
const codeOf = ({ source }: File): string => source.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')

describe('the plan of the house', () => {
  test('lists every room', () =>
    expect([...new Set(files.map(({ path }) => roomOf(path)))].filter((room) => !Object.hasOwn(MAY_IMPORT, room))).toEqual([]))
  test('says what each room may import', () => expect(forbiddenImports(files)).toEqual([]))
  test('keeps the core pure', () =>
    expect(files.filter((file) => PURE.includes(roomOf(file.path)) && IMPURE.test(codeOf(file))).map(({ path }) => path)).toEqual([]))
})

test.each([
  ['src/engine/a.ts', "import { x } from '../turn/x.js'"],
  ['src/engine/a.ts', "import { readFileSync } from 'node:fs'"],
  ['src/dialog/a.ts', "export type { X } from '../engine/x.js'"],
  ['src/turn/a.ts', "import Database from 'better-sqlite3'"],
  ['src/server/a.ts', "const { x } = await import('botbuilder')"],
  ['src/web/widget/a.ts', "import { x } from '../../server/x.js'"],
  ['src/utils/a.ts', "import { x } from '../shared/x.js'"],
  ['src/constructor/a.ts', "import { x } from '../shared/x.js'"],
])('%s may not hold: %s', (path, source) => expect(forbiddenImports([{ path, source }])).toHaveLength(1))

/** These hand the whole environment on, to `readEnv` or to a child process; nobody picks a variable out of it. */
const HAND_ON_THE_ENVIRONMENT = ['src/bench/deskAtWork.ts', 'src/bench/serverProcess.ts', 'src/env.ts']
test('the environment is read in one place', () => {
  const touching = files.filter((file) => codeOf(file).includes('process.env'))
  expect(touching.map(({ path }) => path).filter((path) => !HAND_ON_THE_ENVIRONMENT.includes(path))).toEqual([])
  expect(touching.filter((file) => /process\.env\s*[.[]/.test(codeOf(file)))).toEqual([])
})

const LONGEST = 250
/** Wiring of all rooms in one place; it may not grow beyond this. */
const LONGER: Readonly<Record<string, number>> = { 'src/desk.ts': 270 }
test('files are short', () => {
  const long = files
    .map(({ path, source }) => ({ path, lines: source.split('\n').length - 1 }))
    .filter(({ path, lines }) => lines > (LONGER[path] ?? LONGEST))
  expect(long).toEqual([])
})
