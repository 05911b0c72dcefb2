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
/** Rows by RFC 4180; a file begins with U+FEFF, by which spreadsheets know UTF-8. */
export const csvOf = (rows: readonly CsvRow[]): string => rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')
