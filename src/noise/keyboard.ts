const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'] as const

/** The keys beside a key, in its row and in the rows above and below. */
const neighbours: ReadonlyMap<string, string> = new Map(
  ROWS.flatMap((row, place) =>
    [...row].map((key, at) => {
      const beside = [row, ROWS[place - 1] ?? '', ROWS[place + 1] ?? ''].flatMap((one) => [one[at - 1], one[at], one[at + 1]])
      return [key, beside.filter((other) => other !== undefined && other !== key).join('')] as const
    }),
  ),
)

/** What a finger makes of a Latin letter: a key beside it, nothing, or the letter twice; nothing of any other character. */
export function slipsOf(char: string): readonly string[] {
  const keys = neighbours.get(char.toLowerCase())
  return keys === undefined ? [] : [...keys, '', `${char}${char}`]
}
