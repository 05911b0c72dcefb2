import type { Conversation } from '../storage/records.js'
import type { Arrival, Turns } from './arrival.js'
import { type Begun, begin, type Claimed, type Receipt } from './begin.js'
import { carryOn } from './carryOn.js'
import type { TurnDeps } from './deps.js'
import { readWaiting, takeIn } from './intake.js'
import { keepWaiting } from './keepWaiting.js'
import { LocalSide } from './localSide.js'
import { resume } from './resume.js'

/** The only place where the engine meets I/O: everything one input causes, once. */
export class TurnHandler implements Turns {
  private readonly local: LocalSide
  /** Turns in flight by client id: a repeat shares the first one's promise. */
  private readonly inFlight = new Map<string, Promise<Receipt>>()

  constructor(private readonly deps: TurnDeps) {
    this.local = new LocalSide(deps)
  }

  handle(arrival: Arrival): Promise<Receipt> {
    const key = arrival.clientId === null ? null : `${arrival.conversation} ${arrival.clientId}`
    const same = key === null ? undefined : this.inFlight.get(key)
    if (same) return same
    const lane = this.local.lanes.of(arrival.conversation)
    // Words that arrive while something is under way were written to the question open by then, whatever comes of it.
    const open = lane.busy ? (lane.open ?? null) : undefined
    const turn = lane.enter(() => this.accept(arrival, open))
    if (key === null) return turn
    this.inFlight.set(key, turn)
    const forget = (): void => void this.inFlight.delete(key)
    turn.then(forget, forget)
    return turn
  }

  settled(): Promise<void> {
    return this.local.settled()
  }

  /** Takes over what a process left behind: claims whose lease has ended, and inputs that still wait. */
  async recover(limit = 100): Promise<number> {
    const left = await this.deps.storage.abandoned(this.deps.wallNow(), limit)
    await Promise.all(left.map((id) => this.local.lanes.of(id).enter(() => this.takeOver(id))))
    return left.length
  }

  private async accept(arrival: Arrival, open: string | null | undefined): Promise<Receipt> {
    const started = this.deps.wallNow()
    for (let attempt = 0; attempt < this.deps.limits.attempts; attempt++) {
      const conversation = await this.deps.storage.conversation(arrival.conversation)
      if (!this.applies(conversation, arrival)) return { seq: (conversation?.nextSeq ?? 1) - 1 }
      const receipt = await this.take(conversation, arrival, open)
      if (!receipt) continue
      this.deps.watch.turn((this.deps.wallNow() - started) / 1000)
      return receipt
    }
    throw new Error(`the conversation moved ${this.deps.limits.attempts} times while one input was worked on`)
  }

  /** Works on the input now, or lets it wait behind what came before; null when the conversation must be read again. */
  private async take(conversation: Conversation | null, arrival: Arrival, open: string | null | undefined): Promise<Receipt | null> {
    if (conversation?.working && !this.isHeld(conversation)) {
      await this.takeOver(conversation.id)
      return null
    }
    if (conversation?.working || (conversation && conversation.waiting.length > 0)) {
      const kept = await keepWaiting(this.local, conversation, arrival, open)
      if (!conversation.working) this.local.inBackground(conversation.id, this.drain(conversation.id))
      return kept
    }
    return this.goOn(arrival.conversation, await begin(this.local, conversation, takeIn(this.deps, arrival, open), null))
  }

  /** What was true when it was sent need not be any more: a timer may have been read just before somebody wrote, another agent may have stepped in. */
  private applies(conversation: Conversation | null, { content, at }: Arrival): boolean {
    switch (content.type) {
      case 'time_passed':
        return this.isSilent(conversation, at)
      case 'hand_back':
        return conversation?.owner === 'agent' && conversation.ownerAgent === content.agent.id
      case 'rate':
        return conversation !== null
      case 'start':
      case 'text':
      case 'tap':
      case 'withdraw':
        return true
    }
  }

  private isSilent(conversation: Conversation | null, at: number): boolean {
    if (!conversation || conversation.working || conversation.waiting.length > 0) return false
    return at - conversation.updatedAt >= this.deps.limits.silenceMs
  }

  private isHeld({ working }: Conversation): boolean {
    return working !== null && working.leaseUntil > this.deps.wallNow()
  }

  private goOn(conversation: string, begun: Begun | null): Receipt | null {
    if (begun?.claimed) this.local.inBackground(conversation, this.finish(conversation, begun.claimed))
    return begun?.receipt ?? null
  }

  private async finish(conversation: string, claimed: Claimed): Promise<void> {
    await carryOn(this.local, claimed)
    await this.drain(conversation)
  }

  /** What waited while work was under way, in order. */
  private async drain(id: string): Promise<void> {
    while (await this.local.lanes.of(id).enter(() => this.takeUpNext(id)));
  }

  private async takeUpNext(id: string): Promise<boolean> {
    const conversation = await this.deps.storage.conversation(id)
    const next = conversation?.waiting[0]
    if (!conversation || conversation.working || !next) return false
    this.goOn(id, await begin(this.local, conversation, await readWaiting(this.deps, conversation, next), next))
    return true
  }

  /** Goes on with what a process has left behind. */
  private async takeOver(id: string): Promise<void> {
    const conversation = await this.deps.storage.conversation(id)
    if (!conversation || this.isHeld(conversation)) return
    if (!conversation.working) return this.local.inBackground(id, this.drain(id))
    const claimed = await resume(this.local, conversation, conversation.working)
    this.local.inBackground(id, claimed ? this.finish(id, claimed) : this.drain(id))
  }
}
