/** A field that does not belong or has a wrong value; the Simulator API answers it with 422. */
export class BadField extends Error {
  override readonly name = 'BadField'
  constructor(
    readonly field: string,
    problem: string,
  ) {
    super(`${field}: ${problem}`)
  }
}

/** Something was asked of an account, or a copy of a persona, that the simulator does not have. */
export class NotFound extends Error {
  override readonly name = 'NotFound'
  constructor(
    readonly kind: 'account' | 'persona',
    id: string,
  ) {
    super(`there is no ${kind} "${id}"`)
  }
}

/** One key was used for two different acts or accounts. */
export class KeyReused extends Error {
  override readonly name = 'KeyReused'
  constructor() {
    super('this key belongs to another act: expected a key of its own for every act')
  }
}
