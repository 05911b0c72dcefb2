/** Called as often as one likes; tells now and then, and always that something begins and that it is done. */
export type Step = (done: number, of: number) => void
export type Progress = (what: string) => Step

const EVERY_MS = 2000

export function createProgress(tell: (text: string) => void): Progress {
  const begun = performance.now()
  let told = Number.NEGATIVE_INFINITY
  return (what) => (done, of) => {
    const now = performance.now()
    if (done > 0 && done < of && now - told < EVERY_MS) return
    told = now
    tell(`${((now - begun) / 1000).toFixed(1).padStart(7)} s  ${what}: ${done} of ${of}`)
  }
}
