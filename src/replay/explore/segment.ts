import { covers, type Program, type Proof, signatureOf } from '../../dialog/program.js'
import type { Event } from '../../engine/events.js'
import { evolve } from '../../engine/evolve.js'
import { type State, topFrame } from '../../engine/state.js'
import { own } from '../../shared/own.js'
import { namesIn, nothingWalked, WalkedWatch } from '../coverage/walked.js'

export type Place = { readonly dialog: string; readonly node: string }

/** What one call of the engine led to, and the state afterwards by its number. */
export type Segment = {
  readonly next: number
  readonly entered: readonly (Place & { readonly advises: readonly string[]; readonly proven: boolean })[]
  /** The names of nodes, edges and ways. */
  readonly walked: readonly string[]
  /** Facts told as findings. */
  readonly told: readonly string[]
  /** Findings as they were told, `check: outcome`. */
  readonly found: readonly string[]
  readonly topicEnded: boolean
  /** How the topic ended. */
  readonly outcome: string | null
  readonly escalated: boolean
  readonly queue: string | null
  readonly left: boolean
  readonly proofEnded: boolean
  readonly accountChanged: boolean
  /** Work on an account that was asked for without the proof that it needs. */
  readonly unproven: Place | null
  /** A remedy was begun once too often. */
  readonly tooManyRounds: Place | null
  /** The engine refused to go on. */
  readonly fault: string | null
}

/** What the events of one call of the engine come to. */
export function segmentOf(
  program: Program,
  before: State,
  events: readonly Event[],
): { readonly seen: Omit<Segment, 'next'>; readonly after: State } {
  const watch = new Watch(program, before)
  for (const event of events) watch.see(event)
  return {
    seen: { ...NOTHING, ...watch.seen, entered: watch.entered, walked: watch.walked, told: watch.told, found: watch.found },
    after: watch.state,
  }
}

/** The engine would not go on from here. */
export const brokenSegment = (next: number, fault: string): Segment => ({ ...NOTHING, next, fault })

const NOTHING: Omit<Segment, 'next'> = {
  entered: [],
  walked: [],
  told: [],
  found: [],
  topicEnded: false,
  outcome: null,
  escalated: false,
  queue: null,
  left: false,
  proofEnded: false,
  accountChanged: false,
  unproven: null,
  tooManyRounds: null,
  fault: null,
}

/** How often a remedy may be begun. */
const MAX_TREATED = 2

/** Watches the events of one call go by, with the state at each of them. */
class Watch {
  readonly entered: Segment['entered'][number][] = []
  readonly told: string[] = []
  readonly found: string[] = []
  seen: Partial<Segment> = {}
  private readonly parts = nothingWalked()
  private readonly walk: WalkedWatch

  constructor(
    private readonly program: Program,
    public state: State,
  ) {
    this.walk = new WalkedWatch(program, this.parts)
  }

  get walked(): readonly string[] {
    return namesIn(this.parts)
  }

  see(event: Event): void {
    const before = this.state
    this.note(event, before.proof)
    this.state = evolve(before, event)
    this.walk.see(event, before, this.state)
  }

  private note(event: Event, held: Proof): void {
    switch (event.type) {
      case 'node_entered':
        this.enter(event, held)
        return
      case 'findings_told':
        for (const { check, outcome, state } of event.checks) {
          if (state !== 'found') continue
          this.told.push(...this.sourcesOf(event, check, outcome))
          this.found.push(`${check}: ${outcome}`)
        }
        return
      case 'work_requested':
        if (!covers(held, signatureOf(this.program.signatures, event.kind, event.name)?.proof ?? 'none')) this.mark({ unproven: placeOf(this.state) })
        return
      case 'finding_taken':
        if ((topFrame(this.state)?.diagnosis?.round ?? 0) > MAX_TREATED)
          this.mark({ tooManyRounds: { dialog: placeOf(this.state).dialog, node: event.advisesFrom } })
        return
      default:
        this.mark(signsIn(event))
    }
  }

  private enter({ dialog, node }: Place, held: Proof): void {
    const { advises = [] } = this.node({ dialog, node }) ?? {}
    this.entered.push({ dialog, node, advises, proven: held !== 'none' })
  }

  private mark(seen: Partial<Segment>): void {
    this.seen = { ...this.seen, ...seen }
  }

  private node({ dialog, node }: Place) {
    return own(own(this.program.dialogs, dialog)?.nodes ?? {}, node)
  }

  /** The facts that the remedy of a finding encodes. */
  private sourcesOf(place: Place, check: string, outcome: string): readonly string[] {
    const exit = this.node(place)?.exit
    if (exit?.kind !== 'diagnose') return []
    const remedy = own(exit.readings.find((reading) => reading.check === check)?.finds ?? {}, outcome)
    return (remedy && this.node({ dialog: place.dialog, node: remedy.goto })?.source) ?? []
  }
}

function signsIn(event: Event): Partial<Segment> {
  switch (event.type) {
    case 'dialog_ended':
      return event.role === 'topic' ? { topicEnded: true, outcome: event.outcome } : {}
    case 'dialogs_left':
      return event.why === 'silence' || event.why === 'leave' ? { left: true } : {}
    case 'escalated':
      return { escalated: true, queue: event.queue }
    case 'proof_ended':
      return { proofEnded: true }
    case 'account_changed':
    case 'account_forgotten':
      return { accountChanged: true }
    default:
      return {}
  }
}

/** Where a conversation stands. */
export function placeOf({ frames, prompt }: State): Place {
  const frame = frames.at(-1)
  return frame ? { dialog: frame.dialog, node: frame.node } : { dialog: prompt ? `(${prompt.kind})` : '(idle)', node: '' }
}
