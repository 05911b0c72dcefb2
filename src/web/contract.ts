/** What the pages read from the wire: types only, so that no server code reaches a browser. */

export type Speaker = 'user' | 'bot' | 'agent'

export type CheckState = 'running' | 'fine' | 'found' | 'not_checked'

/** One row of a diagnosis; `running` is seen only while it goes on. */
export type CheckRow = {
  readonly check: string
  readonly title: string
  readonly state: CheckState
  readonly result: string
  readonly meaning: string
}

export type Answer = { readonly question: string; readonly option: string }

export type Choice = Answer & { readonly title: string }

/** What `channelData` of a stored activity may hold. An agent's message says so in `speaker`; without it, whoever is not the user is the bot. */
export type WireChannelData = {
  readonly clientActivityID?: string
  readonly speaker?: 'bot' | 'agent'
  readonly card?: {
    readonly kind: 'diagnosis'
    readonly checks: readonly (Omit<CheckRow, 'state'> & { readonly state: Exclude<CheckState, 'running'> })[]
  }
}

/** What the widget posts. */
export type OutgoingActivity = {
  readonly from: { readonly id: 'user' }
  readonly locale: string
  readonly channelData: { readonly clientActivityID: string }
} & (
  | { readonly type: 'message'; readonly text: string; readonly value?: Answer }
  | { readonly type: 'event'; readonly name: 'withdraw'; readonly value: { readonly question: string } }
  | { readonly type: 'event'; readonly name: 'rating'; readonly value: { readonly stars: number; readonly comment: string } }
)

export type LocaleTag = 'zh-CN' | 'en'
