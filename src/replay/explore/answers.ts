import type { Program } from '../../dialog/program.js'
import { expected } from '../../engine/expected.js'
import type { Input } from '../../engine/inputs.js'
import { NOTHING_RECOGNISED, type Recognised, type RecognisedEntity } from '../../engine/recognised.js'
import { openQuestion, type State, topFrame } from '../../engine/state.js'
import { own } from '../../shared/own.js'
import type { Passages } from './passages.js'
import { type Topic, topicsOf } from './topics.js'
import { REFS } from './world.js'

/** What an answer is, as far as the rules about walks tell answers apart. */
export type AnswerKind =
  | 'option'
  | 'entity'
  | 'wrong_entity'
  | 'invalid'
  | 'piece'
  | 'nonsense'
  | 'silence'
  | 'human'
  | 'proof_ends'
  | 'aside'
  | 'topic'

/** One thing that the user may say or do, and how a replay writes it. */
export type Answer = {
  readonly kind: AnswerKind
  readonly input: Input
  /** Leads back to where it was said, so it is looked at but not walked on where the place is known. */
  readonly returns: boolean
  readonly write: Readonly<Record<string, unknown>>
}

/**
 * How much is tried in a state. `full`: everything. `plain`: no wrong values, which count against the user. `worn`: after an answer that did
 * not fit. `again`: the conversation looks as it did in another world, where all was tried. `retrying`: that, and wrong values.
 * `mistyping`: `again`, and wrong codes. `crossing`: only what leads on. `through`: only what leads to an end of the dialog by the shortest way. `idle`: nothing is under way.
 */
export type Breadth = 'full' | 'plain' | 'worn' | 'again' | 'retrying' | 'mistyping' | 'crossing' | 'through' | 'idle'

/** What people say, by intent or command, as the recogniser understands it. */
export type Utterances = Readonly<Record<string, string>>

const said = (heard: Partial<Recognised>, open: string | null): Input => ({
  type: 'said',
  at: 0,
  recognised: { ...NOTHING_RECOGNISED, ...heard },
  open,
})
const meant = (intent: string): Partial<Recognised> => ({ decision: { type: 'understood', intent } })

/** The first words of a conversation. */
export const opening = (intent: string, withAccount: boolean, utterances: Utterances): Answer => ({
  kind: 'topic',
  input: said({ ...meant(intent), entities: withAccount ? [entity('qq', REFS.own)] : [] }, null),
  returns: false,
  write: { user: `${utterances[intent] ?? intent}${withAccount ? '，QQ号 $account_id' : ''}` },
})

/** Words that may mean any topic; the bot then asks which. */
export const unclearOpening = (intents: readonly string[], utterances: Utterances): Answer => ({
  kind: 'topic',
  input: said({ decision: { type: 'ambiguous', between: intents } }, null),
  returns: false,
  write: { user: utterances.unclear ?? '有问题' },
})

/** What answers are made of. */
export type Language = {
  readonly program: Program
  readonly utterances: Utterances
  readonly passages: Passages
  readonly further: readonly Topic[]
}

/** Everything that is tried in this state, the plainest first. */
export function answersIn({ program, utterances, passages, further }: Language, state: State, breadth: Breadth): readonly Answer[] {
  const open = openQuestion(state)
  const human: Answer = {
    kind: 'human',
    input: said(meant('talk_to_human'), open),
    returns: false,
    write: { user: utterances.talk_to_human ?? '人工' },
  }
  const nonsense: Answer = { kind: 'nonsense', input: said({}, open), returns: false, write: NONSENSE }
  const silence: Answer = { kind: 'silence', input: { type: 'time_passed', kind: 'silence', at: 0 }, returns: false, write: SILENCE }
  // A menu leads to topics, which begin elsewhere; from waiting for a person the way back is tried.
  const options = state.prompt?.kind === 'menu' ? [] : taps(program, state)
  const values = entities(program, state)
  const right = values.filter(({ kind }) => kind === 'entity')
  switch (breadth) {
    case 'idle':
      return [...options, nonsense, human, ...(state.prompt ? [] : further.map((topic) => begun(topic, open, utterances)))]
    case 'crossing':
    case 'again':
      return [...options, ...right, human]
    case 'through':
      return [...options.filter(isOnPassage(passages, state)), ...right, human]
    case 'mistyping':
      return [...options, ...(expected(program, state).kind === 'code' ? values.filter(({ kind }) => kind !== 'invalid') : right), human]
    case 'retrying':
      return [...options, ...values.filter(({ kind }) => kind !== 'invalid'), human]
    case 'worn':
      return [...options, ...right, ...pieces(program, state), nonsense, silence, human]
    case 'plain':
    case 'full': {
      const fitting = breadth === 'full' ? values : values.filter(({ kind }) => kind !== 'wrong_entity')
      const beside = [...words(program, state), ...asides(program, state, utterances), ...proofEnds(state)]
      return [...options, ...fitting, ...pieces(program, state), nonsense, silence, human, ...beside]
    }
  }
}

/** All options where the shortest ways do not lead by. */
function isOnPassage(passages: Passages, state: State): (answer: Answer) => boolean {
  const frame = topFrame(state)
  const onWay = frame && !state.prompt ? passages(frame.dialog, frame.node) : undefined
  return ({ input }) => onWay === undefined || (input.type === 'chose' && onWay.has(input.option))
}

/** Nothing that any intent, command or option is near to, and a pause that is noticed. */
export const NONSENSE = { user: '呜啦呜啦' }
export const SILENCE = { wait: 601 }

const taps = (program: Program, state: State): readonly Answer[] => {
  const { question, options } = expected(program, state)
  return options.map(({ option }) => ({
    kind: 'option',
    input: { type: 'chose', at: 0, question: question ?? '', option },
    returns: false,
    write: { tap: option },
  }))
}

/** The same options by their labels; too early they confirm nothing. */
function words(program: Program, state: State): readonly Answer[] {
  const { question, options } = expected(program, state)
  const frame = topFrame(state)
  const exit = frame && own(own(program.dialogs, frame.dialog)?.nodes ?? {}, frame.node)?.exit
  return options.flatMap(({ option }): readonly Answer[] => {
    const written = !state.prompt && (exit?.kind === 'choose' || exit?.kind === 'ask') ? own(exit.options, option) : undefined
    const user = written?.label.zh ?? option
    const answer = (open: string | null): Answer => ({ kind: 'option', input: said({ choice: option }, open), returns: false, write: { user } })
    return written?.confirms ? [answer(question), { ...answer(null), kind: 'aside', returns: true }] : [answer(question)]
  })
}

const entity = (kind: string, ref: string, valid = true): RecognisedEntity => ({ kind, ref, valid })

type Written = { readonly ref: string; readonly text: string; readonly sensible: boolean; readonly valid: boolean }
const ENTITIES: Readonly<Record<string, readonly Written[]>> = {
  qq: [
    { ref: REFS.own, text: '$account_id', sensible: true, valid: true },
    { ref: REFS.other, text: '$other_account_id', sensible: false, valid: true },
    { ref: 'qq:bad:', text: '123', sensible: false, valid: false },
  ],
  phone: [
    { ref: REFS.mine, text: '$my_phone', sensible: true, valid: true },
    { ref: REFS.another, text: '$free_phone', sensible: false, valid: true },
    { ref: REFS.taken, text: '$other_phone', sensible: false, valid: true },
    { ref: 'phone:bad:', text: '1390000', sensible: false, valid: false },
  ],
  code: [
    { ref: REFS.right, text: '$right_code', sensible: true, valid: true },
    { ref: REFS.wrong, text: '$wrong_code', sensible: false, valid: true },
    { ref: 'code:bad', text: '12', sensible: false, valid: false },
  ],
}
const otherEntity = (kind: string): readonly Written[] => [{ ref: `${kind}:some`, text: kind, sensible: true, valid: true }]

/** What a question for a value may be answered with: the right value first. */
function entities(program: Program, state: State): readonly Answer[] {
  const { question, kind } = expected(program, state)
  if (kind === null) return []
  return (own(ENTITIES, kind) ?? otherEntity(kind)).map(({ ref, text, sensible, valid }) => ({
    kind: sensible ? 'entity' : valid ? 'wrong_entity' : 'invalid',
    input: said({ entities: [entity(kind, ref, valid)] }, question),
    returns: false,
    write: { user: text },
  }))
}

const BEGINNINGS: Readonly<Record<string, string>> = { qq: '123', phone: '139', code: '12' }

/** Part of a number; after that, what the two may come to together. A code is whole or not, so it is never asked about. */
function pieces(program: Program, state: State): readonly Answer[] {
  const { question, kind, piece } = expected(program, state)
  const beginning = kind === null || state.prompt ? undefined : own(BEGINNINGS, kind)
  if (beginning === undefined) return []
  const answer = (recognised: Partial<Recognised>, user: string): Answer => ({
    kind: 'piece',
    input: said(recognised, question),
    returns: false,
    write: { user },
  })
  const joined = kind === 'qq' ? REFS.own : kind === 'phone' ? REFS.mine : null
  const unsure = piece !== null && joined !== null ? [answer({ piece: { type: 'unsure', ref: joined } }, beginning.repeat(2))] : []
  return [answer({ piece: { type: 'part', ref: `piece:${kind}:****` } }, beginning), ...unsure]
}

/** What the engine itself understands anywhere, and the words for it. */
const COMMANDS: Readonly<Record<string, string>> = {
  correction: '我选错了',
  language_en: 'please speak English',
  repeat: '再说一遍',
  restart: '重新开始',
}

/** What is said beside the point: each interrupt, each command, a tap on an old button, another account. */
function asides(program: Program, state: State, utterances: Utterances): readonly Answer[] {
  const open = openQuestion(state)
  const aside = (heard: Partial<Recognised>, user: string): Answer => ({ kind: 'aside', input: said(heard, open), returns: true, write: { user } })
  const commands = Object.entries(COMMANDS).map(([command, words]) => aside({ command }, utterances[command] ?? words))
  const interrupts = program.interrupts.flatMap(({ on }) => {
    if ('command' in on) return on.command === 'restart' ? [] : [aside({ command: on.command }, utterances[on.command] ?? on.command)]
    return on.intent === 'talk_to_human' ? [] : [aside({ ...meant(on.intent), article: someArticle(program) }, utterances[on.intent] ?? on.intent)]
  })
  const stale: Answer = { ...aside({}, ''), input: { type: 'chose', at: 0, question: 'gone', option: 'gone' }, write: { tap: 'gone' } }
  const stray = expected(program, state).follows === null ? [] : [aside({ piece: { type: 'stray' } }, '12')]
  const account = state.slots.account_id === REFS.own ? [aside({ entities: [entity('qq', REFS.other)] }, '$other_account_id')] : []
  return [...interrupts, ...commands, stale, ...stray, ...account, ...otherTopic(program, state, utterances)]
}

function someArticle({ articles }: Program): string | null {
  const [id, article] = Object.entries(articles)[0] ?? []
  const section = article && Object.keys(article.sections)[0]
  return id === undefined || section === undefined ? null : `${id}/${section}`
}

/** One other problem: the next topic in pairs, so that the walk comes back to where it was. */
function otherTopic(program: Program, state: State, utterances: Utterances): readonly Answer[] {
  const topics = topicsOf(program)
  const at = topics.findIndex(({ dialog }) => dialog === state.frames[0]?.dialog)
  const other = at < 0 ? undefined : (topics[at ^ 1] ?? topics[at - 1])
  if (!other || state.prompt) return []
  return [begun(other, openQuestion(state), utterances)]
}

const begun = ({ intent }: Topic, open: string | null, utterances: Utterances): Answer => ({
  kind: 'topic',
  input: said(meant(intent), open),
  returns: false,
  write: { user: utterances[intent] ?? intent },
})

const proofEnds = ({ proof }: State): readonly Answer[] =>
  proof === 'none' ? [] : [{ kind: 'proof_ends', input: { type: 'time_passed', kind: 'proof', at: 0 }, returns: false, write: { wait: 901 } }]
