import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What a fence of the tutorial says: a file, a change of one, commands, or what they print. */
export type Step =
  | { readonly kind: 'file'; readonly file: string; readonly text: string }
  | { readonly kind: 'change'; readonly file: string; readonly text: string }
  | { readonly kind: 'commands'; readonly text: string; readonly prints: string | null }

/** The steps of a page in the order written. Commands belong to the output that stands next after them. */
export function stepsOf(page: string): readonly Step[] {
  const fences = [...page.matchAll(/^```(\w+)(?: (\S+))?\n([\s\S]*?)^```$/gm)].map(([, language = '', file = '', text = '']) => ({
    language,
    file,
    text,
  }))
  return fences.flatMap(({ language, file, text }, n): readonly Step[] => {
    const next = fences[n + 1]
    if (file !== '') return [{ kind: language === 'diff' ? 'change' : 'file', file, text }]
    return language === 'sh' ? [{ kind: 'commands', text, prints: next?.language === 'text' ? next.text : null }] : []
  })
}

export function write(folder: string, { file, text }: { readonly file: string; readonly text: string }): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true })
  writeFileSync(join(folder, file), text)
}

/** Parts stand between lines `@@`. Of each, the lines without `+` must stand in the file once; those without `-` take their place. */
export function change(folder: string, { file, text }: { readonly file: string; readonly text: string }): void {
  const before = readFileSync(join(folder, file), 'utf8')
  const parts = text.split(/^@@\n/m).map((part) => part.trimEnd().split('\n'))
  writeFileSync(
    join(folder, file),
    parts.reduce((source, lines) => changed(source, lines, file), before),
  )
}

function changed(source: string, lines: readonly string[], file: string): string {
  const those = (sign: string): string =>
    lines
      .filter((line) => !line.startsWith(sign))
      .map((line) => `${line.slice(1)}\n`)
      .join('')
  const parts = source.split(those('+'))
  if (parts.length !== 2) throw new Error(`${file}: expected once, got ${parts.length - 1} times:\n${those('+')}`)
  return parts.join(those('-'))
}

/** Both channels together, as a terminal shows them. */
export function run(folder: string, commands: string): string {
  const { stdout } = spawnSync('sh', ['-c', `exec 2>&1\n${commands}`], { cwd: folder, encoding: 'utf8', env: { PATH: process.env.PATH } })
  return stdout
}

/** Whether it was printed, line by line; a line `…` stands for any number of lines. What differs from run to run is masked. */
export function shows(prints: string, output: string): boolean {
  const lines = plain(prints).map((line) => (line === '…' ? '(?:.*\n)*' : `${line.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\n`))
  return new RegExp(`^${lines.join('')}$`).test(`${plain(output).join('\n')}\n`)
}

const plain = (text: string): readonly string[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => line.trimEnd().replace(/^seconds: .*/, 'seconds: …'))
