import type { Answer } from '../explore/answers.js'
import { sameDid } from './changes.js'
import type { Side } from './side.js'
import type { Trouble } from './trouble.js'

type Said = readonly [conversation: number, answer: Answer]
/** `outside`: the worlds of both and the account. */
type Around = { readonly outside: string; readonly trouble: Trouble }

/** The work that both revisions have asked for side by side, so that what comes of it is looked at once. */
export class Worked {
  private readonly known = new Set<string>()

  constructor(
    private readonly base: Side,
    private readonly next: Side,
  ) {}

  /** Both do the same up to work that they have asked for in this outside before; notes it for the next time. */
  has(ofBase: Said, ofNext: Said, { outside, trouble }: Around): boolean {
    const [base, next] = [this.base.workAfter(...ofBase), this.next.workAfter(...ofNext)]
    if (!base || !next || !sameDid(base.did, next.did)) return false
    const plain = `${base.waiting}/${next.waiting}/${outside}`
    const key = trouble === null ? plain : `${plain}/${trouble}`
    if (this.known.has(plain) || this.known.has(key)) return true
    this.known.add(key)
    return false
  }
}
