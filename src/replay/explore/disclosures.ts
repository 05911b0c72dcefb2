import type { Account } from '../../accounts/model.js'
import type { AccountState } from './accountStates.js'
import type { ConversationGraph } from './graph.js'
import { NOTHING_SENT } from './verifying.js'
import { answerWork, meansOf, type Outside } from './world.js'

export type Disclosure = { readonly message: string; readonly account: Account | null }

/** Whether what is shown after this work tells accounts apart, or tells a value that the work read. An account that nobody has counts too. */
export function shownDifferently(graph: ConversationGraph, conversation: number, outside: Outside): Disclosure | undefined {
  const shown = new Map<string, AccountState | null>()
  for (const state of [null, ...outside.states]) {
    const result = resultFor(graph, conversation, outside, state)
    const said = graph.shownAfter(conversation, result)
    const value = Object.values(result.gives).find((given) => said.some(({ values }) => Object.values(values).includes(given)))
    if (value !== undefined) return { message: 'shows a value of the account before its owner is verified', account: state?.account ?? null }
    const words = JSON.stringify(said.map(({ key, values, choices, checks }) => ({ key, values, choices, checks })))
    if (shown.size > 0 && !shown.has(words))
      return { message: `says to ${state?.persona ?? 'nobody'} before the proof what it does not say to others`, account: state?.account ?? null }
    shown.set(words, state)
  }
  return undefined
}

/** An account that does not exist is answered like one whose service is silent. */
function resultFor(graph: ConversationGraph, conversation: number, outside: Outside, state: AccountState | null) {
  const { work, proof } = graph.state(conversation)
  if (!work || state === null) return { outcome: 'unavailable', gives: {} }
  const world = { means: meansOf(state.account), account: state.account, verifying: NOTHING_SENT }
  return answerWork(outside, world, work, proof)[0] ?? { outcome: 'unavailable', gives: {} }
}
