import { z } from 'zod'

/** What a file of somebody else's could not be read for: where, and why. */
export class FormatError extends Error {
  override readonly name = 'FormatError'
  constructor(
    readonly file: string,
    readonly line: number,
    message: string,
  ) {
    super(`${file}:${line}: ${message}`)
  }
}

/** The parts of an activity that a replay needs; everything else is kept as it came. */
const activity = z.looseObject({
  type: z.string().min(1),
  text: z.string().nullish(),
  value: z.unknown().optional(),
  name: z.string().nullish(),
  from: z.looseObject({ id: z.string().nullish(), role: z.string().nullish(), name: z.string().nullish() }).nullish(),
  timestamp: z.string().nullish(),
})
export type TranscriptActivity = z.infer<typeof activity>
export type Transcript = readonly TranscriptActivity[]

/** Reads a `.transcript` of the Bot Framework: a JSON array of activities. Kinds that are not known here are kept. */
export function readTranscript(file: string, source: string): Transcript {
  const json = parse(file, source)
  if (!Array.isArray(json)) throw new FormatError(file, 1, `expected a list of activities, got ${typeOf(json)}`)
  return json.map((item: unknown, n) => {
    // What was read is given on, not what zod makes of it: that has other keys first, and lacks what is called __proto__.
    if (isActivity(item)) return item
    const [issue] = activity.safeParse(item).error?.issues ?? []
    const at = issue?.path.map(String).join('.')
    throw new FormatError(file, lineOfItem(source, n), `activity ${n + 1}${at ? `, ${at}` : ''}: ${issue?.message ?? 'not an activity'}`)
  })
}

const isActivity = (item: unknown): item is TranscriptActivity => activity.safeParse(item).success

/** The same activities again, as the Emulator writes them. */
export const writeTranscript = (transcript: Transcript): string => `${JSON.stringify(transcript, null, 2)}\n`

function parse(file: string, source: string): unknown {
  try {
    return JSON.parse(source.replace(/^\ufeff/, ''))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const at = placeOf(reason, source)
    const end = source.trimEnd().length
    const isCut = at >= end
    const line = source.slice(0, Math.min(at, end)).split('\n').length
    throw new FormatError(file, line, isCut ? 'the file ends in the middle: it was cut off' : `not JSON: ${reason}`)
  }
}

/** How much of the text before it V8 shows with an unexpected token. */
const SHOWN = 10
/** Where JSON.parse stopped: its message names a position, or shows the surroundings. */
function placeOf(reason: string, source: string): number {
  const [, position] = /position (\d+)/.exec(reason) ?? []
  if (position !== undefined) return Number(position)
  const [, token = '', dots, shown = ''] = /^Unexpected token '(.)', (\.\.\.)?"([\s\S]*?)"(?:\.\.\.)? is not valid JSON$/.exec(reason) ?? []
  const around = shown === '' ? -1 : source.indexOf(shown)
  return around < 0 ? source.length : around + (dots === undefined ? shown.indexOf(token) : SHOWN)
}

/** The line on which the item with this number begins, as far as nesting tells. */
function lineOfItem(source: string, wanted: number): number {
  let depth = 0
  let item = -1
  let isText = false
  for (let at = 0; at < source.length; at++) {
    const char = source[at]
    if (isText) {
      if (char === '\\') at += 1
      else if (char === '"') isText = false
      continue
    }
    if (depth === 1 && char !== undefined && /[^\s,\]]/.test(char)) {
      const before = source.slice(0, at).trimEnd()
      if (before.endsWith('[') || before.endsWith(',')) item += 1
      if (item === wanted) return source.slice(0, at).split('\n').length
    }
    if (char === '"') isText = true
    else if (char === '{' || char === '[') depth += 1
    else if (char === '}' || char === ']') depth -= 1
  }
  return 1
}

const typeOf = (value: unknown): string => (value === null ? 'null' : typeof value === 'object' ? 'an object' : `a ${typeof value}`)

const toBot = z.looseObject({ recipient: z.looseObject({ role: z.string() }) })

/** Whose activity it is. Where no role says it, the recipient's does, or the name "User", or the kind of id that Teams gives to people. */
export function speakerOf({ from, ...rest }: TranscriptActivity): 'user' | 'bot' {
  const role = from?.role?.toLowerCase()
  if (role === 'user' || role === 'bot') return role
  const to = toBot.safeParse(rest)
  if (to.success && to.data.recipient.role.toLowerCase() === 'bot') return 'user'
  return /^user/i.test(from?.name ?? from?.id ?? '') || /^29:/.test(from?.id ?? '') ? 'user' : 'bot'
}
