import type { Lang, Text } from '../shared/lang.js'
import { own } from '../shared/own.js'

/** A program is everything the bot does, after loading: plain, frozen, serialisable data. Nothing here runs. */

export type NodeId = string
/** Holds when every slot named here has the value given here; a slot that an entity fills has the value `given` once it is filled. */
export type Guard = Readonly<Record<string, string>>
/** What a slot that an entity fills counts as in guards and branches, so that no personal value is ever compared. */
export const GIVEN = 'given'

export type Line = { readonly text: Text; readonly when: Guard }
/** `means` says which option a bare yes or no stands for. */
export type Option = {
  readonly label: Text
  readonly goto: NodeId
  readonly when: Guard
  readonly confirms: boolean
  readonly means?: 'yes' | 'no' | undefined
}
/** Where a finding leads; one that `stops` is treated alone, the others are told and left. */
export type Remedy = { readonly goto: NodeId; readonly stops: boolean }
export type Reading = {
  readonly check: string
  readonly using: readonly string[]
  readonly finds: Readonly<Record<string, Remedy>>
  readonly fine: readonly string[]
}

export type Exit =
  | { readonly kind: 'choose'; readonly slot: string; readonly options: Readonly<Record<string, Option>>; readonly retry?: Text | undefined }
  /** Its options are ways out beside the answer ("I got no code"); they fill nothing. */
  | {
      readonly kind: 'ask'
      readonly slot: string
      readonly goto: NodeId
      readonly options: Readonly<Record<string, Option>>
      readonly retry?: Text | undefined
    }
  | { readonly kind: 'diagnose'; readonly readings: readonly Reading[]; readonly none: NodeId; readonly done: NodeId }
  | { readonly kind: 'check' | 'act'; readonly name: string; readonly using: readonly string[]; readonly cases: Readonly<Record<string, NodeId>> }
  | { readonly kind: 'branch'; readonly slot: string; readonly cases: Readonly<Record<string, NodeId>>; readonly otherwise: NodeId }
  | { readonly kind: 'goto'; readonly goto: NodeId }
  | { readonly kind: 'next' }
  | {
      readonly kind: 'call'
      readonly dialog: string
      readonly using: Readonly<Record<string, string>>
      readonly gives: Readonly<Record<string, string>>
      readonly cases: Readonly<Record<string, NodeId>>
    }
  | { readonly kind: 'escalate'; readonly queue: string; readonly brief: readonly string[] }
  | { readonly kind: 'end'; readonly outcome: string }

/** One step of a dialog: it may say something, and it leaves in exactly one way. */
export type Node = {
  readonly id: NodeId
  readonly line: number
  readonly say: readonly Line[]
  readonly advises: readonly string[]
  readonly source: readonly string[]
  readonly exit: Exit
}

/** `of` names a conversation slot; when that changes, this one is cleared. */
export type Slot = { readonly values?: readonly string[] | undefined; readonly entity?: string | undefined; readonly of?: string | undefined }

export type Dialog = {
  readonly id: string
  readonly file: string
  readonly line: number
  readonly title: Text
  readonly startsOn: readonly string[]
  readonly requires?: string | undefined
  /** Intents that are no new topic while this dialog is the innermost: words about its own matter. */
  readonly staysOn: readonly string[]
  readonly slots: Readonly<Record<string, Slot>>
  readonly start: NodeId
  readonly giveUp: NodeId
  readonly nodes: Readonly<Record<NodeId, Node>>
}

export type Interrupt = {
  readonly on: { readonly intent: string } | { readonly command: string }
  readonly then: 'ask_again' | 'leave'
  readonly notIn: readonly string[]
  readonly line: number
  readonly reaction:
    | { readonly do: 'answer' }
    | { readonly do: 'say'; readonly say: Text }
    | { readonly do: 'call'; readonly dialog: string }
    | { readonly do: 'escalate'; readonly queue: string }
    | { readonly do: 'restart' }
}

/** How strong a proof of ownership is; `change` includes `read`. */
export type Proof = 'none' | 'read' | 'change'
/** What a check or an act may answer, what it needs, and the slots it fills; null marks a slot with free text. */
export type Signature = {
  readonly outcomes: readonly string[]
  readonly gives: Readonly<Record<string, readonly string[] | null>>
  /** Slots that must be named in `using`, with the entity that fills each. */
  readonly using: Readonly<Record<string, string>>
  /** Works on the account in question, so the slot `account_id` must be filled. */
  readonly account: boolean
  readonly proof: Proof
  /** The outcome by which this act proves that the account is the user's. */
  readonly proves?: string | undefined
  /** Cannot be taken back, so a correction never goes beyond it. */
  readonly lasting: boolean
}
export type Signatures = { readonly checks: Readonly<Record<string, Signature>>; readonly acts: Readonly<Record<string, Signature>> }

/** The product's standard sentences and the names shown for checks, acts and queues. */
export type Texts = {
  readonly menu: readonly string[]
  readonly sentences: Readonly<Record<string, Text>>
  readonly checks: Readonly<Record<string, { readonly title: Text; readonly outcomes: Readonly<Record<string, Text>> }>>
  readonly acts: Readonly<Record<string, Text>>
  readonly queues: Readonly<Record<string, Text>>
}

export type ArticleText = { readonly title: Text; readonly sections: Readonly<Record<string, { readonly heading: Text; readonly body: Text }>> }

export type Program = {
  readonly format: 1
  readonly dialogs: Readonly<Record<string, Dialog>>
  readonly interrupts: readonly Interrupt[]
  readonly slots: Readonly<Record<string, Slot>>
  readonly texts: Texts
  readonly articles: Readonly<Record<string, ArticleText>>
  readonly signatures: Signatures
}

/** Every kind of advice a remedy may carry; exploration holds each against what the account allows. */
export const ADVICE = [
  'unbind',
  'rebind',
  'activate',
  'appeal',
  'protect',
  'update_client',
  'verify_phone',
  'retry_unbind',
  'undo',
  'log_in',
  'check_login',
  'contact_support',
] as const

export const signatureOf = (signatures: Signatures, kind: 'check' | 'act', name: string): Signature | undefined =>
  own(kind === 'check' ? signatures.checks : signatures.acts, name)

/** Every node of the same dialog that this exit can lead to, in the order written. */
export function targetsOf(exit: Exit): readonly NodeId[] {
  switch (exit.kind) {
    case 'choose':
      return Object.values(exit.options).map((option) => option.goto)
    case 'diagnose':
      return [...exit.readings.flatMap((reading) => Object.values(reading.finds).map((remedy) => remedy.goto)), exit.none, exit.done]
    case 'check':
    case 'act':
    case 'call':
      return Object.values(exit.cases)
    case 'branch':
      return [...Object.values(exit.cases), exit.otherwise]
    case 'ask':
      return [exit.goto, ...Object.values(exit.options).map((option) => option.goto)]
    case 'goto':
      return [exit.goto]
    case 'next':
    case 'escalate':
    case 'end':
      return []
  }
}

/** The checks or acts that a node carries out. */
export function worksOf(exit: Exit): readonly { readonly kind: 'check' | 'act'; readonly name: string; readonly using: readonly string[] }[] {
  if (exit.kind === 'diagnose') return exit.readings.map((reading) => ({ kind: 'check', name: reading.check, using: reading.using }))
  return exit.kind === 'check' || exit.kind === 'act' ? [{ kind: exit.kind, name: exit.name, using: exit.using }] : []
}

const STRENGTH: readonly Proof[] = ['none', 'read', 'change']
export const covers = (held: Proof, needed: Proof): boolean => STRENGTH.indexOf(held) >= STRENGTH.indexOf(needed)
export const strongest = (proofs: readonly Proof[]): Proof => proofs.reduce<Proof>((a, b) => (covers(a, b) ? a : b), 'none')

/** The proof that one node needs before it may ask for its work. */
export const proofOfNode = (signatures: Signatures, node: Node): Proof =>
  strongest(worksOf(node.exit).map((work) => signatureOf(signatures, work.kind, work.name)?.proof ?? 'none'))

/** The strongest proof that a dialog, or one it calls, can need, so that nobody is verified twice. */
export function proofOfDialog(program: Pick<Program, 'dialogs' | 'signatures'>, id: string, seen: ReadonlySet<string> = new Set()): Proof {
  const dialog = own(program.dialogs, id)
  if (!dialog || seen.has(id)) return 'none'
  const inner = new Set([...seen, id])
  return strongest(
    Object.values(dialog.nodes).map((node) =>
      node.exit.kind === 'call' ? proofOfDialog(program, node.exit.dialog, inner) : proofOfNode(program.signatures, node),
    ),
  )
}

export type { Lang, Text }
