import { plainText } from '../conversations/plainText.js'
import { readEvents } from '../conversations/readEvent.js'
import type { Event } from '../engine/events.js'
import type { StoredActivity } from '../storage/records.js'
import type { Arrival } from '../turn/arrival.js'
import { doAsAgent } from './agent.js'
import { Asked, type Tap } from './asked.js'
import { compare } from './compare.js'
import { putEarlierTicket } from './earlierTicket.js'
import { doOnPhone } from './phone.js'
import type { PlayedTurn } from './play.js'
import type { Script, ScriptTurn } from './script.js'
import { isBotBody, seenIn, understoodIn } from './seen.js'
import { brokenRules } from './standingRules.js'
import { Values, valuesOf } from './values.js'
import type { ReplayWorld } from './world.js'

const CONVERSATION = 'replay'
const USER = { user: 'user', site: 'replay' }
/** A person takes a moment over every turn; what comes later must also be later by the clock. */
const A_MOMENT = 1000

/** Nobody's number; the world is new each time, so it may be the same. */
const UNKNOWN = '99999999'

/** One conversation of a script, turn by turn. */
export class Player {
  private count = 0
  private seq = 0
  private eventsSeen = 0
  private proven = false
  /** The code that came last, and how each inbox began by then: the clock may stand still between two messages. */
  private code = '000000'
  private readonly inboxes = new Map<string, string>()
  private values = new Values()
  private readonly asked = new Asked()

  constructor(
    private readonly world: ReplayWorld,
    private readonly script: Script,
    private readonly conversation = CONVERSATION,
    private readonly sender = USER,
  ) {}

  /** Makes the accounts and starts the conversation; what the bot says first. */
  async begin(): Promise<readonly string[]> {
    const { account, other_account } = this.script
    const { simulator } = this.world
    const own = await simulator.createPrivateCopy(account.persona, account.patch)
    const fresh = await simulator.createPrivateCopy('healthy')
    const other = other_account ? await simulator.createPrivateCopy(other_account.persona, other_account.patch) : null
    this.values = valuesOf(own, fresh, other, UNKNOWN)
    const { earlier_ticket } = this.script
    if (earlier_ticket) this.values.set('ticket', await putEarlierTicket(this.world, own.account_id, earlier_ticket))
    await this.send({ type: 'start' })
    if (this.script.language === 'en') await this.send({ type: 'text', text: 'please speak English' })
    return this.repliesOf((await this.look()).activities)
  }

  async turn(turn: ScriptTurn): Promise<PlayedTurn> {
    const before = this.proven
    this.world.pass(A_MOMENT)
    const said = await this.act(turn)
    await this.world.turns.settled()
    const { events, activities } = await this.look()
    const replies = this.repliesOf(activities)
    const seen = seenIn(events, activities, replies)
    const rules = brokenRules({ texts: replies, events, provenBefore: before, secrets: this.values.secrets }).map((rule) => ({
      key: 'standing rule',
      wanted: 'kept',
      got: rule,
    }))
    const faults = this.world.faults
      .splice(0)
      .map((fault) => ({ key: 'fault', wanted: 'none', got: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault) }))
    return {
      said,
      replies,
      choices: this.choicesOf(activities),
      seen,
      understood: understoodIn(events),
      mismatches: [...compare(turn, seen, this.script), ...rules, ...faults],
    }
  }

  async allEvents(): Promise<readonly Event[]> {
    return readEvents(await this.world.storage.events(this.conversation))
  }

  private async act(turn: ScriptTurn): Promise<string> {
    const meanwhile = turn.meanwhile === undefined ? undefined : await this.filled(turn.meanwhile)
    if (turn.user !== undefined) return this.say(await this.filled(turn.user), { again: turn.again ?? false, meanwhile })
    if (turn.tap !== undefined) return this.tap(turn.tap, meanwhile)
    if (turn.agent !== undefined) return doAsAgent(this.world, this.conversation, turn.agent)
    if (turn.phone !== undefined) return doOnPhone(this.world, this.values.get('account_id'), turn.phone)
    this.world.pass((turn.wait ?? 0) * 1000)
    for (const { conversation, kind } of await this.world.storage.dueTimers(this.world.now(), 10))
      if (kind === 'silence') await this.send({ type: 'time_passed', kind }, conversation)
    return `(${turn.wait} s later)`
  }

  private async say(text: string, { again, meanwhile }: { again: boolean; meanwhile: string | undefined }): Promise<string> {
    if (!again) this.count++
    await this.sendBoth({ type: 'text', text }, meanwhile)
    return text
  }

  private async tap(tap: Tap, meanwhile: string | undefined): Promise<string> {
    const { question, option, label } = this.asked.find(tap)
    this.count++
    await this.sendBoth({ type: 'tap', text: label, question, option }, meanwhile)
    return `[${label}]`
  }

  /** Words that follow at once are on their way before the reply to the first message is. */
  private async sendBoth(content: Arrival['content'], meanwhile: string | undefined): Promise<void> {
    const first = this.send(content, this.conversation, `c${this.count}`)
    if (meanwhile !== undefined) await this.send({ type: 'text', text: meanwhile }, this.conversation, `c${++this.count}`)
    await first
  }

  private async send(content: Arrival['content'], conversation = this.conversation, clientId: string | null = null): Promise<void> {
    await this.world.turns.handle({ conversation, ...this.sender, clientId, at: this.world.now(), channelData: null, content })
    await this.world.turns.settled()
  }

  /** The text with the private copy's values as they are now. */
  private async filled(text: string): Promise<string> {
    if (!text.includes('$')) return text
    const account = await this.world.simulator.get(this.values.get('account_id'))
    return this.values.fill(text, { code: this.code, dynamicCode: this.world.dynamicCode(account) })
  }

  private async look(): Promise<{ events: readonly Event[]; activities: readonly StoredActivity[] }> {
    const events = (await this.allEvents()).slice(this.eventsSeen)
    const activities = await this.world.storage.activitiesAfter(this.conversation, this.seq, 10_000)
    this.eventsSeen += events.length
    this.seq = activities.at(-1)?.seq ?? this.seq
    for (const event of events) {
      if (event.type === 'proof_given') this.proven = true
      if (event.type === 'proof_ended' || event.type === 'account_changed') this.proven = false
      if (event.type === 'escalated') this.values.set('ticket', event.ticket)
      if (event.type === 'said' && event.question !== null) this.remember(event.question, event)
    }
    this.readInboxes()
    return { events, activities }
  }

  private readInboxes(): void {
    for (const number of this.values.phones) {
      const newest = this.world.inbox.messages(number)[0]
      if (!newest || this.inboxes.get(number) === JSON.stringify(newest)) continue
      this.inboxes.set(number, JSON.stringify(newest))
      this.code = newest.code
    }
  }

  private remember(question: string, { key, choices, language }: Extract<Event, { type: 'said' }>): void {
    const words = (label: string): readonly string[] =>
      [language, 'zh' as const, 'en' as const].map((lang) => plainText(this.world.library, { key: label, language: lang, values: {}, checks: [] }))
    // Most buttons are never tapped by their words, so these are made when somebody does.
    const options = choices.map(({ option, label }) => ({
      option,
      get words() {
        return words(label)
      },
    }))
    this.asked.put({ question, node: key.split('.')[0] ?? key, options })
  }

  private choicesOf(activities: readonly StoredActivity[]): readonly string[] {
    const last = activities.map(({ body }) => body).findLast(isBotBody)
    return (last?.choices ?? []).map(({ label }) =>
      plainText(this.world.library, { key: label, language: last?.language ?? 'zh', values: {}, checks: [] }),
    )
  }

  private repliesOf(activities: readonly StoredActivity[]): readonly string[] {
    return activities.flatMap(({ body }) => (isBotBody(body) ? [plainText(this.world.library, body)] : []))
  }
}
