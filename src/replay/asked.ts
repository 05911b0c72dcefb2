/** The turn cannot be played here: there is nothing to tap on. */
export class CannotPlay extends Error {
  override readonly name = 'CannotPlay'
}

export type Question = {
  readonly question: string
  /** The node that put it. */
  readonly node: string
  /** Of each option, every label under which it may be tapped; the shown one first. */
  readonly options: readonly { readonly option: string; readonly words: readonly string[] }[]
}
export type Tap = string | { readonly option: string; readonly node?: string | undefined }
export type Tapped = { readonly question: string; readonly option: string; readonly label: string }

/** The questions with buttons that a conversation has put so far. */
export class Asked {
  private readonly questions: Question[] = []

  put(question: Question): void {
    this.questions.push(question)
  }

  /** The button of the newest question, or of the last one that a named node put. */
  find(tap: Tap): Tapped {
    const { option, node } = typeof tap === 'string' ? { option: tap, node: undefined } : tap
    const put = node === undefined ? this.questions.at(-1) : this.questions.findLast((one) => one.node === node)
    if (!put) throw new CannotPlay(`expected an open question to tap "${option}" on${node ? ` at ${node}` : ''}, found none`)
    const chosen = put.options.find((one) => one.option === option || one.words.includes(option))
    if (!chosen) throw new CannotPlay(`expected one of ${put.options.map((one) => one.option).join(', ')}, got a tap on "${option}"`)
    return { question: put.question, option: chosen.option, label: chosen.words[0] ?? option }
  }
}
