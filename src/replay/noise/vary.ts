import { dataIn, guard, holdsWords } from '../../noise/guarded.js'
import type { AddNoise, Noise } from '../../noise/noise.js'
import { isFoundIn } from '../pattern.js'
import type { Script, ScriptTurn } from '../script.js'
import type { PlainTurn } from './playPlain.js'

/** The words of one turn, said otherwise. `turn` is its place in the script, from 0. */
export type Variation = { readonly turn: number; readonly said: string; readonly varied: string; readonly changed: ScriptTurn }

/** A slip in so short a text makes another word, which nobody could tell either: so many letters a text must have. */
const FEWEST: Partial<Readonly<Record<Noise, number>>> = { typo: 2, homophone: 2, lookalike: 2, swapped: 3, dropped: 4 }
const negation = /[不没别未无否非]|\b(?:no|not|never|don't|can't|cannot)\b/giu
const shortWord = /(?<![\p{Script=Latin}'’])\p{Script=Latin}{1,3}(?![\p{Script=Latin}])/giu
const either = (...patterns: readonly RegExp[]): RegExp => new RegExp(patterns.map(({ source }) => source).join('|'), 'giu')
/** What else stays: without its "not" a sentence says the opposite, and a slip in a word of three letters is another word. */
const ALSO_KEPT: Partial<Readonly<Record<Noise, RegExp>>> = {
  typo: shortWord,
  swapped: either(negation, shortWord),
  dropped: either(negation, shortWord),
}

/** Every turn whose words the noise changes. */
export const variationsOf = (script: Script, plain: readonly PlainTurn[], kind: Noise, addNoise: AddNoise): readonly Variation[] =>
  script.turns.flatMap((turn, place) => {
    if (kind === 'shells' && !plain[place]?.opens) return []
    const vary = (text: string | undefined): string | undefined => (text === undefined || isExact(text, script) ? text : varied(text, kind, addNoise))
    const changed = { ...turn, user: vary(turn.user), meanwhile: vary(turn.meanwhile) }
    const texts = ({ user, meanwhile }: ScriptTurn): string => [user, meanwhile].filter((text) => text !== undefined).join(' ⏎ ')
    return texts(changed) === texts(turn) ? [] : [{ turn: place, said: texts(turn), varied: texts(changed), changed }]
  })

function varied(text: string, kind: Noise, addNoise: AddNoise): string {
  const { words, whole } = guard(text, ALSO_KEPT[kind])
  const letters = words.match(/\p{L}/gu)?.length ?? 0
  return letters < (FEWEST[kind] ?? 1) ? text : whole(addNoise(kind, words))
}

/**
 * Words that no noise may touch: there are none; they stand between two numbers and so belong to them ("138然后是0013"); or what is said is what
 * the bot must never repeat, and the replay is about that.
 */
const isExact = (text: string, { must_not }: Script): boolean =>
  !holdsWords(text) || dataIn(text) > 1 || (must_not?.text ?? []).some((pattern) => isFoundIn(pattern, text))
