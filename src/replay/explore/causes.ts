import type { Cause } from '../../accounts/personas.js'
import { own } from '../../shared/own.js'
import type { AccountState } from './accountStates.js'
import { opening } from './answers.js'
import type { Exploration } from './explore.js'
import { isSensible } from './sense.js'
import { type Settled, viaTo } from './settle.js'
import { NOTHING_SENT } from './verifying.js'
import { type Via, viaAfter } from './walk.js'
import { meansOf, type World } from './world.js'

/** The dialogs that must find each cause. A theft matters whatever the user came for. */
const CASES: Readonly<Record<string, readonly Cause[]>> = {
  unbind_failed: ['F20', 'F30', 'F31', 'F32', 'F33', 'F34'],
  login_failed_after_unbind: ['F20', 'F39', 'F40', 'F41', 'F43'],
  account_abnormal_after_unbind: ['F20', 'F47', 'F48'],
}

/** Everybody who proves ownership and answers sensibly is told each documented cause that holds, before the first end. Returns how often not. */
export function judgeCauses(exploration: Exploration): number {
  const missed = new Set<string>()
  for (const state of exploration.exploring.states) {
    for (const [dialog, causes] of Object.entries(CASES)) {
      for (const cause of state.causes.filter((one) => causes.includes(one))) {
        const untold = wayWithout(exploration, { state, dialog, cause })
        if (!untold) continue
        missed.add(`${dialog}/${cause}/${state.persona}/${JSON.stringify(state.patch ?? {})}`)
        const start = own(exploration.exploring.program.dialogs, dialog)?.start ?? ''
        const message = `ends without telling ${cause} to the owner of the account "${state.persona}"`
        exploration.breaches.add({ kind: 'cause_missed', place: { dialog, node: start }, message, via: untold.via, account: state.account })
      }
    }
  }
  return missed.size
}

type Sought = { readonly state: AccountState; readonly dialog: string; readonly cause: Cause }

type Way = { readonly settled: Settled; readonly via: Via }

/** The shortest sensible way through the dialog to an end, with proof, on which the cause is not told. */
function wayWithout(exploration: Exploration, { state, dialog, cause }: Sought): Way | undefined {
  const intent = own(exploration.exploring.program.dialogs, dialog)?.startsOn[0]
  if (intent === undefined) return undefined
  const answer = opening(intent, true, exploration.exploring.utterances)
  const world: World = { means: meansOf(state.account), account: state.account, verifying: NOTHING_SENT }
  const via: Via = { ...viaAfter(null, answer), origin: state.account }
  const seen = new Set<string>()
  const queue = waysFrom(exploration.settling.turn(exploration.graph.begin(answer), world, via), via)
  for (const way of queue) {
    const { conversation, world: after, told, broke, ended, escalated, left } = way.settled
    const place = `${conversation}/${after}`
    if (seen.has(place) || told.includes(cause) || broke) continue
    seen.add(place)
    if (!ended && !escalated && !left) queue.push(...sensiblyAfter(exploration, way))
    else if (exploration.graph.state(conversation).proof !== 'none') return way
  }
  return undefined
}

const waysFrom = (outcomes: readonly Settled[], via: Via): Way[] => outcomes.map((settled) => ({ settled, via: viaTo(via, settled) }))

/** What follows on sensible answers; where every option brings a person, they are all there is. */
function sensiblyAfter({ graph, settling, worlds }: Exploration, { settled: before, via: beforeThat }: Way): readonly Way[] {
  const tried = graph.steps(before.conversation, 'crossing').map(({ answer, segment }) => {
    const via = viaAfter(beforeThat, answer)
    const outcomes = settling.turn(segment, worlds.at(before.world), via)
    return { kind: answer.kind, sensible: isSensible(answer, outcomes, { waits: false }), ways: waysFrom(outcomes, via) }
  })
  const sensible = tried.filter((one) => one.sensible)
  return (sensible.length > 0 ? sensible : tried.filter(({ kind }) => kind === 'option')).flatMap(({ ways }) => ways)
}
