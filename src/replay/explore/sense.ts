import type { State } from '../../engine/state.js'
import type { Answer } from './answers.js'
import type { Settled } from './settle.js'
import { canVerify, NO_MEANS } from './verifying.js'
import { EDGE } from './walk.js'
import { type Deed, REFS, type World } from './world.js'

/** Being asked for a proof that one cannot give. */
export function isHelpless({ frames, slots }: State, { means, verifying }: Pick<World, 'means' | 'verifying'>): boolean {
  const asked = frames.some(({ role }) => role === 'requires')
  return asked && !canVerify(slots.account_id === REFS.other ? NO_MEANS : means, verifying)
}

export function useOf(answer: Answer, outcomes: readonly Settled[], deed: Pick<Deed, 'waits'>): number {
  const escalates = outcomes.every(({ escalated }) => escalated) ? EDGE.escalates : 0
  switch (answer.kind) {
    case 'option':
      return EDGE.answers | escalates | (isSensible(answer, outcomes, deed) ? EDGE.sensible : 0)
    case 'entity':
      return EDGE.answers | escalates | (isSensible(answer, outcomes, deed) ? EDGE.sensible : 0)
    case 'nonsense':
      return EDGE.nonsense | escalates
    case 'silence':
      return EDGE.silence | escalates
    case 'human':
      return EDGE.human | escalates
    case 'wrong_entity':
    case 'invalid':
    case 'piece':
    case 'proof_ends':
    case 'aside':
    case 'topic':
      return escalates
  }
}

/** Whoever wants to be helped asks for no person while there is another way, and types no code that they cannot have. */
export function isSensible({ kind }: Answer, outcomes: readonly Settled[], { waits }: Pick<Deed, 'waits'>): boolean {
  const asksForPerson = outcomes.every(({ escalated, worked }) => escalated && !worked)
  return (kind === 'option' && !asksForPerson) || (kind === 'entity' && !waits && !outcomes.every(({ outOfReach }) => outOfReach))
}
