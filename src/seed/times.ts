const HOUR = 3_600_000
/** How many of a hundred come at each hour of the day. */
const RHYTHM = [2, 1, 1, 0, 0, 1, 2, 3, 5, 7, 8, 7, 6, 5, 5, 5, 5, 5, 6, 7, 7, 6, 4, 2]

/** When conversations begin: over the last `days` days, more by day than by night, more of late than before. The earliest first. */
export function beginnings(count: number, days: number, now: number, random: () => number): readonly number[] {
  const today = new Date(now).setHours(0, 0, 0, 0)
  const times = Array.from({ length: count }, () => {
    const ago = Math.floor(days * (1 - Math.sqrt(random() * 0.75 + 0.25)) * 2)
    const at = today - ago * 24 * HOUR + hourOf(random) * HOUR + random() * HOUR
    return at < now - HOUR / 2 ? at : now - HOUR / 2 - random() * 20 * HOUR
  })
  return times.map(Math.round).sort((a, b) => a - b)
}

function hourOf(random: () => number): number {
  let left = random() * RHYTHM.reduce((sum, n) => sum + n, 0)
  for (const [hour, n] of RHYTHM.entries()) {
    left -= n
    if (left < 0) return hour
  }
  return 12
}

/** Most take about `middle`, a few far longer: the logarithm is normal. */
export function aWhile(middle: number, random: () => number): number {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  return Math.round(middle * Math.exp(0.8 * normal))
}
