/** Spreadsheets run what begins like this as a formula. */
const FORMULA = /^[=+\-@\t\r]/

/** One cell: what looks like a formula is made text by an apostrophe; numbers stay numbers. */
function cell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const safe = FORMULA.test(value) ? `'${value}` : value
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export type CsvRow = readonly (string | number | null)[]
/** RFC 4180, with the mark by which spreadsheets know UTF-8. */
export const toCsv = (rows: readonly CsvRow[]): string => `\ufeff${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
