import type { Answer } from '../explore/answers.js'
import type { Via } from '../explore/walk.js'

/** What has gone wrong on a way: one kind of trouble at a time shows what each leads to, and all together only multiply. */
export type Trouble = 'wrong_entity' | 'nonsense' | null
export const troubleOn = ({ before, answer }: Via): Trouble =>
  answer.kind === 'wrong_entity' || answer.kind === 'nonsense' ? answer.kind : before && troubleOn(before)
/** The same trouble may go on: another wrong code, or one more word that means nothing. */
export const mayTry = ({ kind }: Answer, via: Via, trouble: Trouble): boolean =>
  (kind !== 'wrong_entity' && kind !== 'nonsense') ||
  trouble === null ||
  (trouble === kind && (kind === 'wrong_entity' || via.answer.kind === 'nonsense'))
