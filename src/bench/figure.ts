/** One measured number; `target` says which way it should lie and how far. */
export type Figure = {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly target: string | null
  /** The same measurement of something else, for comparison. */
  readonly peer?: { readonly name: string; readonly value: number }
}

export const figure = (name: string, value: number, unit: string, target: string | null = null, peer?: Figure['peer']): Figure => ({
  name,
  value: rounded(value),
  unit,
  target,
  ...(peer && { peer: { ...peer, value: rounded(peer.value) } }),
})

const rounded = (value: number): number => (Math.abs(value) >= 100 ? Math.round(value) : Math.round(value * 1000) / 1000)

export const isMet = ({ value, target }: Figure): boolean | null => {
  const [, sign, bound] = /^(≤|≥) ([\d.]+)$/.exec(target ?? '') ?? []
  if (bound === undefined) return null
  return sign === '≤' ? value <= Number(bound) : value >= Number(bound)
}

/** For people: a line a figure, missed targets marked. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map((one) => {
    const met = isMet(one)
    const peer = one.peer ? `(${one.peer.name}: ${one.peer.value})` : ''
    return [met === null ? ' ' : met ? '✓' : '✗', one.name, `${one.value} ${one.unit}`, one.target ?? '', peer]
  })
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
