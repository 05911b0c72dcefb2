import type { Example } from '../../nlu/train.js'

export type Scored = { readonly intent: string; readonly score: number }
export type Opinion = {
  /** Best first; may be empty, or lack intents that a method gives no score. */
  readonly ranking: readonly Scored[]
  /** The higher, the more the utterance is like what was taught; comparable within one method only. */
  readonly familiarity: number
  /** Whether the method as shipped would turn the utterance away; null where it never does. */
  readonly rejected: boolean | null
}
export type Judge = {
  readonly judge: (text: string) => Promise<Opinion>
  /** What would be kept on disk. */
  readonly save: () => Uint8Array
}
/** `neutral`: the lines are of another domain than ours, so our own words must be of no help. */
export type Teaching = { readonly neutral: boolean }
export type Method = {
  readonly name: string
  /** Why this method does not learn these lines, in a sentence; null when it does. */
  readonly refusal: (examples: readonly Example[]) => Promise<string | null>
  readonly train: (examples: readonly Example[], teaching: Teaching) => Promise<Judge>
  readonly load: (saved: Uint8Array, teaching: Teaching) => Promise<Judge>
}
