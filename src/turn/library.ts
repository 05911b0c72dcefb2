import type { Program } from '../dialog/program.js'
import type { Entity } from '../nlu/entities.js'
import type { Recognition, RecognitionContext } from '../nlu/recognizer.js'
import type { Lang, Text } from '../shared/lang.js'

/** What the bot knows at a moment: its program, how it understands, what it can explain. Replaced whole when authors change files. */
export type Library = {
  readonly program: Program
  readonly hash: string
  /** What each intent is called in people's words. */
  readonly titles: Readonly<Record<string, Text>>
  recognize(text: string, context: RecognitionContext): Recognition
  /** `article/section` that answers best, if any does. */
  findArticle(text: string, lang: Lang): string | null
}
export type { Entity }
