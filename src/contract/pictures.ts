/** What `mibao graph` gives its page beside the drawings. */

type Text = { readonly zh: string; readonly en: string }
export const SOURCES = ['replays', 'exploration', 'traffic'] as const
/** Where coverage comes from. */
export type Source = (typeof SOURCES)[number]
/** How often something was walked: in so many replays, by exploration (1) or not (0), in so many conversations. Null where nobody looked. */
export type Visits = Readonly<Record<Source, number | null>>

export const NODE_KINDS = ['choose', 'ask', 'diagnose', 'check', 'act', 'branch', 'goto', 'next', 'call', 'escalate', 'end'] as const
export type NodeKind = (typeof NODE_KINDS)[number]

/** One option or outcome. `on` is its name as it is written, null where nothing decides; `to` is null where it leads nowhere by itself. */
export type PicturedWay = {
  readonly on: string | null
  readonly label: Text | null
  readonly to: string | null
  readonly visits: Visits
}
export type PicturedNode = {
  /** `dialog/node` */
  readonly id: string
  readonly dialog: string
  readonly node: string
  readonly kind: NodeKind
  readonly file: string
  readonly line: number
  readonly says: readonly { readonly text: Text; readonly when: string }[]
  readonly sources: readonly string[]
  readonly advises: readonly string[]
  /** What it carries out, asks for or leads to, by name: a check, a slot, a queue, an outcome. */
  readonly about: readonly string[]
  readonly calls: string | null
  readonly ways: readonly PicturedWay[]
  readonly visits: Visits
  /** Indices into the replays of the pictures. */
  readonly replays: readonly number[]
}
export type PicturedDialog = {
  readonly id: string
  readonly title: Text
  readonly file: string
  readonly line: number
  readonly startsOn: readonly string[]
  readonly requires: string | null
  readonly start: string
  readonly giveUp: string
  /** `dialog/node` of the calls, or the id of a dialog that requires it. */
  readonly calledBy: readonly string[]
  readonly nodes: readonly PicturedNode[]
}
export type Pictures = {
  readonly dialogs: readonly PicturedDialog[]
  readonly replays: readonly string[]
  /** Null where exploration was left out, and where there is no database. */
  readonly looked: { readonly replays: number; readonly exploration: boolean; readonly conversations: number | null }
}
