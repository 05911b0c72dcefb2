import { randomInt } from 'node:crypto'
import type { Event } from '../../engine/events.js'
import { Asked } from '../asked.js'
import { compare } from '../compare.js'
import type { PlayedTurn } from '../play.js'
import type { Script, ScriptTurn } from '../script.js'
import { brokenRules } from '../standingRules.js'
import { Values, valuesOf } from '../values.js'
import { type Activity, buttonsOf, debugOf, handoffIn, saidIn, seenOnWire } from './activity.js'
import type { RemoteConversation, RemoteServer } from './server.js'

/** How long a reply may take: the account service has three seconds, twice. */
const REPLY_MS = 10_000
/** How long nothing more must come for a turn to be over that ends without a question. */
const QUIET_MS = 400
const POLL_MS = 15
/** The turn itself says what of it cannot be seen: whether its words were the right ones before proof. */
export const UNSEEN_RULES: readonly string[] = ['no status before proof']

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** One conversation of a script on a running server, turn by turn. */
export class RemotePlayer {
  private count = 0
  private node = ''
  private values = new Values()
  private readonly asked = new Asked()

  private constructor(
    private readonly server: RemoteServer,
    private readonly script: Script,
    private readonly conversation: RemoteConversation,
  ) {}

  static async begin(server: RemoteServer, script: Script): Promise<RemotePlayer> {
    const { account, other_account } = script
    const own = await server.createAccount(account.persona, account.patch)
    const fresh = await server.createAccount('healthy')
    const other = other_account ? await server.createAccount(other_account.persona, other_account.patch) : null
    const player = new RemotePlayer(server, script, await server.begin())
    player.values = valuesOf(own, fresh, other, String(randomInt(10_000_000, 100_000_000)))
    await player.heard(null)
    if (script.language === 'en') await player.send({ text: 'please speak English' })
    return player
  }

  async turn(turn: ScriptTurn): Promise<PlayedTurn> {
    const { said, activities } = await this.act(turn)
    const seen = seenOnWire(activities)
    const replies = saidIn(activities).map(({ text }) => text ?? '')
    const events = seen.acts.flatMap((act) =>
      Object.entries(act).map(([name, outcome]): Event => ({ type: 'work_finished', kind: 'act', name, outcome, lasting: false })),
    )
    const rules = brokenRules({ texts: replies, events, provenBefore: true, secrets: this.values.secrets })
    return {
      said,
      replies,
      choices:
        buttonsIn(activities)
          .at(-1)
          ?.options.map(({ title }) => title) ?? [],
      seen,
      understood:
        seen.intent === null ? [] : [{ kind: 'said', intent: seen.intent, ranking: [], decision: null, choice: null, entities: [], command: null }],
      mismatches: [...compare(turn, seen, this.script), ...rules.map((got) => ({ key: 'standing rule', wanted: 'kept', got }))],
    }
  }

  private async act(turn: ScriptTurn): Promise<{ readonly said: string; readonly activities: readonly Activity[] }> {
    if (turn.user !== undefined) {
      const text = await this.filled(turn.user)
      return { said: text, activities: await this.send({ text }, turn.again ?? false) }
    }
    if (turn.tap !== undefined) {
      const { label, question, option } = this.asked.find(turn.tap)
      return { said: `[${label}]`, activities: await this.send({ text: label, value: { question, option } }) }
    }
    if (turn.phone !== undefined) return { said: await this.server.doOnPhone(this.values.get('account_id'), turn.phone), activities: [] }
    await pause((turn.wait ?? 0) * 1000)
    return { said: `(${turn.wait} s later)`, activities: await this.conversation.news() }
  }

  private async send(activity: { readonly text: string; readonly value?: unknown }, again = false): Promise<readonly Activity[]> {
    if (!again) this.count++
    const id = await this.conversation.post(`replay-${this.count}`, activity)
    if (!again) return this.heard(id)
    // The same message makes no second turn: what would come must come in a moment.
    await pause(QUIET_MS)
    return this.take(await this.conversation.news())
  }

  /** What answers this activity, or opens the conversation, once the bot has nothing more to say. */
  private async heard(id: string | null): Promise<readonly Activity[]> {
    const all: Activity[] = []
    const begun = Date.now()
    let last = begun
    while (Date.now() - begun < REPLY_MS) {
      const news = await this.conversation.news()
      if (news.length > 0) last = Date.now()
      all.push(...news)
      const answers = all.filter((one) => debugOf([one]) && (id === null || one.replyToId === id))
      if (answers.at(-1)?.inputHint === 'expectingInput' || (answers.length > 0 && Date.now() - last > QUIET_MS)) break
      await pause(POLL_MS)
    }
    return this.take(all)
  }

  /** Remembers what later turns answer. */
  private take(activities: readonly Activity[]): readonly Activity[] {
    this.node = debugOf(activities)?.nodes.at(-1) ?? this.node
    for (const { question, options } of buttonsIn(activities))
      this.asked.put({ question, node: this.node, options: options.map(({ option, title }) => ({ option, words: [title] })) })
    const ticket = handoffIn(activities)
    if (ticket) this.values.set('ticket', ticket.ticket)
    return activities
  }

  private async filled(text: string): Promise<string> {
    if (!text.includes('$')) return text
    const code = /\$(?:wrong_)?code/.test(text) ? await this.server.newestCode(this.values.phones) : null
    const dynamicCode = text.includes('$dynamic_code') ? await this.server.dynamicCode(this.values.get('account_id')) : ''
    return this.values.fill(text, { code: code ?? '000000', dynamicCode })
  }
}

const buttonsIn = (activities: readonly Activity[]) => activities.flatMap((one) => buttonsOf(one) ?? [])
