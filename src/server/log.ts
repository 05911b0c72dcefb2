import { type DestinationStream, pino } from 'pino'
import { maskText } from '../shared/mask.js'

/** One answered request. The route is its pattern: addresses hold ids, numbers and tickets. */
export type RequestLine = { readonly request: string; readonly method: string; readonly route: string; readonly status: number; readonly ms: number }
/** What is written to the log: fields of known types, never bodies, headers or addresses. */
export type ServerLog = {
  request(line: RequestLine): void
  failed(where: string, error: unknown): void
  info(event: string, fields?: Readonly<Record<string, string | number | boolean>>): void
}

/** One JSON line an event; control characters are escaped by JSON itself. */
export function createLog(level: string, destination?: DestinationStream): ServerLog {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime }
  const log = destination ? pino(options, destination) : pino(options)
  return {
    request: (line) => log.info(line, 'request'),
    failed: (where, error) => log.error({ where, ...faultOf(error) }, 'failed'),
    info: (event, fields = {}) => log.info(fields, event),
  }
}

const SECRETS = /eyJ[\w-]*\.[\w-]*\.[\w-]*|([?&]t=)[^&\s"]+|(Bearer\s+)\S+/giu
const MAX_STACK_LINES = 12

/** Messages of faults may quote what somebody wrote, or an address with a ticket in it. */
function faultOf(error: unknown): { readonly name: string; readonly message: string; readonly at: string } {
  if (!(error instanceof Error)) return { name: typeof error, message: clean(String(error)), at: '' }
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return {
    name: error.name,
    message: clean(error.message),
    at: frames
      .slice(0, MAX_STACK_LINES)
      .map((line) => line.trim())
      .join(' | '),
  }
}

const clean = (text: string): string => maskText(text.slice(0, 1000).replace(SECRETS, '$1$2[redacted]'))
