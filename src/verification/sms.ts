/** What a message proves once its code is typed: that the account is the writer's, or that the number is. */
export type SmsPurpose = 'ownership' | 'possession'

export type Sms = {
  /** A repeat under the same key sends nothing twice. */
  readonly key: string
  /** Null: to nobody. The sender does the same work as far as it can, so that its time does not tell which accounts exist. */
  readonly to: string | null
  readonly text: string
  readonly code: string
  readonly purpose: SmsPurpose
  readonly at: number
}

export type SmsSender = { send(sms: Sms): Promise<void> }
