/** What is wrong with training lines, for their authors: where it is and what to do about it. */
export type UtteranceDiagnostic = {
  readonly code: UtteranceFault
  readonly severity: 'error' | 'warning'
  readonly file: string
  readonly line: number
  readonly message: string
  readonly hint: string
}

/** Every fault training lines can have, with what their author should do. */
export const UTTERANCE_FAULTS = {
  U001: 'say it in another way, or delete it: it teaches what the other line teaches',
  U002: 'keep it if the difference tells the two intents apart; else say it in another way or delete it',
  U003: 'look at U001 and U002: reword or delete those lines until the share is small enough',
  U004: 'write whole new sentences: other words put into one sentence teach nothing new',
  U005: 'let it stand under one intent; what could be both belongs where the next question helps both',
  U006: 'decide which intent it is, or add the words that tell the two apart',
  U007: 'write more lines, best under a new author name',
  U008: 'write lines of these kinds: people do write so',
  U009: 'let further people write: lines of few hands are alike',
} as const satisfies Readonly<Record<`U${number}`, string>>

export type UtteranceFault = keyof typeof UTTERANCE_FAULTS
const errors: ReadonlySet<UtteranceFault> = new Set<UtteranceFault>(['U003', 'U004', 'U005'])

export const fault = (
  code: UtteranceFault,
  { file, line }: { readonly file: string; readonly line: number },
  message: string,
): UtteranceDiagnostic => ({
  code,
  severity: errors.has(code) ? 'error' : 'warning',
  file,
  line,
  message,
  hint: UTTERANCE_FAULTS[code],
})

/** `unbind_failed.yaml:12`, short enough for the middle of a sentence. */
export const placeOf = ({ file, line }: { readonly file: string; readonly line: number }): string => `${file.split(/[\\/]/).at(-1)}:${line}`
