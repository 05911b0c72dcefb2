import type { Persona } from '../accounts/personas.js'
import type { BotBody } from '../conversations/bodies.js'
import { plainText } from '../conversations/plainText.js'
import { readEvents } from '../conversations/readEvent.js'
import type { Event } from '../engine/events.js'
import { own } from '../shared/own.js'
import type { Json, StoredActivity } from '../storage/records.js'
import type { Arrival } from '../turn/arrival.js'
import type { Library } from '../turn/library.js'
import { compare, type Mismatch, type Seen } from './compare.js'
import { doOnPhone } from './phone.js'
import type { Script, ScriptTurn } from './script.js'
import { brokenRules } from './standingRules.js'
import { createWorld, type ReplayWorld } from './world.js'

export type PlayedTurn = {
  readonly said: string
  readonly replies: readonly string[]
  readonly choices: readonly string[]
  readonly seen: Seen
  readonly mismatches: readonly Mismatch[]
}
export type Played = { readonly turns: readonly PlayedTurn[]; readonly events: readonly Event[]; readonly passed: boolean }

const CONVERSATION = 'replay'
const USER = { user: 'user', site: 'replay' }
/** A person takes a moment over every turn; what comes later must also be later by the clock. */
const A_MOMENT = 1000
/** How many digits the first piece of a value has that is typed in two messages. */
const PIECE = 3

/** Plays a script against the real turn in memory and holds every turn against what it asserts and the standing rules. */
export async function play(script: Script, library: Library, personas: readonly Persona[]): Promise<Played> {
  const world = await createWorld(library, personas, { clock: Date.parse(script.clock), seed: script.seed })
  const player = new Player(world, script)
  await player.begin()
  const turns: PlayedTurn[] = []
  for (const turn of script.turns) turns.push(await player.turn(turn))
  const events = await player.allEvents()
  return { turns, events, passed: turns.every(({ mismatches }) => mismatches.length === 0) }
}

/** One conversation of a script, turn by turn. */
export class Player {
  private count = 0
  private seq = 0
  private eventsSeen = 0
  private proven = false
  /** The code that came last, and how each inbox began by then: the clock may stand still between two messages. */
  private code = '000000'
  private readonly inboxes = new Map<string, string>()
  private readonly values = new Map<string, string>()
  private readonly asked: {
    readonly question: string
    readonly key: string
    readonly options: readonly { option: string; words: readonly string[] }[]
  }[] = []

  constructor(
    private readonly world: ReplayWorld,
    private readonly script: Script,
    private readonly conversation = CONVERSATION,
    private readonly sender = USER,
  ) {}

  /** Makes the accounts and starts the conversation; what the bot says first. */
  async begin(): Promise<readonly string[]> {
    const { account, other_account } = this.script
    const own = await this.world.simulator.createPrivateCopy(account.persona, account.patch)
    const fresh = await this.world.simulator.createPrivateCopy('healthy')
    this.values.set('account_id', own.account_id)
    this.values.set('phone', own.verified_contact ?? own.bound_phone ?? '')
    this.values.set('new_phone', own.new_phone ?? fresh.bound_phone ?? '')
    this.values.set('free_phone', fresh.new_phone ?? String(Number(fresh.bound_phone) + 1))
    if (other_account) {
      const other = await this.world.simulator.createPrivateCopy(other_account.persona, other_account.patch)
      this.values.set('other_account_id', other.account_id)
      this.values.set('other_phone', other.verified_contact ?? '')
    }
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
    const secrets = ['account_id', 'phone', 'new_phone', 'free_phone', 'other_account_id', 'other_phone'].flatMap(
      (name) => this.values.get(name) || [],
    )
    const rules = brokenRules({ texts: replies, events, provenBefore: before, secrets }).map((rule) => ({
      key: 'standing rule',
      wanted: 'kept',
      got: rule,
    }))
    const faults = this.world.faults
      .splice(0)
      .map((fault) => ({ key: 'fault', wanted: 'none', got: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault) }))
    return { said, replies, choices: this.choicesOf(activities), seen, mismatches: [...compare(turn, seen, this.script), ...rules, ...faults] }
  }

  async allEvents(): Promise<readonly Event[]> {
    return readEvents(await this.world.storage.events(this.conversation))
  }

  private async act(turn: ScriptTurn): Promise<string> {
    const meanwhile = turn.meanwhile === undefined ? undefined : await this.filled(turn.meanwhile)
    if (turn.user !== undefined) return this.say(await this.filled(turn.user), { again: turn.again ?? false, meanwhile })
    if (turn.tap !== undefined) return this.tap(typeof turn.tap === 'string' ? { option: turn.tap } : turn.tap, meanwhile)
    if (turn.phone !== undefined) return doOnPhone(this.world, this.values.get('account_id') ?? '', turn.phone, (text) => this.filled(text))
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

  /** A tap on a button of the newest question, or of the last one that a named node put. */
  private async tap({ option, node }: { option: string; node?: string | undefined }, meanwhile: string | undefined): Promise<string> {
    const put = node === undefined ? this.asked.at(-1) : this.asked.findLast(({ key }) => key.startsWith(`${node}.`))
    if (!put) throw new Error(`expected an open question to tap "${option}" on${node ? ` at ${node}` : ''}, found none`)
    const chosen = put.options.find((one) => one.option === option || one.words.includes(option))
    if (!chosen) throw new Error(`expected one of ${put.options.map((one) => one.option).join(', ')}, got a tap on "${option}"`)
    this.count++
    await this.sendBoth({ type: 'tap', text: chosen.words[0] ?? option, question: put.question, option: chosen.option }, meanwhile)
    return `[${chosen.words[0] ?? option}]`
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

  /** `$account_id`, `$phone`, `$code` … stand for the private copy's values as they are now, `$code_first` and `$code_rest` for pieces of one. */
  private async filled(text: string): Promise<string> {
    if (!text.includes('$')) return text
    const account = await this.world.simulator.get(this.values.get('account_id') ?? '')
    const { code } = this
    const live: Record<string, string> = {
      code,
      wrong_code: code === '123456' ? '654321' : '123456',
      dynamic_code: this.world.dynamicCode(account),
      ...Object.fromEntries(this.values),
    }
    const valueNamed = (name: string): string | undefined => {
      const value = own(live, name)
      return value ?? own(live, name.replace(/_(?:first|rest)$/, ''))?.slice(...(name.endsWith('_first') ? [0, PIECE] : [PIECE]))
    }
    return text.replace(/\$([a-z_]+)/g, (whole, name: string) => valueNamed(name) ?? whole)
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
      if (event.type === 'said' && event.question !== null) this.remember(event)
    }
    this.readInboxes()
    return { events, activities }
  }

  private readInboxes(): void {
    for (const [name, number] of this.values) {
      const newest = name.endsWith('phone') ? this.world.inbox.messages(number)[0] : undefined
      if (!newest || this.inboxes.get(number) === JSON.stringify(newest)) continue
      this.inboxes.set(number, JSON.stringify(newest))
      this.code = newest.code
    }
  }

  private remember({ question, key, choices, language }: Extract<Event, { type: 'said' }>): void {
    const words = (label: string): readonly string[] =>
      [language, 'zh' as const, 'en' as const].map((lang) => plainText(this.world.library, { key: label, language: lang, values: {}, checks: [] }))
    if (question !== null) this.asked.push({ question, key, options: choices.map(({ option, label }) => ({ option, words: words(label) })) })
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

const isBotBody = (body: unknown): body is BotBody => typeof body === 'object' && body !== null && 'type' in body && body.type === 'bot_said'

function seenIn(events: readonly Event[], activities: readonly StoredActivity[], replies: readonly string[]): Seen {
  const works = (kind: 'check' | 'act') =>
    events.flatMap((event) => (event.type === 'work_finished' && event.kind === kind ? [{ [event.name]: event.outcome }] : []))
  const taken = events.findLast((event) => event.type === 'input_taken')
  const ended = events.findLast((event) => event.type === 'dialog_ended' && event.role === 'topic')
  const escalated = events.findLast((event) => event.type === 'escalated')
  const debug = activities.map(({ body }) => body).findLast(isBotBody)?.debug
  return {
    nodes: events.flatMap((event) => (event.type === 'node_entered' ? [`${event.dialog}/${event.node}`] : [])),
    intent: taken?.type === 'input_taken' ? taken.intent : null,
    slots: debug?.slots ?? {},
    checks: works('check'),
    acts: works('act'),
    outcome: ended?.type === 'dialog_ended' ? ended.outcome : null,
    ticket: escalated?.type === 'escalated' ? { queue: escalated.queue, existing: activities.some(({ body }) => isExisting(body)) } : null,
    text: replies.join('\n'),
  }
}

const isExisting = (body: Json): boolean => typeof body === 'object' && body !== null && 'key' in body && body.key === 'sentence:escalated_existing'
