/** A vector of which only the non-zero places are kept; `indices` rise. */
export type SparseVector = { readonly indices: Int32Array; readonly values: Float64Array }

export const emptyVector: SparseVector = { indices: new Int32Array(0), values: new Float64Array(0) }

/** A repeatable source of numbers below 1 (mulberry32): training shuffles, yet the same examples give the same model. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

export function shuffle(order: Int32Array, random: () => number): void {
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    const held = order[last] ?? 0
    order[last] = order[other] ?? 0
    order[other] = held
  }
}

export const firstNumbers = (count: number): Int32Array => Int32Array.from({ length: count }, (_, i) => i)
