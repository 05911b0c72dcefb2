import { buildProgram } from '../../src/dialog/buildProgram.js'
import { loadDialogs } from '../../src/dialog/load.js'
import { NO_TEXTS } from '../../src/dialog/noTexts.js'
import type { Program, Signature, Signatures } from '../../src/dialog/program.js'
import { advance } from '../../src/engine/advance.js'
import type { Event } from '../../src/engine/events.js'
import { fold } from '../../src/engine/evolve.js'
import type { Input } from '../../src/engine/inputs.js'
import { NOTHING_RECOGNISED, type Recognised } from '../../src/engine/recognised.js'
import { blank, openQuestion, type State } from '../../src/engine/state.js'

const plain: Signature = { outcomes: ['fine', 'bad', 'unavailable'], gives: {}, using: {}, account: false, proof: 'none', lasting: false }
export const signatures: Signatures = {
  checks: {
    weather: plain,
    season: plain,
    tide: plain,
    account_status: { ...plain, account: true, proof: 'read' },
  },
  acts: {
    open_umbrella: { ...plain, outcomes: ['opened', 'unavailable'], lasting: true },
    try_code: { ...plain, outcomes: ['verified', 'wrong', 'unavailable'], account: true, using: { code: 'code' }, proves: 'verified', lasting: true },
    bind_phone: { ...plain, outcomes: ['bound', 'unavailable'], using: { new_phone: 'phone' }, account: true, proof: 'change', lasting: true },
  },
}

export const text = '{ zh: 好, en: Fine }'
export const option = (goto: string, more = ''): string => `{ label: ${text}, goto: ${goto}${more} }`
/** A question with the options cat and dog. */
export const pets = (cat: string, dog = cat): string => `choose: pet, options: { cat: ${option(cat)}, dog: ${option(dog)} }`
export const PET = 'slots: { pet: { values: [cat, dog] } }'

export const dialog = (nodes: string, head = PET, name = 't'): readonly [string, string] => [
  name,
  `dialog: ${name}\ntitle: ${text}\nstarts_on: [about_${name}]\n${head}\nstart: a\ngive_up: z\nnodes:\n${nodes}\n  z: { escalate: desk }\n`,
]
const VERIFY: readonly [string, string] = [
  'verify',
  `dialog: verify
title: ${text}
slots: { code: { entity: code, of: account_id } }
start: known
give_up: failed
nodes:
  known: { branch: account_id, cases: { given: code }, otherwise: account }
  account: { say: ${text}, ask: account_id, goto: code }
  code: { say: ${text}, ask: code, goto: try }
  try: { act: try_code, using: [code], cases: { verified: done, wrong: code } }
  done: { end: verified }
  failed: { end: gave_up }
`,
]
const INTERRUPTS = `- { intent: talk_to_human, do: escalate, queue: general }
- { command: restart, do: restart }
- { intent: chat, do: say, say: ${text} }
- { intent: what_is, do: answer }
- { intent: about_help, do: call, dialog: help }
- { intent: farewell, do: say, say: ${text}, then: leave }
`
const HELP = dialog(
  `  a: { say: ${text}, choose: topic, options: { more: ${option('b')} } }\n  b: { end: explained }`,
  'slots: { topic: { values: [more] } }',
  'help',
)
const SLOTS = 'account_id: { entity: qq }\nnew_phone: { entity: phone, of: account_id }\nlanguage: { values: [zh, en] }\n'

/** A program of these dialogs, with verification, help and interrupts beside them. */
export function programOf(...dialogs: readonly (readonly [string, string])[]): Program {
  const files = [...dialogs, VERIFY, HELP, ['_interrupts', INTERRUPTS] as const, ['_slots', SLOTS] as const]
  const loaded = loadDialogs(files.map(([name, source]) => ({ file: `${name}.yaml`, source })))
  if (loaded.diagnostics.length > 0) throw new Error(JSON.stringify(loaded.diagnostics, null, 1))
  return buildProgram({ loaded, fallbackTexts: { ...NO_TEXTS, menu: ['t'] }, articles: {}, signatures })
}
export const tiny = (nodes: string, head?: string): Program => programOf(dialog(nodes, head))

/** Something said; `open` stands for the question that is open when it is played. */
const OPEN = '$open'
const said = (recognised: Partial<Recognised>, open: string | null = OPEN): Input => ({
  type: 'said',
  at: 0,
  recognised: { ...NOTHING_RECOGNISED, ...recognised },
  open,
})
export const words = (intent: string, more: Partial<Recognised> = {}): Input => said({ decision: { type: 'understood', intent }, ...more })
export const nonsense = said({})
export const choice = (named: string, open?: string | null): Input => said({ choice: named }, open)
export const entity = (kind: string, ref: string, valid = true): Input => said({ entities: [{ kind, ref, valid }] })
export const command = (named: string): Input => said({ command: named })
export const unclear = (...between: readonly string[]): Input => said({ decision: { type: 'ambiguous', between } })
export const refusing = (kind: string, more: Partial<Recognised> = {}): Input => said({ refused: [kind], ...more })
export const tap = (named: string, question: string = OPEN): Input => ({ type: 'chose', at: 0, question, option: named })
export const withdrew = (question: string): Input => ({ type: 'withdrew', at: 0, question })
export const done = (name: string, outcome: string, gives: Readonly<Record<string, string>> = {}): Input => ({
  type: 'work_done',
  at: 0,
  name,
  result: { outcome, gives },
})
export const silence: Input = { type: 'time_passed', at: 0, kind: 'silence' }
export const proofEnds: Input = { type: 'time_passed', at: 0, kind: 'proof' }
export const input = (type: 'taken_over' | 'handed_back' | 'program_changed'): Input => ({ type, at: 0 })
export const fault = (times: number): Input => ({ type: 'failed', at: 0, times })
/** Proves ownership with an account and a code. */
export const proven: readonly Input[] = [entity('qq', 'qq:1'), entity('code', 'code:1'), done('try_code', 'verified')]

const meant = (heard: Input, state: State): Input => {
  if (heard.type === 'said' && heard.open === OPEN) return { ...heard, open: openQuestion(state) }
  return heard.type === 'chose' && heard.question === OPEN ? { ...heard, question: openQuestion(state) ?? '' } : heard
}

export type Played = { readonly state: State; readonly last: readonly Event[]; readonly all: readonly Event[] }

/** Plays inputs one after the other. */
export function play(program: Program, ...inputs: readonly Input[]): Played {
  let played: Played = { state: blank, last: [], all: [] }
  for (const next of inputs) {
    const last = advance(program, played.state, meant(next, played.state))
    played = { state: fold(last, played.state), last, all: [...played.all, ...last] }
  }
  return played
}

/** What the last of the inputs caused, in short. */
export const told = (program: Program, ...inputs: readonly Input[]): readonly string[] => play(program, ...inputs).last.flatMap(inShort)
/** The same, begun with the problem that `t` is about. */
export const toldOf = (nodes: string, ...inputs: readonly Input[]): readonly string[] => told(tiny(nodes), words('about_t'), ...inputs)

function inShort(event: Event): readonly string[] {
  switch (event.type) {
    case 'said':
      return [`say ${event.key}`]
    case 'node_entered':
      return [`at ${event.dialog}/${event.node}`]
    case 'work_requested':
      return [`${event.kind} ${event.name}`]
    case 'dialog_ended':
      return [`end ${event.dialog} ${event.outcome}`]
    case 'dialogs_left':
      return [`left ${event.why}`]
    case 'escalated':
      return [`escalated ${event.queue}`]
    case 'answer_rejected':
      return [`rejected ${event.why}`]
    case 'slot_filled':
      return [`${event.slot} = ${event.value}`]
    case 'finding_taken':
      return [`treats ${event.advisesFrom}`]
    case 'topic_noted':
      return [`noted ${event.dialog}`]
    case 'went_back':
      return [`back to ${event.question}`]
    case 'account_changed':
    case 'account_forgotten':
    case 'proof_ended':
    case 'came_back':
      return [event.type]
    default:
      return []
  }
}
