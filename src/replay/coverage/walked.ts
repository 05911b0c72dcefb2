import type { Exit, NodeId, Program } from '../../dialog/program.js'
import { findingsOf, isFirst } from '../../engine/diagnose.js'
import type { Event } from '../../engine/events.js'
import { evolve } from '../../engine/evolve.js'
import { comparable } from '../../engine/run.js'
import { blank, type Diagnosis, type State, topFrame } from '../../engine/state.js'
import { own } from '../../shared/own.js'
import { ALL_TREATED, AN_ANSWER, ANY_OTHER, edgeName, NOTHING_FOUND, nodeName, reading, type Way, wayName, waysOf } from './ways.js'

/** The nodes, edges and ways that were walked, by their names. */
export type Walked = { readonly nodes: Set<string>; readonly edges: Set<string>; readonly ways: Set<string> }
export const nothingWalked = (): Walked => ({ nodes: new Set(), edges: new Set(), ways: new Set() })

export type Course = { readonly program: Program; readonly events: readonly Event[]; readonly from?: State }
type Place = { readonly dialog: string; readonly node: NodeId }

/** Names of nodes, edges and ways never meet, so they fit into one list. */
export const namesIn = ({ nodes, edges, ways }: Walked): readonly string[] => [...nodes, ...edges, ...ways]

/** Adds what these events walked, from the state in which they began. */
export function addWalked(walked: Walked, { program, events, from = blank }: Course): void {
  const watch = new WalkedWatch(program, walked)
  let before = from
  for (const event of events) {
    const after = evolve(before, event)
    watch.see(event, before, after)
    before = after
  }
}

export function walkedIn(course: Course): Walked {
  const walked = nothingWalked()
  addWalked(walked, course)
  return walked
}

/** Watches events go by with the state at each of them: two nodes in a row do not tell which option or outcome led from one to the other. */
export class WalkedWatch {
  constructor(
    private readonly program: Program,
    private readonly walked: Walked,
  ) {}

  /** One event, with the state before it and the state after it. */
  see(event: Event, before: State, after: State): void {
    const frame = topFrame(before)
    if (event.type === 'node_entered' && frame?.diagnosis && frame.node === frame.diagnosis.node) this.conclude(frame.dialog, frame.diagnosis)
    if (event.type === 'node_entered') this.enter(event, after)
    else if (event.type === 'answer_taken' && frame) this.leave(frame, event.option ?? AN_ANSWER)
    else if (event.type === 'work_finished' && frame) this.leave(frame, event.outcome)
    else if (event.type === 'reading_taken' && frame?.diagnosis) this.read(frame.dialog, frame.diagnosis, event.outcome)
    else if (event.type === 'finding_taken' && frame?.diagnosis) this.treat(frame.dialog, frame.diagnosis, event.reading)
    else if (event.type === 'dialog_ended' && event.role === 'call') this.comeBack(event.outcome, after)
  }

  private enter(place: Place, state: State): void {
    const exit = this.exitAt(place)
    // Conversations of earlier dialogs may have been where nothing is any more.
    if (!exit) return
    this.walked.nodes.add(nodeName(place.dialog, place.node))
    if (exit.kind === 'goto') this.leave(place, null)
    if (exit.kind !== 'branch') return
    const value = comparable(this.program, state, exit.slot) ?? ''
    this.leave(place, own(exit.cases, value) === undefined ? ANY_OTHER : value)
  }

  private comeBack(outcome: string, state: State): void {
    const caller = topFrame(state)
    if (caller) this.leave(caller, outcome)
  }

  /** An outcome that is a finding leads on only when it is treated. */
  private read(dialog: string, { node, results }: Diagnosis, outcome: string): void {
    const exit = this.exitAt({ dialog, node })
    const read = exit?.kind === 'diagnose' ? exit.readings[results.length] : undefined
    if (read?.fine.includes(outcome)) this.leave({ dialog, node }, reading(read.check, outcome))
  }

  private treat(dialog: string, { node, results }: Diagnosis, index: number): void {
    const exit = this.exitAt({ dialog, node })
    const read = exit?.kind === 'diagnose' ? exit.readings[index] : undefined
    if (read) this.leave({ dialog, node }, reading(read.check, results[index] ?? ''))
  }

  /** All checks were done and none found anything. One that gave no answer leads elsewhere. */
  private conclude(dialog: string, diagnosis: Diagnosis): void {
    const { node, results, treating } = diagnosis
    const exit = this.exitAt({ dialog, node })
    if (exit?.kind !== 'diagnose' || treating !== null || results.length < exit.readings.length || findingsOf(diagnosis, exit).length > 0) return
    const areFine = exit.readings.every(({ fine }, index) => fine.includes(results[index] ?? ''))
    if (areFine) this.leave({ dialog, node }, isFirst(diagnosis) ? NOTHING_FOUND : ALL_TREATED)
  }

  private leave({ dialog, node }: Place, on: string | null): void {
    const exit = this.exitAt({ dialog, node })
    const way = exit && waysByName(exit).get(on)
    if (!way) return
    if (on !== null) this.walked.ways.add(wayName(dialog, node, way))
    if (way.to !== null) this.walked.edges.add(edgeName(dialog, node, way.to))
  }

  private exitAt({ dialog, node }: Place): Exit | undefined {
    return own(own(this.program.dialogs, dialog)?.nodes ?? {}, node)?.exit
  }
}

/** Exploration asks some hundred thousand times. */
const ways = new WeakMap<Exit, ReadonlyMap<string | null, Way>>()
function waysByName(exit: Exit): ReadonlyMap<string | null, Way> {
  const known = ways.get(exit) ?? new Map(waysOf(exit).map((way) => [way.on, way]))
  ways.set(exit, known)
  return known
}
