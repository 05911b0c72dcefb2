import type { Lexicon } from './lexicon.js'

const none = { zh: [], en: [] }
const noEnds = { lead: none, tail: none }

/** The lexicon without this domain's spellings, concepts and politeness, for measuring the method on corpora of other domains. */
export const withoutDomainWords = (lexicon: Lexicon): Lexicon => ({
  ...lexicon,
  concepts: {},
  spelling: { variants: {}, anchors: {}, syllables: {}, amid_chinese: {} },
  shells: { stripped: noEnds, taught: noEnds, particles: [], bare_intents: [], courtesies: [] },
})
