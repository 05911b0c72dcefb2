import { type Model, type Msg, update } from './model.js'

export type Store = {
  readonly model: () => Model
  readonly dispatch: (msg: Msg) => void
  readonly subscribe: (listener: (model: Model, before: Model) => void) => void
}

export function createStore(first: Model): Store {
  const listeners = new Set<(model: Model, before: Model) => void>()
  let model = first
  return {
    model: () => model,
    dispatch(msg) {
      const before = model
      model = update(before, msg)
      for (const listener of listeners) listener(model, before)
    },
    subscribe: (listener) => void listeners.add(listener),
  }
}
