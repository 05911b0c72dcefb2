import { LANGS } from '../../shared/lang.js'
import type { Lexicon } from '../lexicon.js'
import { unify } from '../normalise.js'
import { createSpelling } from '../spelling.js'
import { wordsOf } from '../words.js'
import { fault, placeOf, type UtteranceDiagnostic } from './diagnostic.js'
import type { Line } from './utterance.js'
import { WANTED } from './wanted.js'

/** What is left of a normalised text when the words of the domain, numbers and quoted texts give way to what they are. */
export type SkeletonOf = (plain: string) => readonly string[]

const quoted = /“[^”]*”|"[^"]*"|‘[^’]*’|「[^」]*」|『[^』]*』|【[^】]*】|《[^》]*》/u
/** Words that `spelling.yaml` puts right although every subject has them: part of the sentence, not of what is filled in, and one token each. */
const ordinary: ReadonlySet<string> = new Set([
  ...['怎么', '怎么办', '为什么', '什么', '没有', '可以', '你好', '在吗', '谢谢'],
  ...['cannot', 'does not', 'do not', 'did not', 'is not', 'will not', 'please', 'because'],
])
const isNumber = /^\p{N}+$/u

export function createSkeletonMaker({ spelling, concepts }: Pick<Lexicon, 'spelling' | 'concepts'>): SkeletonOf {
  const classes = classesOf(spelling, concepts)
  const longest = Math.max(1, ...[...classes.keys()].map((term) => term.split(' ').length))
  return (plain) => plain.split(quoted).flatMap((part, at) => [...(at === 0 ? [] : ['<quote>']), ...classed(wordsOf(part), classes, longest)])
}

/** Terms as rows of words in the spelling of normalised texts. The name of a concept says more than that a word is of the domain. */
function classesOf(spelling: Lexicon['spelling'], concepts: Lexicon['concepts']): ReadonlyMap<string, string> {
  const correct = createSpelling(spelling)
  const rowOf = (term: string): string => wordsOf(correct(unify(term))).join(' ')
  const words = [...Object.keys(spelling.variants), ...Object.values(spelling.anchors)]
  const named = Object.entries(concepts).flatMap(([name, terms]) =>
    LANGS.flatMap((lang) => terms[lang].map((term) => [rowOf(term), `<${name}>`] as const)),
  )
  const classes = new Map([...words.map((word) => [rowOf(word), ordinary.has(word) ? word : '<term>'] as const), ...named])
  // A term of punctuation alone is no word.
  classes.delete('')
  return classes
}

/** The longest term at each place gives way. */
function classed(words: readonly string[], classes: ReadonlyMap<string, string>, longest: number): readonly string[] {
  const tokens: string[] = []
  for (let at = 0; at < words.length; ) {
    const size = sizeOfTerm(words, at, classes, longest)
    const word = words[at] ?? ''
    const found = classes.get(words.slice(at, at + size).join(' '))
    tokens.push(found ?? (isNumber.test(word) ? '<number>' : word))
    at += Math.max(1, size)
  }
  return tokens
}

function sizeOfTerm(words: readonly string[], at: number, classes: ReadonlyMap<string, string>, longest: number): number {
  for (let size = Math.min(longest, words.length - at); size > 0; size--) if (classes.has(words.slice(at, at + size).join(' '))) return size
  return 0
}

/** Sentences that were written once and filled in again and again (U004). */
export function findSkeletons(lines: readonly Line[], skeletonOf: SkeletonOf): readonly UtteranceDiagnostic[] {
  return LANGS.flatMap((lang) => {
    const bySkeleton = new Map<string, Line[]>()
    for (const line of lines) {
      if (line.lang !== lang) continue
      const tokens = skeletonOf(line.plain)
      if (tokens.length < WANTED.skeleton.fewestTokens) continue
      const skeleton = tokens.join(' ')
      const known = bySkeleton.get(skeleton)
      if (known) known.push(line)
      else bySkeleton.set(skeleton, [line])
    }
    return [...bySkeleton].flatMap(([skeleton, found]) => tell(skeleton, found))
  })
}

function tell(skeleton: string, lines: readonly Line[]): readonly UtteranceDiagnostic[] {
  const [first] = lines
  if (!first || lines.length <= WANTED.skeleton.most) return []
  const listed = lines.map((line) => `“${line.text}” (${placeOf(line)})`).join(', ')
  return [fault('U004', first, `“${skeleton}” stands ${lines.length} times, expected at most ${WANTED.skeleton.most}: ${listed}`)]
}
