import { readEvent } from '../../conversations/readEvent.js'
import type { Event } from '../../engine/events.js'
import { evolve } from '../../engine/evolve.js'
import { blank, openQuestion, type State } from '../../engine/state.js'
import type { EventRow } from '../../storage/records.js'
import { type LoggedInput, loggedInput } from './loggedInput.js'

/** A piece of work as the log has it: what was asked for, and what came of it. */
export type LoggedWork = {
  readonly kind: 'check' | 'act'
  readonly name: string
  readonly args: Readonly<Record<string, string>>
  readonly outcome: string
  readonly gives: Readonly<Record<string, string>>
}
/** The question that was open when something came in, as far as the log tells. */
export type Asked = { readonly id: string; readonly place: string; readonly options: readonly string[] }
/** One input of a conversation, read back from its events. */
export type Logged = {
  readonly asked: Asked | null
  readonly input: LoggedInput
  readonly works: readonly LoggedWork[]
}
/** `until`: why nothing is read beyond; null where the log was read to its end. */
export type Recording = { readonly inputs: readonly Logged[]; readonly until: string | null }

/** What came into a conversation, in order, until a person took over or something went wrong on our side. */
export function readRecording(rows: readonly EventRow[]): Recording {
  const inputs: Logged[] = []
  const choices = new Map<string, readonly string[]>()
  let state = blank
  for (const events of byInput(rows)) {
    const until = events.flatMap((event) => STOPS.get(event.type) ?? [])[0]
    if (until !== undefined) return { inputs, until }
    const taken = events.find((event) => event.type === 'input_taken')
    if (taken && taken.kind !== 'rated') {
      const asked = askedIn(state, choices)
      const input = loggedInput(taken, events, asked?.id ?? null)
      if (typeof input === 'string') return { inputs, until: input }
      inputs.push({ asked, input, works: worksIn(events) })
    }
    for (const event of events) {
      state = evolve(state, event)
      if (event.type === 'said' && event.question !== null)
        choices.set(
          event.question,
          event.choices.map(({ option }) => option),
        )
    }
  }
  return { inputs, until: null }
}

const STOPS: ReadonlyMap<Event['type'], string> = new Map<Event['type'], string>([
  ['taken_over', 'a person took over'],
  ['handed_back', 'a person took over'],
  ['turn_failed', 'the turn failed at the time'],
])

/** The events of each input, in the order in which the inputs were taken up. */
function byInput(rows: readonly EventRow[]): Iterable<readonly Event[]> {
  const inputs = new Map<string, Event[]>()
  for (const row of rows) {
    const event = readEvent(row)
    if (!event) continue
    const known = inputs.get(row.inputId)
    if (known) known.push(event)
    else inputs.set(row.inputId, [event])
  }
  return inputs.values()
}

function askedIn(state: State, choices: ReadonlyMap<string, readonly string[]>): Asked | null {
  const id = openQuestion(state)
  return id === null ? null : { id, place: askedAt(state), options: choices.get(id) ?? [] }
}

/** Where a question was put: a node, or the product itself and what about. */
export function askedAt({ prompt, frames }: State): string {
  if (prompt) return prompt.kind === 'joined' ? '(joined)' : `(${prompt.kind}${prompt.about === null ? '' : ` ${prompt.about}`})`
  const frame = frames.at(-1)
  return frame ? `${frame.dialog}/${frame.node}` : '(nothing under way)'
}

function worksIn(events: readonly Event[]): readonly LoggedWork[] {
  let args: Readonly<Record<string, string>> = {}
  return events.flatMap((event, index) => {
    if (event.type === 'work_requested') args = event.args
    if (event.type !== 'work_finished') return []
    return [{ kind: event.kind, name: event.name, args, outcome: event.outcome, gives: givenAfter(events, index) }]
  })
}

/** What a result filled stands right behind it. */
function givenAfter(events: readonly Event[], finished: number): Readonly<Record<string, string>> {
  const gives: Record<string, string> = {}
  for (const event of events.slice(finished + 1)) {
    if (event.type === 'slot_filled') gives[event.slot] = event.value
    else if (event.type !== 'proof_given' && event.type !== 'account_changed') break
  }
  return gives
}
