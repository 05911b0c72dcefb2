const numerals: Readonly<Record<string, string>> = {
  零〇: '0',
  一幺壹: '1',
  二贰貳: '2',
  三叁參: '3',
  四肆: '4',
  五伍: '5',
  六陆陸: '6',
  七柒: '7',
  八捌: '8',
  九玖: '9',
}
const chineseDigits = new Map(Object.entries(numerals).flatMap(([chars, digit]) => [...chars].map((char) => [char, digit] as const)))
export const CHINESE_DIGITS = [...chineseDigits.keys()].join('')
export const chineseDigit = (char: string): string | undefined => chineseDigits.get(char)

const words: Readonly<Record<string, string>> = {
  zero: '0',
  oh: '0',
  nought: '0',
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
}
const repeats: Readonly<Record<string, number>> = { double: 2, triple: 3 }
/** One digit read out in English, lower case: "eight", "double zero". */
export const SPELLED_DIGIT = `(?<![a-z])(?:(?:${Object.keys(repeats).join('|')})[ -])?(?:${Object.keys(words).join('|')})(?![a-z])`

/** "triple zero" → "000". */
export function spelledDigits(phrase: string): string {
  const [last = '', before = ''] = phrase.split(/[ -]/).reverse()
  return (words[last] ?? '').repeat(repeats[before] ?? 1)
}

/** The value of a character that is a digit in some script or dress: full width, circled, mathematical, Arabic. */
export function plainDigit(char: string): string | undefined {
  const plain = char.normalize('NFKC')
  if (plain.length === 1 && plain >= '0' && plain <= '9') return plain
  if (!/^\p{Nd}$/u.test(char)) return undefined
  // Unicode keeps every script's ten digits in a row, so the digit is the distance to the first of them.
  const code = char.codePointAt(0) ?? 0
  let value = 0
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value++
  return String(value)
}
