import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, jest, test } from '@jest/globals'
import { temporaryFolder } from '../storage/folder.js'
import { section } from './section.js'
import { change, run, type Step, shows, stepsOf, write } from './tutorial.js'

jest.setTimeout(120_000)

const page = readFileSync(join(process.cwd(), 'docs', 'harness.md'), 'utf8')
const steps = stepsOf(section(page, 'From an empty file to a proven dialog'))
const folder = temporaryFolder()
const named = steps.map((step, n): readonly [string, Step] => [`${n + 1}. ${step.kind === 'commands' ? step.text.trim() : step.file}`, step])

beforeAll(() => {
  mkdirSync(folder('bin'))
  writeFileSync(folder('bin/mibao.js'), `import ${JSON.stringify(join(process.cwd(), 'dist', 'cli.js'))}\n`)
  writeFileSync(folder('package.json'), '{ "type": "module" }')
})

describe('the tutorial of docs/harness.md', () => {
  test('comes by every command that it is about', () => {
    const commands = steps.flatMap((step) => (step.kind === 'commands' ? step.text.split('\n') : []))
    const called = new Set(commands.flatMap((line) => /^node bin\/mibao\.js (\w+)/.exec(line)?.[1] ?? []))
    expect([...called].sort()).toEqual(['check', 'coverage', 'diff', 'explore', 'graph', 'mutate', 'replay'])
  })

  test.each(named)('%s', (_, step) => {
    if (step.kind === 'file') return write(folder('.'), step)
    if (step.kind === 'change') return change(folder('.'), step)
    const output = run(folder('.'), step.text)
    if (step.prints === null) expect(output).toBe('')
    // Where it is not as shown, the difference is worth reading.
    else if (!shows(step.prints, output)) expect(output).toBe(step.prints)
  })

  test('shows the picture that it draws', () => {
    const shown = readFileSync(join(process.cwd(), 'docs', 'pictures', 'account_banned_or_frozen.svg'), 'utf8')
    expect(readFileSync(folder('pictures/account_banned_or_frozen.svg'), 'utf8')).toBe(shown)
  })
})
