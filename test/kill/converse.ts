import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { MortalServer } from './mortalServer.js'
import { ASIDE, type Person, type Step, script } from './script.js'
import { type Activity, pause, Wire } from './wire.js'

/** A message as its sender knows it; `ack` is the id that it was acknowledged with. */
export type Sent = { readonly id: string; readonly ack: string; readonly acts: readonly string[] }
export type Talk = {
  readonly person: Person
  readonly sent: readonly Sent[]
  readonly activities: readonly Activity[]
  readonly faults: readonly string[]
  readonly isWhole: boolean
}
export type Place = {
  readonly server: MortalServer
  readonly dataDir: string
  readonly random: () => number
  readonly answerWithinMs: number
  readonly enough: () => boolean
}

const inbox = z.record(z.string(), z.array(z.object({ code: z.string() })))

/** One person's whole way through the script, over real HTTP, whatever becomes of the server meanwhile. */
export async function converse(place: Place, person: Person): Promise<Talk> {
  const talker = new Talker(place, person)
  const isWhole = await talker.talk()
  const { sent, faults, wire } = talker
  return { person, sent, activities: await wire.read(), faults: [...faults, ...wire.refusals], isWhole }
}

class Talker {
  readonly wire: Wire
  readonly sent: Sent[] = []
  readonly faults: string[] = []
  private conversation = ''
  /** The last node that a turn entered. */
  private node: string | null = null

  constructor(
    private readonly place: Place,
    private readonly person: Person,
  ) {
    this.wire = new Wire(place.server)
  }

  async talk(): Promise<boolean> {
    this.conversation = await this.wire.begin()
    for (const step of script(this.person)) {
      if (this.place.enough()) return false
      if (step.at !== this.node) return this.fault(`expected to stand at ${step.at}, stood at ${this.node}`)
      await this.send(await this.contentOf(step), step.acts)
      const asks = this.place.random() < 0.3
      if (asks) await this.send({ text: ASIDE }, [])
      for (const message of this.sent.slice(asks ? -2 : -1)) if (!(await this.isAnswered(message))) return false
    }
    return true
  }

  private async send(content: { readonly text: string; readonly value?: unknown }, acts: readonly string[]): Promise<void> {
    const id = `m${this.sent.length + 1}`
    this.sent.push({ id, ack: await this.wire.post(id, content), acts })
  }

  private async contentOf({ send }: Step): Promise<{ readonly text: string; readonly value?: unknown }> {
    if ('text' in send) return send
    if ('code' in send) return { text: await this.code(send.of, send.code) }
    const offered = (await this.wire.read()).flatMap(({ suggestedActions }) => suggestedActions?.actions ?? [])
    const action = offered.findLast(({ value }) => value.option === send.tap)
    if (!action) throw new Error(`expected "${send.tap}" among the options, got ${offered.map(({ value }) => value.option).join(', ')}`)
    return { text: send.tap, value: action.value }
  }

  private async code(of: 'contact' | 'new_phone', which: 'right' | 'wrong'): Promise<string> {
    const phones = inbox.parse(JSON.parse(await readFile(join(this.place.dataDir, 'inbox.json'), 'utf8')))
    const code = phones[of === 'contact' ? this.person.contact : this.person.newPhone]?.[0]?.code ?? '000000'
    return which === 'right' ? code : code.replace(/.$/, (last) => String((Number(last) + 1) % 10))
  }

  /** Only looks: what is not finished must be finished without the client. */
  private async isAnswered({ id, ack, acts }: Sent): Promise<boolean> {
    const until = Date.now() + this.place.answerWithinMs
    let done: readonly string[] = []
    while (Date.now() < until && !this.place.enough()) {
      const last = repliesTo(await this.wire.read(), ack).at(-1)?.channelData?.debug
      done = actsOf(last)
      if (last && done.length >= acts.length) {
        this.node = last.nodes.at(-1) ?? this.node
        return true
      }
      await pause()
    }
    return this.place.enough() ? false : this.fault(`${id}: expected an answer after [${acts.join(', ')}], got none after [${done.join(', ')}]`)
  }

  private fault(text: string): false {
    this.faults.push(`${this.conversation}: ${text}`)
    return false
  }
}

/** Replies that say what their turn did; the last of them says all. */
export const repliesTo = (activities: readonly Activity[], id: string): readonly Activity[] =>
  activities.filter(({ replyToId, channelData }) => replyToId === id && channelData?.debug)

export const actsOf = (debug: NonNullable<Activity['channelData']>['debug']): readonly string[] =>
  (debug?.acts ?? []).map(({ name, outcome }) => `${name} ${outcome}`)
