import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadPersonas } from '../../src/accounts/personas.js'
import { buildProgram } from '../../src/dialog/buildProgram.js'
import { lint } from '../../src/dialog/lint.js'
import { loadDialogs } from '../../src/dialog/load.js'
import { NO_TEXTS } from '../../src/dialog/noTexts.js'
import type { Signatures } from '../../src/dialog/program.js'
import type { Report } from '../../src/replay/explore/report.js'
import { runExplore } from '../../src/replay/explore/runExplore.js'
import { SHARED, VERIFY } from '../replay/explore/tiny.js'
import { section } from './section.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const FOLDER = join(ROOT, 'docs/breaches')

export const pages = (): readonly string[] =>
  readdirSync(FOLDER)
    .filter((name) => name.endsWith('.md') && name !== 'README.md')
    .map((name) => name.replace(/\.md$/, ''))
    .sort()
export const pageOf = (name: string): string => readFileSync(join(FOLDER, `${name}.md`), 'utf8')

/** The fenced examples below one heading of a page. */
export type Examples = {
  /** Dialogs and shared files by name, as an author writes them. */
  readonly files: Readonly<Record<string, string>>
  /** What exploration says of them; empty where the page shows nothing of the kind. */
  readonly says: string
  readonly replay: string
  /** Codes of the linter that the page names. */
  readonly lints: readonly string[]
}

export function examplesIn(page: string, heading: string): Examples {
  const below = section(page, heading)
  const blocks = [...below.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = '', text = '']) => ({ language, text }))
  const yaml = blocks.filter(({ language }) => language === 'yaml').map(({ text }) => text)
  const linted = below.split('\n').find((line) => line.startsWith('`mibao check`')) ?? ''
  return {
    files: Object.fromEntries(yaml.flatMap((text) => (nameOf(text) === undefined ? [] : [[nameOf(text), text]]))),
    says: blocks.find(({ language }) => language === 'text')?.text.trim() ?? '',
    replay: yaml.find((text) => text.startsWith('account:')) ?? '',
    lints: linted.match(/\b[DAKU]\d{3}\b/g) ?? [],
  }
}

const nameOf = (text: string): string | undefined => /^dialog: (\w+)/m.exec(text)?.[1] ?? /^# dialogs\/(\w+)\.yaml/.exec(text)?.[1]

/** Lines of people, from the examples of each intent. */
export const UTTERANCES: Readonly<Record<string, string>> = {
  change_phone: '想换个密保手机',
  account_abnormal_after_unbind: '解绑完收不到通知了',
}

const loadedFrom = (files: Examples['files']) => {
  const all = { ...SHARED, ...(Object.values(files).some((text) => /^requires:/m.test(text)) ? { verify_owner: VERIFY } : {}), ...files }
  return loadDialogs(Object.entries(all).map(([name, source]) => ({ file: `${name}.yaml`, source })))
}

/** What the linter has against the examples, by code. */
export function lintedBy(files: Examples['files'], signatures: Signatures): readonly string[] {
  const loaded = loadedFrom(files)
  return [...new Set([...loaded.diagnostics, ...lint({ loaded, signatures })].map(({ code }) => code))].sort()
}

/** Walks the examples over the account of every persona and every single-field edit of it, as `mibao explore` does. */
export async function exploredWith(files: Examples['files'], signatures: Signatures): Promise<Report> {
  const program = buildProgram({ loaded: loadedFrom(files), fallbackTexts: NO_TEXTS, articles: {}, signatures })
  const personas = await loadPersonas(join(ROOT, 'knowledge/accounts'))
  return runExplore({ program, personas, utterances: UTTERANCES, now: () => 0 }).report
}
