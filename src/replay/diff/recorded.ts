import type { Program } from '../../dialog/program.js'
import type { EventRow } from '../../storage/records.js'
import { type Changed, changedBetween } from './behaviour.js'
import { changesOfTurn, otherNodes, partingPlace, sameDid } from './changes.js'
import { byWeight, endsDifferently, type Fact, factsOf } from './facts.js'
import { type Recording, readRecording } from './recording.js'
import { Rerunning } from './rerun.js'

/** What came of one recorded conversation on the two programs. */
export type Compared =
  | { readonly type: 'alike' }
  /** `place`: the first node that differs. */
  | { readonly type: 'differs'; readonly place: string; readonly facts: readonly Fact[] }
  /** Nothing of it could be held against each other, or only what came before. */
  | { readonly type: 'not_compared'; readonly why: string; readonly turns: number }

/** Gives what was recorded to both programs, the engine alone, until a person took over. */
export function compareRecorded(base: Program, next: Program, rows: readonly EventRow[], changed = changedBetween(base, next)): Compared {
  return compareRecording(base, next, readRecording(rows), changed)
}

function compareRecording(base: Program, next: Program, { inputs, until }: Recording, changed: Changed): Compared {
  const [before, after] = [new Rerunning(base), new Rerunning(next)]
  let place: string | null = null
  const facts = new Map<string, Fact>()
  const note = (where: string, found: readonly Fact[]): void => {
    place ??= where
    for (const fact of found) facts.set(JSON.stringify(fact), fact)
  }
  const differs = (): Compared => ({ type: 'differs', place: place ?? '', facts: told([...facts.values()]) })
  for (const [turns, logged] of inputs.entries()) {
    const [stood, under, reference] = [before.stood, before.under, before.put()]
    const [was, now] = [before.take(logged, null), after.take(logged, reference)]
    if (was.type === 'misfit') {
      // From here on not even the old program does what was recorded, so there is nothing to hold the new one against.
      if (place !== null) return differs()
      return { type: 'not_compared', why: `already BASE does otherwise than was recorded: ${was.why}`, turns }
    }
    if (now.type === 'misfit') {
      note(under.findLast((node) => changed.nodes.has(node)) ?? now.place, [{ type: 'misfit', why: now.why }])
      return differs()
    }
    if (sameDid(was.did, now.did)) continue
    const parting = partingPlace(stood, was.did, now.did)
    const found = factsOf(changesOfTurn(was.did, now.did))
    note(
      changed.nodes.has(parting) ? parting : (under.findLast((node) => changed.nodes.has(node)) ?? parting),
      found.length > 0 ? found : factsOf([otherNodes(was.did, now.did)]),
    )
  }
  if (place !== null) return differs()
  if (until !== null && (inputs.length === 0 || !COMPLETE.has(until))) return { type: 'not_compared', why: until, turns: inputs.length }
  return { type: 'alike' }
}

/** What an agent did is not the bot's: everything before it was compared. */
const COMPLETE: ReadonlySet<string> = new Set(['a person took over'])

/** That other nodes are passed matters only where nothing else does. */
export function told(facts: readonly Fact[]): readonly Fact[] {
  const sorted = [...facts].sort(byWeight)
  return endsDifferently(sorted) ? sorted.filter(({ type }) => type !== 'nodes') : sorted
}

/** All conversations from one node on. */
export type RecordedGroup = {
  readonly place: string
  readonly facts: ReadonlyMap<string, { readonly fact: Fact; readonly ids: readonly string[] }>
  readonly ids: readonly string[]
}

type Counted = { readonly fact: Fact; readonly ids: string[] }
type Growing = { readonly place: string; readonly facts: Map<string, Counted>; readonly ids: string[] }
type Reason = { readonly why: string; readonly partly: boolean; readonly ids: string[] }

/** Gathers what came of many conversations. */
export class RecordedDiff {
  all = 0
  private readonly groups = new Map<string, Growing>()
  private readonly reasons = new Map<string, Reason>()

  add(id: string, compared: Compared): void {
    this.all++
    if (compared.type === 'alike') return
    if (compared.type === 'not_compared') {
      const partly = compared.turns > 1
      const key = `${partly} ${compared.why}`
      const reason: Reason = this.reasons.get(key) ?? { why: compared.why, partly, ids: [] }
      this.reasons.set(key, reason)
      reason.ids.push(id)
      return
    }
    const group: Growing = this.groups.get(compared.place) ?? { place: compared.place, facts: new Map(), ids: [] }
    this.groups.set(compared.place, group)
    group.ids.push(id)
    for (const fact of compared.facts) {
      const key = JSON.stringify(fact)
      const counted: Counted = group.facts.get(key) ?? { fact, ids: [] }
      group.facts.set(key, counted)
      counted.ids.push(id)
    }
  }

  get byPlace(): readonly RecordedGroup[] {
    return [...this.groups.values()].sort((a, b) => b.ids.length - a.ids.length || (a.place < b.place ? -1 : 1))
  }

  get notCompared(): readonly { readonly why: string; readonly partly: boolean; readonly ids: readonly string[] }[] {
    return [...this.reasons.values()].sort((a, b) => b.ids.length - a.ids.length)
  }
}
