import type { Texts } from './program.js'

/** What a `_texts.yaml` says in which nothing is written. */
export const NO_TEXTS: Texts = { menu: [], sentences: {}, checks: {}, acts: {}, queues: {} }
