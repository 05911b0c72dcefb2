import { Converter } from 'opencc-js/t2cn'
import { withoutDecoration } from './decoration.js'
import type { Lexicon } from './lexicon.js'
import { createShellStripper } from './shells.js'
import { createSpelling } from './spelling.js'

/** `plain`: the whole utterance in one spelling; `core`: without the politeness around it; `shells`: which kinds of it were there. */
export type Normalised = { readonly plain: string; readonly core: string; readonly shells: readonly string[] }
export type Normalise = (text: string) => Normalised

/** What nobody says in one message to support; the rest is not read for its intent (its personal data is still found). */
const longest = 2000
/** Traditional characters as simplified ones. */
export const simplify = Converter({ from: 't', to: 'cn' })

/** One spelling of what people type: width, case, script, noise. Knows no words yet. */
export const unify = (text: string): string =>
  simplify(
    text
      .slice(0, longest)
      .replace(/\p{Cs}/gu, '')
      .normalize('NFKC')
      .slice(0, longest)
      .toLowerCase(),
  )
    .replace(/\p{Cf}|\p{Co}|\p{Cn}|\p{Cs}|\ufe0f|\u20e3/gu, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/(\P{N})\1{2,}/gu, '$1$1')
    .trim()

export function createNormaliser(lexicon: Pick<Lexicon, 'spelling' | 'shells'>): Normalise {
  const correct = createSpelling(lexicon.spelling)
  const strip = createShellStripper(lexicon.shells)
  return (text) => {
    const plain = correct(withoutDecoration(unify(text)))
    return { plain, ...strip(plain) }
  }
}
