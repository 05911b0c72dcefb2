import type { Cause } from '../../accounts/personas.js'
import { own } from '../../shared/own.js'
import type { AccountState } from './accountStates.js'
import { type Answer, opening } from './answers.js'
import type { Exploration } from './explore.js'
import type { ConversationGraph } from './graph.js'
import type { GroupWorld } from './groups.js'
import { oneWorld } from './oneAccount.js'
import { isSensible } from './sense.js'
import { type Settled, type Settling, viaTo } from './settle.js'
import { type Via, viaAfter } from './walk.js'
import { accountSettling } from './witness.js'

/** The dialogs that must find each cause. A theft matters whatever the user came for. */
const CASES: Readonly<Record<string, readonly Cause[]>> = {
  unbind_failed: ['F20', 'F30', 'F31', 'F32', 'F33', 'F34'],
  login_failed_after_unbind: ['F20', 'F39', 'F40', 'F41', 'F43'],
  account_abnormal_after_unbind: ['F20', 'F47', 'F48'],
}

/** Everybody who proves ownership and answers sensibly is told each documented cause that holds, before the first end. Returns how often not. */
export function judgeCauses(exploration: Exploration): number {
  let missed = 0
  const { share } = exploration.exploring
  for (const [dialog, causes] of Object.entries(CASES).filter(([one]) => share.dialogs.includes(one)))
    for (const cause of causes)
      for (const { state, via } of untoldOwners(exploration, dialog, cause)) {
        missed += 1
        const start = own(exploration.exploring.program.dialogs, dialog)?.start ?? ''
        const message = `ends without telling ${cause} to the owner of the account "${state.persona}"`
        exploration.breaches.add({ kind: 'cause_missed', place: { dialog, node: start }, message, via, account: state.account })
      }
  return missed
}

/** All who have the cause go together, and one by one only where somebody is not told. */
function untoldOwners(exploration: Exploration, dialog: string, cause: Cause): readonly { readonly state: AccountState; readonly via: Via }[] {
  const { exploring, groups, settling, graph } = exploration
  const intent = own(exploring.program.dialogs, dialog)?.startsOn[0]
  const owners = exploring.states.filter(({ causes }) => causes.includes(cause))
  if (intent === undefined || owners.length === 0) return []
  const answer = opening(intent, true, exploring.utterances)
  // That the service fails once is no excuse to be silent, and none to be told what nobody could find out.
  const together: GroupWorld = { ...groups.worldOf(owners.map(({ account }) => account)), faulted: true }
  if (!wayWithout({ graph, settling, cause }, { answer, world: together })) return []
  const alone = accountSettling(exploration, exploration.breaches)
  return owners.flatMap((state) => {
    const way = wayWithout({ graph, settling: alone, cause }, { answer, world: oneWorld(state.account) })
    return way ? [{ state, via: way.via }] : []
  })
}

type Sought<W extends object> = { readonly graph: ConversationGraph; readonly settling: Settling<W>; readonly cause: Cause }
type Beginning<W> = { readonly answer: Answer; readonly world: W }
type Way = { readonly settled: Settled; readonly via: Via }

/** The shortest sensible way through the dialog to an end, with proof, on which the cause is not told. */
function wayWithout<W extends object>(sought: Sought<W>, { answer, world }: Beginning<W>): Way | undefined {
  const { graph, settling, cause } = sought
  const via = viaAfter(null, answer)
  const seen = new Set<string>()
  const queue = waysFrom(settling.turn(graph.begin(answer), world, via), via)
  for (const way of queue) {
    const { conversation, world: after, told, broke, ended, escalated, left } = way.settled
    const place = `${conversation}/${after}`
    if (seen.has(place) || told.includes(cause) || broke) continue
    seen.add(place)
    if (!ended && !escalated && !left) queue.push(...sensiblyAfter(sought, way))
    else if (graph.state(conversation).proof !== 'none') return way
  }
  return undefined
}

const waysFrom = (outcomes: readonly Settled[], via: Via): Way[] => outcomes.map((settled) => ({ settled, via: viaTo(via, settled) }))

/** What follows on sensible answers; where every option brings a person, they are all there is. */
function sensiblyAfter<W extends object>({ graph, settling }: Sought<W>, { settled: before, via: beforeThat }: Way): readonly Way[] {
  const tried = graph.steps(before.conversation, 'crossing').map(({ answer, segment }) => {
    const via = viaAfter(beforeThat, answer)
    const outcomes = settling.turn(segment, settling.world(before.world), via)
    return { kind: answer.kind, sensible: isSensible(answer, outcomes, { waits: false }), ways: waysFrom(outcomes, via) }
  })
  const sensible = tried.filter((one) => one.sensible)
  return (sensible.length > 0 ? sensible : tried.filter(({ kind }) => kind === 'option')).flatMap(({ ways }) => ways)
}
