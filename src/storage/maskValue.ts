const HIDDEN = '****'

/** What may be shown of a value: `138****5678`, `12****89`. Of a short one less, so that the hidden part cannot be guessed; of other kinds nothing. */
export function maskValue(kind: string, value: string): string {
  switch (kind) {
    case 'phone':
      return value.length >= 11 ? shown(value, 3, 4) : shown(value, 0, 2)
    case 'qq':
      return value.length >= 7 ? shown(value, 2, 2) : shown(value, 1, 1)
    default:
      return HIDDEN
  }
}

const shown = (value: string, first: number, last: number): string =>
  value.length < first + last + 3 ? HIDDEN : `${value.slice(0, first)}${HIDDEN}${value.slice(-last)}`
