/** `/…/flags` is a pattern, anything else must be found as it stands. Throws a SyntaxError for a pattern that is none. */
export function readPattern(pattern: string): RegExp | string {
  const written = /^\/(.*)\/([a-z]*)$/s.exec(pattern)
  return written ? new RegExp(written[1] ?? '', written[2]) : pattern
}

export function isFoundIn(pattern: string, text: string): boolean {
  const read = readPattern(pattern)
  return typeof read === 'string' ? text.includes(read) : read.test(text)
}

/** What is wrong with a pattern; null for a sound one. */
export function patternFault(pattern: string): string | null {
  try {
    readPattern(pattern)
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
