import { z } from 'zod'

const phrases = z.array(z.string().min(1)).readonly()
const bilingual = z.strictObject({ zh: phrases, en: phrases }).readonly()
const ends = z.strictObject({ lead: bilingual, tail: bilingual }).readonly()

/** One file a part, `knowledge/lexicon/<part>.yaml`: the words that understanding needs and a support lead may change. */
export const lexiconParts = {
  /** Right spelling → how people misspell it; and pinyin → what it stands for. `anchors` alone are converted amid other Latin words. */
  spelling: z.strictObject({
    variants: z.record(z.string(), phrases).readonly(),
    anchors: z.record(z.string(), z.string()).readonly(),
    syllables: z.record(z.string(), z.string()).readonly(),
    /** English words that stand amid Chinese ones → what they stand for. */
    amid_chinese: z.record(z.string(), z.string()).readonly().default({}),
  }),
  /** What is meant → the phrases that mean it, in both languages. */
  concepts: z.record(z.string().regex(/^[a-z][a-z0-9_]*$/, 'expected lower_snake_case'), bilingual).readonly(),
  /** Politeness around the matter. `stripped` is taken off; `taught` are other phrases, put around training lines so that the rest is survived. */
  shells: z.strictObject({ stripped: ends, taught: ends, particles: phrases, bare_intents: phrases, courtesies: phrases }),
  commands: z.record(
    z.string(),
    z.strictObject({
      /** The utterance is the phrase and nothing else. */
      whole: bilingual,
      /** The utterance holds the phrase and has at most `within` units. */
      contained: bilingual.optional(),
      within: z.number().int().positive().optional(),
    }),
  ),
  answers: z.strictObject({
    affirm: phrases,
    deny: phrases,
    negations: phrases,
    lead: phrases,
    tail: phrases,
    /** What says nothing in front of an answer or behind it: "呃，好的", "yes lol". */
    hums: phrases.default([]),
    ordinals: z.record(z.string(), z.number().int()).readonly(),
  }),
  entities: z.strictObject({
    near: z
      .strictObject({
        qq: phrases,
        phone: phrases,
        code: phrases,
        ticket: phrases,
        id_card: phrases,
        bank_card: phrases,
        part: phrases,
        other: phrases,
      })
      .readonly(),
    /** Between two groups of digits: the number goes on ("138然后0013"). */
    joiners: phrases,
    /** Before or behind a number: it is not the one that is meant. `corrected` counts where the right one follows at once. */
    taken_back: z.strictObject({ before: phrases, behind: phrases, corrected: phrases }).readonly(),
    units: phrases,
    service_numbers: phrases,
    quote_cues: phrases,
    password_words: phrases,
    /** Before a word for "password": it is gone or to be changed, so digits that follow are no password. */
    password_gone: phrases,
    not_passwords: phrases,
    version_words: phrases,
    /** Words that add nothing to data: "我的QQ号是 …". */
    fillers: phrases,
  }),
  policy: z.strictObject({
    out_of_scope: z.string(),
    /** Never in a "did you mean" and never a second problem. */
    never_offered: phrases,
    /** At least this sure, and ahead of the next by the margin: understood. */
    threshold: z.number().min(0).max(1),
    margin: z.number().min(0).max(1),
    /** An intent below the floor is not worth asking about. */
    floor: z.number().min(0).max(1),
    /** Those asked about must hold this much together. */
    together: z.number().min(0).max(1),
    also: z.number().min(0).max(1),
    also_cues: phrases,
    /** Latin words that Chinese people write too: they say nothing of the language. */
    neutral_words: phrases,
  }),
} as const

export const lexiconSchema = z.strictObject(lexiconParts).readonly()
export type Lexicon = z.output<typeof lexiconSchema>
