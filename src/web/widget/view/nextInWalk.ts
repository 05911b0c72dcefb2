/** Which of `count` lines a key leads to from the line `at` (-1: none yet); undefined when the key does not walk. */
export function nextInWalk(key: string, at: number, count: number): number | undefined {
  if (count === 0) return undefined
  switch (key) {
    case 'ArrowUp':
      return at < 0 ? count - 1 : Math.max(0, at - 1)
    case 'ArrowDown':
      return at < 0 ? count - 1 : Math.min(count - 1, at + 1)
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return undefined
  }
}
