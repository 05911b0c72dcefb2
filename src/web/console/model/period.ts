/** Days as `2026-11-26`, both inclusive. */
export type Period = { readonly from: string; readonly to: string }

const DAY_MS = 86_400_000
const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** The last `days` days up to the one that it is here. */
export function lastDays(days: number, now: Date): Period {
  const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())
  return { from: dateOf(today - (days - 1) * DAY_MS), to: dateOf(today) }
}

export const isDate = (text: string | null): text is string => text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))

/** From the first moment of the first day to the last of the last, in ms, in the time zone of this browser. */
export const momentsOf = ({ from, to }: Period): { readonly from: string; readonly to: string } => ({
  from: String(new Date(`${from}T00:00:00`).getTime()),
  to: String(new Date(`${to}T00:00:00`).getTime() + DAY_MS),
})
