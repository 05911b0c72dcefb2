const FIRST_MS = 1000
const LONGEST_MS = 30_000

/** Milliseconds before the next try after so many failures in a row (from 1); `random` in [0, 1) spreads clients that failed together. */
export function backoff(failures: number, random: number): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 10))
  return Math.round(full * (0.5 + random / 2))
}
