export type AgeUnit = 'second' | 'minute' | 'hour' | 'day'
export type Age = { readonly count: number; readonly unit: AgeUnit }

const UNITS: readonly (readonly [AgeUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]

/** The largest unit that fits, rounded down. Clocks differ, so what lies ahead is now. */
export function ageOf(at: number, now: number): Age {
  const ms = Math.max(0, now - at)
  for (const [unit, size] of UNITS) if (ms >= size) return { count: Math.floor(ms / size), unit }
  return { count: Math.floor(ms / 1000), unit: 'second' }
}

export const isAgeing = (at: number, ageingAfterMs: number, now: number): boolean => now - at >= ageingAfterMs
