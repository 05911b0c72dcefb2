import type { NodeId, Proof } from '../dialog/program.js'
import type { Lang } from '../shared/lang.js'
import { own } from '../shared/own.js'

/** One run of the checks of a `diagnose` node: the outcomes so far, in the order of its readings. */
export type Diagnosis = {
  readonly node: NodeId
  readonly round: number
  readonly results: readonly string[]
  /** Index of the reading whose finding is being treated; null while the checks run. */
  readonly treating: number | null
  /** A remedy was carried out in this round, whose results were dropped since. */
  readonly treated?: boolean
}

/** What came of a number so far, as a reference into the vault, and how many messages in a row brought it. */
export type Piece = { readonly ref: string; readonly count: number }

export type Role = 'topic' | 'call' | 'requires' | 'interrupt'
/** A dialog under way. The outermost is first; at most three lie on one another. */
export type Frame = {
  readonly dialog: string
  readonly node: NodeId
  /** False while the node waits for a proof before it says a word. */
  readonly entered: boolean
  readonly role: Role
  /** For an interrupt: whether the suspended question is put again afterwards. */
  readonly then: 'ask_again' | 'leave'
  readonly slots: Readonly<Record<string, string>>
  readonly open: { readonly id: string; readonly asked: number; readonly piece?: Piece } | null
  readonly diagnosis: Diagnosis | null
}

export type PromptKind = 'menu' | 'clarify' | 'switch' | 'agenda' | 'waiting' | 'joined'
/** A question of the product itself, laid over whatever question a dialog has open. */
export type Prompt = {
  readonly kind: PromptKind
  readonly id: string
  readonly asked: number
  readonly options: readonly string[]
  /** Dialog or article that the prompt is about, or the reference of a number. */
  readonly about: string | null
}

/** What a correction goes back to: how things stood when a question was put. */
export type Mark = {
  readonly question: string
  readonly frames: readonly Frame[]
  readonly slots: Readonly<Record<string, string>>
  readonly agenda: readonly string[]
}

export type Work = {
  readonly kind: 'check' | 'act'
  readonly name: string
  readonly args: Readonly<Record<string, string>>
  /** The proof that the work itself needs. */
  readonly proof: Proof
  /** What a verification under way is for. */
  readonly purpose: Proof
  readonly lasting: boolean
}

/** Where a conversation stands: plain JSON, finite but for ids. It can always be rebuilt by folding the events. */
export type State = {
  readonly format: 1
  readonly language: Lang
  readonly frames: readonly Frame[]
  readonly slots: Readonly<Record<string, string>>
  readonly proof: Proof
  /** The purpose that the verification under way is for. */
  readonly wanted: Proof
  readonly prompt: Prompt | null
  /** What was asked of the outside and has not been answered. */
  readonly work: Work | null
  readonly agenda: readonly string[]
  readonly misunderstood: number
  readonly silences: number
  readonly escalated: string | null
  /** The number of the ticket that the last escalation made or found. */
  readonly ticket: string | null
  readonly owner: 'bot' | 'agent'
  /** The last thing that cannot be taken back, of the outermost dialog. */
  readonly lastAct: { readonly name: string; readonly outcome: string } | null
  /** Questions put so far; only numbers their ids. */
  readonly asks: number
  readonly trail: readonly Mark[]
}

export const MAX_FRAMES = 3
export const MAX_AGENDA = 2
export const MAX_TRAIL = 10
/** How often one question may be put before the dialog gives up. */
export const MAX_ASKS = 3
/** How many messages in a row may each bring no more than part of a number before that counts as no answer. */
export const MAX_PIECES = 2
export const MAX_ROUNDS = 3

export const blank: State = {
  format: 1,
  language: 'zh',
  frames: [],
  slots: {},
  proof: 'none',
  wanted: 'none',
  prompt: null,
  work: null,
  agenda: [],
  misunderstood: 0,
  silences: 0,
  escalated: null,
  ticket: null,
  owner: 'bot',
  lastAct: null,
  asks: 0,
  trail: [],
}

export const topFrame = (state: State): Frame | undefined => state.frames.at(-1)
/** The id of the question that waits for an answer, if any. */
export const openQuestion = (state: State): string | null => state.prompt?.id ?? topFrame(state)?.open?.id ?? null
/** What a slot holds, the dialog's own first. */
export const slotValue = (state: State, slot: string): string | undefined => own(slotsInReach(state), slot)
export const slotsInReach = (state: State): Readonly<Record<string, string>> => ({ ...state.slots, ...topFrame(state)?.slots })
/** The slots of these that hold something, each under the name that it has elsewhere. */
export const slotsNamed = (state: State, names: readonly (readonly [theirs: string, ours: string])[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    names.flatMap(([theirs, ours]) => {
      const value = slotValue(state, ours)
      return value === undefined ? [] : [[theirs, value] as const]
    }),
  )
