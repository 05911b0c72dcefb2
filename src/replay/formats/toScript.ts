import { stringify } from 'yaml'
import { z } from 'zod'
import type { ScriptTurn } from '../script.js'
import { speakerOf, type Transcript } from './transcript.js'

const tapped = z.looseObject({ question: z.string(), option: z.string() })
const withdrawn = z.looseObject({ question: z.string() })
const PAUSE_S = 60

/** What the user did, turn by turn; what the bot said is not asserted, for wording is not behaviour. */
export function turnsOf(transcript: Transcript): readonly ScriptTurn[] {
  const turns: ScriptTurn[] = []
  let before: number | null = null
  for (const one of transcript) {
    const at = one.timestamp ? Date.parse(one.timestamp) : Number.NaN
    if (speakerOf(one) === 'user') {
      const pause: number = before === null || Number.isNaN(at) ? 0 : Math.round((at - before) / 1000)
      const turn = turnOf(one)
      if (turn && pause >= PAUSE_S && turns.length > 0) turns.push({ wait: pause })
      if (turn) turns.push(turn)
    }
    if (!Number.isNaN(at)) before = at
  }
  return turns
}

function turnOf({ type, text, value, name }: Transcript[number]): ScriptTurn | null {
  const tap = tapped.safeParse(value)
  if (type === 'message' && tap.success) return { tap: tap.data.option }
  if (type === 'message' && (text ?? '').trim() !== '') return { user: text ?? '' }
  if (type === 'event' && name === 'withdraw' && withdrawn.safeParse(value).success) return { user: '我选错了' }
  return null
}

/** A replay of somebody else's file; its account is a persona, to be chosen by whoever keeps it. */
export const scriptYaml = (turns: readonly ScriptTurn[], source: string): string =>
  `# Read from ${source}. Choose the persona, and add what must hold; \`mibao replay --update\` writes down what happens.\n${stringify({ account: { persona: 'healthy' }, turns }, { lineWidth: 0 })}`
