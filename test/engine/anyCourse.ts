import fc from 'fast-check'
import { covers, type Program, signatureOf } from '../../src/dialog/program.js'
import { advance } from '../../src/engine/advance.js'
import type { Event } from '../../src/engine/events.js'
import { fold } from '../../src/engine/evolve.js'
import { expected } from '../../src/engine/expected.js'
import { type Input, NOT_VERIFIED } from '../../src/engine/inputs.js'
import { NOTHING_RECOGNISED, type Recognised } from '../../src/engine/recognised.js'
import { blank, MAX_AGENDA, MAX_ASKS, MAX_FRAMES, MAX_PIECES, MAX_TRAIL, openQuestion, type State } from '../../src/engine/state.js'

const MOVES = [
  'sensible',
  'option',
  'entity',
  'words',
  'tap',
  'intent',
  'unclear',
  'command',
  'nonsense',
  'piece',
  'stale',
  'withdraw',
  'refused',
  'silence',
  'proof',
  'agent',
  'fault',
  'changed',
] as const
/** What a user, an agent or the clock may do next; `pick` chooses among what is possible then. */
export type Move = { readonly move: (typeof MOVES)[number]; readonly pick: number }

/** Courses of conversations; answers that lead on are likelier than the rest, so that they get somewhere. */
export const anyCourse = fc.array(
  fc.record({
    move: fc.oneof({ weight: 8, arbitrary: fc.constant('sensible' as const) }, { weight: 1, arbitrary: fc.constantFrom(...MOVES) }),
    pick: fc.nat(999),
  }),
  { minLength: 5, maxLength: 80 },
)

const COMMANDS = ['restart', 'language_en', 'language_zh', 'correction', 'repeat', 'abuse', 'other_account', 'constructor']
const KINDS = ['qq', 'phone', 'code', 'ticket']
const ODD = ['constructor', '__proto__', 'toString', '']
const at = <T>(list: readonly T[], pick: number): T | undefined => list[pick % Math.max(1, list.length)]

/** The input that a move comes to, as things stand. */
export function inputFor(program: Program, state: State, { move, pick }: Move): Input {
  if (state.work && move !== 'agent' && move !== 'fault') return resultFor(program, state.work, pick)
  const question = openQuestion(state)
  const { options, kind } = expected(program, state)
  const said = (recognised: Partial<Recognised>, open = question): Input => ({
    type: 'said',
    at: pick,
    recognised: { ...NOTHING_RECOGNISED, ...recognised },
    open,
  })
  const topics = Object.values(program.dialogs).flatMap(({ startsOn }) => startsOn)
  const intents = [...topics, 'talk_to_human', 'affirm', 'deny', 'greeting', 'thanks_goodbye', 'unauthorized_request', ...ODD]
  switch (move) {
    case 'sensible':
      if (kind !== null) return said({ entities: [{ kind, ref: `${kind}:1:1****2`, valid: true }] })
      if (question === null || options.every(({ option }) => option === 'back'))
        return said({ decision: { type: 'understood', intent: at(topics, pick) ?? '' } })
      return { type: 'chose', at: pick, question, option: at(options, pick)?.option ?? '' }
    case 'option':
      return said({ choice: at(options, pick)?.option ?? null, lang: at([null, 'zh', 'en'] as const, pick) ?? null })
    case 'entity': {
      const named = pick % 5 === 0 ? at(KINDS, pick) : (kind ?? at(KINDS, pick))
      return said({ entities: [{ kind: named ?? 'qq', ref: `${named}:${pick % 3}:1****2`, valid: pick % 7 !== 0 }] })
    }
    case 'words':
      return said({ choice: at([...options.map(({ option }) => option), ...ODD], pick) ?? null }, pick % 2 === 0 ? null : question)
    case 'tap':
      return { type: 'chose', at: pick, question: question ?? 'q1', option: at([...options.map(({ option }) => option), ...ODD], pick) ?? '' }
    case 'intent':
      return said({
        decision: { type: 'understood', intent: at(intents, pick) ?? '' },
        also: pick % 3 === 0 ? [at(intents, pick + 1) ?? ''] : [],
        article: pick % 2 === 0 ? 'steps/how' : null,
      })
    case 'unclear':
      return said({ decision: { type: 'ambiguous', between: [at(intents, pick) ?? '', at(intents, pick + 1) ?? ''] } })
    case 'command':
      return said({ command: at(COMMANDS, pick) ?? null })
    case 'piece': {
      const number = { ref: `${kind ?? 'qq'}:${pick % 3}:1****2` }
      const pieces = [{ type: 'part', ...number }, { type: 'part', ...number }, { type: 'unsure', ...number }, { type: 'stray' }] as const
      return said({ piece: at(pieces, pick) ?? null })
    }
    case 'nonsense':
      return said({})
    case 'stale':
      return { type: 'chose', at: pick, question: at(['q1', 'q2', 'q99', ...ODD], pick) ?? '', option: at(options, pick)?.option ?? 'yes' }
    case 'withdraw':
      return { type: 'withdrew', at: pick, question: at([...state.trail.map((mark) => mark.question), ...ODD], pick) ?? '' }
    case 'refused':
      return said({ refused: [at(['password', 'file'], pick) ?? 'file'], choice: pick % 2 === 0 ? (at(options, pick)?.option ?? null) : null })
    case 'silence':
      return { type: 'time_passed', kind: 'silence', at: pick }
    case 'proof':
      return { type: 'time_passed', kind: 'proof', at: pick }
    case 'agent':
      return { type: state.owner === 'bot' && pick % 2 === 0 ? 'taken_over' : 'handed_back', at: pick }
    case 'fault':
      return { type: 'failed', times: 1 + (pick % 2), at: pick }
    case 'changed':
      return { type: 'program_changed', at: pick }
  }
}

/** Some outcome that the signature names, now and then the guard's refusal or nonsense. */
function resultFor({ signatures }: Program, { kind, name }: NonNullable<State['work']>, pick: number): Input {
  const signature = signatureOf(signatures, kind, name)
  const outcomes = signature?.outcomes ?? []
  const odd = pick % 23 === 0 ? '__proto__' : pick % 11 === 0 && signature?.proof !== 'none' ? NOT_VERIFIED : undefined
  const gives = Object.fromEntries(
    Object.entries(signature?.gives ?? {}).map(([slot, values]) => [slot, values === null ? 'MB-00000001' : (at(values, pick) ?? '')]),
  )
  return { type: 'work_done', at: pick, name, result: { outcome: odd ?? signature?.proves ?? at(outcomes, pick) ?? '', gives } }
}

export type Step = { readonly before: State; readonly input: Input; readonly events: readonly Event[]; readonly after: State }

/** Goes a course through the engine, with everything frozen that it must not change. */
export function* walk(program: Program, moves: readonly Move[]): Generator<Step> {
  let before: State = blank
  for (const move of moves) {
    const input = inputFor(program, before, move)
    const events = advance(program, freeze(before), freeze(input))
    const after = fold(events, before)
    yield { before, input, events, after }
    before = after
  }
}

/** What of the promises of one step is broken. */
export function brokenIn(program: Program, { before, input, events, after }: Step): readonly string[] {
  return [
    ...(after.frames.length > MAX_FRAMES ? [`${after.frames.length} dialogs lie on one another`] : []),
    ...(after.agenda.length > MAX_AGENDA ? [`${after.agenda.length} topics wait`] : []),
    ...(after.trail.length > MAX_TRAIL ? [`${after.trail.length} marks are kept`] : []),
    ...(after.misunderstood > 2 ? ['misunderstood more than twice'] : []),
    ...after.frames.flatMap(({ open, dialog, node }) => ((open?.asked ?? 0) > MAX_ASKS ? [`${dialog}/${node} is asked too often`] : [])),
    ...after.frames.flatMap(({ open, dialog, node }) => ((open?.piece?.count ?? 0) > MAX_PIECES ? [`${dialog}/${node} keeps too many pieces`] : [])),
    ...(keptLonger(before, after, events) ? ['a piece is kept beyond the message that follows'] : []),
    ...after.frames.flatMap(({ diagnosis, dialog }) => ((diagnosis?.round ?? 0) > 3 ? [`${dialog} is diagnosed too often`] : [])),
    ...unproven(program, before, events),
    ...(isWords(input) && !before.work && !events.some(isAnswer) ? [`no answer to ${JSON.stringify(input)}`] : []),
    ...(after.work || openQuestion(after) !== null || after.frames.length === 0 || after.owner === 'agent'
      ? []
      : [`NOTHING_RECOGNISED is open in ${after.frames.at(-1)?.dialog}/${after.frames.at(-1)?.node}`]),
  ]
}

const pieceIn = ({ frames, trail }: State): readonly unknown[] =>
  [...frames, ...trail.flatMap((mark) => mark.frames)].flatMap(({ open }) => open?.piece ?? [])
/** Of what was kept before, nothing is left; what is there came with this input, to the question that is open, and is in no mark. */
const keptLonger = (before: State, after: State, events: readonly Event[]): boolean => {
  const fresh = events.filter(({ type }) => type === 'piece_kept').length
  return pieceIn(after).length > fresh || (pieceIn(before).length > 0 && !events.some(({ type }) => type === 'piece_dropped'))
}

/** Work is never asked for without the proof that its signature names. */
function unproven({ signatures }: Program, before: State, events: readonly Event[]): readonly string[] {
  return events.flatMap((event, place) => {
    if (event.type !== 'work_requested') return []
    const { proof } = fold(events.slice(0, place), before)
    const needed = signatureOf(signatures, event.kind, event.name)?.proof ?? 'none'
    return covers(proof, needed) ? [] : [`${event.name} needs ${needed} and has ${proof}`]
  })
}

const isWords = ({ type }: Input): boolean => type === 'said' || type === 'chose' || type === 'withdrew'
const isAnswer = ({ type }: Event): boolean => type === 'said' || type === 'work_requested'

export function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  for (const part of Object.values(value)) freeze(part)
  return Object.freeze(value)
}
