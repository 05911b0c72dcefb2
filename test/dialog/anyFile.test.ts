import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { DialogFile } from '../../src/dialog/load.js'
import { dialogFile, findings, SLOTS, VERIFY } from './world.js'

const RUNS = { numRuns: 150 }
const SOUND = dialogFile(
  `  a: { choose: pet, options: { cat: { label: { zh: 猫, en: Cat }, goto: look }, dog: { label: { zh: 狗, en: Dog }, goto: inner } } }
  look:
    say: [ { zh: 好, en: Fine, when: { pet: cat } } ]
    source: [F01]
    diagnose:
      - { check: account_status, finds: { banned: { goto: wet, stops: true } }, fine: [normal] }
      - { check: weather, finds: { bad: { goto: dry } }, fine: [fine] }
    none: z
    done: b
  wet: { advises: [appeal], goto: z }
  dry: { advises: [rebind], next: true }
  b: { branch: ban_kind, cases: { permanent: z }, otherwise: z }
  inner: { call: verify_owner, cases: { verified: z, gave_up: z } }`,
  'requires: verify_owner\nslots: { pet: { values: [cat, dog] } }',
)
const FILES: readonly DialogFile[] = [
  SOUND,
  SLOTS,
  VERIFY,
  { file: '_interrupts.yaml', source: '- { intent: talk_to_human, do: escalate, queue: desk, not_in: [t/a] }\n' },
]
const WORLD = { queues: ['desk'], intents: ['about_t', 'talk_to_human'], facts: { all: ['F01'], sections: [] }, visited: new Set<string>() }

/** Every finding must lead to a line that the file has. */
const expectLines = (files: readonly DialogFile[]) => {
  const lengths = new Map(files.map(({ file, source }) => [file, source.split(/\r\n|\r|\n/).length]))
  for (const { file, line, hint } of findings(files, WORLD)) {
    expect(line).toBeGreaterThanOrEqual(1)
    expect(line).toBeLessThanOrEqual(lengths.get(file) ?? 1)
    expect(hint).not.toBe('')
  }
}

test('the files that are changed below are sound', () => expect(findings(FILES, { ...WORLD, visited: undefined })).toEqual([]))

test('any text at all is answered with findings, never with a throw', () => {
  const name = fc.constantFrom('t.yaml', '_slots.yaml', '_interrupts.yaml', '_texts.yaml')
  fc.assert(
    fc.property(name, fc.string({ unit: 'binary', maxLength: 80 }), (file, source) => expectLines([{ file, source }])),
    RUNS,
  )
})

test('any value in the place of a node is answered with findings', () => {
  const verbs = fc.constantFrom(
    'choose',
    'ask',
    'diagnose',
    'check',
    'act',
    'branch',
    'goto',
    'next',
    'call',
    'escalate',
    'end',
    'say',
    'using',
    'cases',
    'options',
  )
  fc.assert(
    fc.property(fc.dictionary(verbs, fc.jsonValue(), { maxKeys: 4 }), (value) => expectLines([dialogFile(`  a: ${JSON.stringify(value)}`)])),
    RUNS,
  )
})

test('a sound set of files with words swapped, lines lost or characters typed in is answered with findings', () => {
  const change = fc.record({ file: fc.nat(), at: fc.nat(), other: fc.nat(), kind: fc.constantFrom('lose line', 'swap words', 'type') })
  fc.assert(
    fc.property(
      fc.array(change, { minLength: 1, maxLength: 4 }),
      fc.constantFrom(':', '{', ' ', 'a', '-', '"', '&', '*', '\t', '？'),
      (changes, typed) => {
        const files = changes.reduce<readonly DialogFile[]>((all, { file, at, other, kind }) => {
          const changed = (source: string) =>
            kind === 'lose line' ? loseLine(source, at) : kind === 'type' ? typeIn(source, at, typed) : swapWords(source, at, other)
          return all.map((one, index) => (index === file % all.length ? { ...one, source: changed(one.source) } : one))
        }, FILES)
        expectLines(files)
      },
    ),
    RUNS,
  )
})

const loseLine = (source: string, at: number): string =>
  source
    .split('\n')
    .filter((_, line, all) => line !== at % all.length)
    .join('\n')
const typeIn = (source: string, at: number, typed: string): string =>
  source.slice(0, at % (source.length + 1)) + typed + source.slice(at % (source.length + 1))
function swapWords(source: string, at: number, other: number): string {
  const words = source.match(/\w+/g) ?? []
  const [one, two] = [words[at % Math.max(words.length, 1)], words[other % Math.max(words.length, 1)]]
  let seen = -1
  return source.replace(/\w+/g, (word) => (++seen === at % words.length ? (two ?? word) : seen === other % words.length ? (one ?? word) : word))
}
