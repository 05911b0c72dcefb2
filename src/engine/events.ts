import type { NodeId, Proof } from '../dialog/program.js'
import type { Lang } from '../shared/lang.js'
import type { Recognised, RecognisedEntity } from './recognised.js'
import type { Prompt, Role, Work } from './state.js'

/** How one check of a diagnosis came out, as it is shown. */
export type CheckShown = { readonly check: string; readonly outcome: string; readonly state: 'fine' | 'found' | 'not_checked' }
/** A button: `label` is the key of its text. */
export type Choice = { readonly option: string; readonly label: string }

/** A channel-neutral message: a key of the program's texts, rendered at delivery in the language of the moment it was said. */
export type Said = {
  readonly type: 'said'
  readonly key: string
  readonly language: Lang
  readonly values: Readonly<Record<string, string>>
  readonly question: string | null
  readonly choices: readonly Choice[]
  readonly checks: readonly CheckShown[]
}

/**
 * What else was made of the words, so that the input can be given to the engine again; what is left out was not there. References and masked
 * values only. Logs of older versions have none of it.
 */
export type Heard = {
  readonly lang?: Lang
  /** The intent that was decided for, where another is likeliest. */
  readonly meant?: string
  readonly between?: readonly string[]
  readonly also?: readonly string[]
  readonly entities?: readonly RecognisedEntity[]
  readonly piece?: Exclude<Recognised['piece'], null>
  readonly article?: string
  readonly refused?: readonly string[]
  /** The words came before the question that they met was put. */
  readonly early?: true
  /** The question that was tapped on or taken back. */
  readonly question?: string
  readonly passed?: 'proof' | 'silence'
}

/** Everything that can happen to a conversation, in the past tense. The list of these is the conversation. */
export type Event =
  | Said
  /** What came in, as the log may keep it; written by the caller of the engine. */
  | {
      readonly type: 'input_taken'
      readonly kind: string
      readonly at: number
      readonly intent: string | null
      readonly ranking: readonly { readonly intent: string; readonly confidence: number }[]
      readonly decision: string | null
      readonly choice: string | null
      readonly entities: readonly string[]
      readonly command: string | null
      readonly heard?: Heard
    }
  | { readonly type: 'language_set'; readonly language: Lang }
  | {
      readonly type: 'dialog_started'
      readonly dialog: string
      readonly role: Role
      readonly then: 'ask_again' | 'leave'
      readonly slots: Readonly<Record<string, string>>
    }
  | { readonly type: 'dialog_ended'; readonly dialog: string; readonly role: Role; readonly outcome: string }
  | {
      readonly type: 'dialogs_left'
      readonly why: 'restart' | 'escalation' | 'new_topic' | 'silence' | 'account_changed' | 'program_changed' | 'leave'
    }
  | { readonly type: 'node_entered'; readonly dialog: string; readonly node: NodeId }
  | { readonly type: 'question_put'; readonly id: string; readonly asked: number }
  | { readonly type: 'prompt_put'; readonly prompt: Prompt }
  | { readonly type: 'prompt_closed'; readonly option: string | null }
  | { readonly type: 'answer_taken'; readonly question: string; readonly option: string | null }
  | { readonly type: 'answer_rejected'; readonly question: string; readonly why: 'not_understood' | 'invalid' | 'too_early' | 'stale' }
  | {
      readonly type: 'slot_filled'
      readonly slot: string
      readonly value: string
      readonly scope: 'conversation' | 'dialog'
      readonly clears: readonly string[]
    }
  | { readonly type: 'piece_kept'; readonly ref: string; readonly count: number }
  | { readonly type: 'piece_dropped' }
  | { readonly type: 'account_changed' }
  | { readonly type: 'account_forgotten'; readonly clears: readonly string[] }
  | ({ readonly type: 'work_requested' } & Work)
  | { readonly type: 'work_finished'; readonly kind: 'check' | 'act'; readonly name: string; readonly outcome: string; readonly lasting: boolean }
  | { readonly type: 'diagnosis_started'; readonly node: NodeId; readonly round: number; readonly treated?: boolean }
  | { readonly type: 'reading_taken'; readonly outcome: string }
  | { readonly type: 'findings_told'; readonly dialog: string; readonly node: NodeId; readonly checks: readonly CheckShown[] }
  | { readonly type: 'finding_taken'; readonly reading: number; readonly advisesFrom: NodeId }
  | { readonly type: 'proof_wanted'; readonly proof: Proof; readonly node: NodeId; readonly entered: boolean }
  | { readonly type: 'proof_given'; readonly proof: Proof }
  | { readonly type: 'proof_ended' }
  | { readonly type: 'topic_noted'; readonly dialog: string }
  | { readonly type: 'topic_taken'; readonly dialog: string }
  | { readonly type: 'misunderstood'; readonly times: number }
  | { readonly type: 'understood' }
  | { readonly type: 'silence_noted'; readonly times: number }
  | { readonly type: 'article_shown'; readonly article: string }
  | {
      readonly type: 'escalated'
      readonly queue: string
      readonly brief: Readonly<Record<string, string>>
      readonly topic: string | null
      readonly ticket: string
    }
  | { readonly type: 'came_back' }
  | { readonly type: 'went_back'; readonly question: string }
  | { readonly type: 'turn_failed'; readonly times: number }
  | { readonly type: 'taken_over' }
  | { readonly type: 'handed_back' }
