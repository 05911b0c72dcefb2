import type { Account } from '../../accounts/model.js'
import type { Proof } from '../../dialog/program.js'
import { UNAVAILABLE } from '../../engine/inputs.js'
import type { Work } from '../../engine/state.js'
import { NOTHING_SENT } from './verifying.js'
import {
  type Answered,
  afresh,
  answerWork,
  candidates,
  type Fault,
  meansOf,
  type Outside,
  REFS,
  type Surroundings,
  type World,
  workedOn,
  worldKey,
} from './world.js'

/** The world of one account, and where its service is about to fail. */
export type OneWorld = World & { readonly account: Account; readonly fault: Fault | null }
export const oneKey = (world: OneWorld): string => `${worldKey(world)}|${JSON.stringify(world.fault)}`

export const oneWorld = (account: Account): OneWorld => ({ means: meansOf(account), account, verifying: NOTHING_SENT, fault: null })

/** What answers when the account is known from the beginning. */
export class OneAccount implements Surroundings<OneWorld> {
  constructor(private readonly outside: Outside) {}

  answer(world: OneWorld, work: Work, held: Proof): readonly Answered<OneWorld>[] {
    const { fault, account } = world
    if (fault?.operation === work.name && work.args.account_id === REFS.own) {
      const after = fault.mode === 'slow' ? workedOn(account, work, world.verifying).after : account
      return [{ outcome: UNAVAILABLE, gives: {}, world: { ...world, account: after, fault: null } }]
    }
    return answerWork(this.outside, world, work, held).map(({ world: after, ...rest }) => ({
      ...rest,
      world: { ...world, ...after, account: after.account ?? account },
    }))
  }

  afresh(world: OneWorld): OneWorld {
    return afresh(world)
  }

  accounts(world: OneWorld): readonly Account[] {
    return candidates(world, this.outside.states)
  }
}
