import type { Loaded } from './load.js'
import type { ArticleText, Dialog, Program, Signature, Signatures, Texts } from './program.js'

type Parts = {
  readonly loaded: Pick<Loaded, 'dialogs' | 'interrupts' | 'slots' | 'texts'>
  /** What is said where `_texts.yaml` says nothing. */
  readonly fallbackTexts: Texts
  readonly articles: Readonly<Record<string, ArticleText>>
  readonly signatures: Signatures
}

/** Puts together everything the bot does. The result does not depend on the order in which files were found. */
export const buildProgram = ({ loaded, fallbackTexts, articles, signatures }: Parts): Program =>
  freeze({
    format: 1,
    dialogs: sorted<Dialog>(loaded.dialogs),
    interrupts: loaded.interrupts,
    slots: sorted(loaded.slots),
    texts: layTexts(loaded.texts, fallbackTexts),
    articles: sorted(articles),
    signatures: { checks: plain(signatures.checks), acts: plain(signatures.acts) },
  })

/** The texts that were written, over those that were not. */
export const layTexts = (written: Texts, below: Texts): Texts => ({
  menu: written.menu.length > 0 ? written.menu : below.menu,
  sentences: sorted({ ...below.sentences, ...written.sentences }),
  checks: sorted({ ...below.checks, ...written.checks }),
  acts: sorted({ ...below.acts, ...written.acts }),
  queues: sorted({ ...below.queues, ...written.queues }),
})

/** Checks and acts carry code beside their signature, which is no part of a program. */
const plain = (signatures: Readonly<Record<string, Signature>>): Readonly<Record<string, Signature>> =>
  Object.fromEntries(
    Object.entries(sorted(signatures)).map(([name, { outcomes, gives, using, account, proof, proves, lasting }]) => [
      name,
      { outcomes, gives, using, account, proof, ...(proves === undefined ? {} : { proves }), lasting },
    ]),
  )

const sorted = <T>(record: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))

/** Freezes a value and all that is in it; what is frozen already is taken to be so throughout. */
function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.freeze(value)
  for (const part of Object.values(value)) freeze(part)
  return value
}
