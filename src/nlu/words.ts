import { withoutDecoration } from './decoration.js'
import { unitsOf } from './features.js'
import { unify } from './normalise.js'

/** An utterance as units joined by blanks with a blank at either end, so that a phrase is found only at unit borders. */
export const rowOf = (text: string): string => ` ${wordsOf(text).join(' ')} `

/** Like `unitsOf`, yet digits keep their value and an apostrophe keeps its word together. */
export const wordsOf = (text: string): readonly string[] =>
  text.replace(/[’']/g, '').match(/\p{Script=Han}|\p{N}+|(?:(?!\p{Script=Han})[\p{L}\p{M}])+|\p{Extended_Pictographic}/gu) ?? []

export const sizeOf = (text: string): number => unitsOf(text).length

/** Whether two texts hold the same words, however they are set: width, case, blanks, marks, faces. */
export const sameWords = (a: string, b: string): boolean => rowOf(withoutDecoration(unify(a))) === rowOf(withoutDecoration(unify(b)))
