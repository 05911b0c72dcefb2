import type { Event, Heard } from '../../engine/events.js'
import { type Decision, NOTHING_RECOGNISED, type Recognised, type RecognisedEntity } from '../../engine/recognised.js'
import type { Lang } from '../../shared/lang.js'

type Taken = Extract<Event, { type: 'input_taken' }>

/** An input as the log tells of it. `answers`: what it means hangs on the question that was open. */
export type LoggedInput = { readonly proofEnded: boolean } & (
  | { readonly type: 'started'; readonly language: Lang | null }
  | {
      readonly type: 'said'
      readonly recognised: Recognised
      readonly early: boolean
      readonly answers: boolean
      /** The option or the kind of value that was taken. */
      readonly took: { readonly option: string } | { readonly kind: string } | null
    }
  | { readonly type: 'chose'; readonly option: string; readonly stale: boolean }
  | { readonly type: 'withdrew'; readonly question: string }
  | { readonly type: 'time_passed'; readonly kind: 'proof' | 'silence' }
  | { readonly type: 'program_changed' }
)

/** The input, or why it cannot be told. `open` is the question that was open. */
export function loggedInput(taken: Taken, events: readonly Event[], open: string | null): LoggedInput | string {
  const proofEnded = isProofEnded(events)
  if (events.some((event) => event.type === 'dialogs_left' && event.why === 'program_changed')) return { type: 'program_changed', proofEnded }
  switch (taken.kind) {
    case 'started':
      return { type: 'started', language: languageIn(events), proofEnded }
    case 'chose':
      return { type: 'chose', option: taken.choice ?? '', stale: !isAnswered(events, open), proofEnded }
    case 'withdrew': {
      const question = taken.heard?.question ?? events.flatMap((event) => (event.type === 'went_back' ? [event.question] : []))[0]
      return question === undefined ? LACKS : { type: 'withdrew', question, proofEnded }
    }
    case 'time_passed':
      return { type: 'time_passed', kind: taken.heard?.passed ?? 'silence', proofEnded }
    case 'said': {
      const recognised = taken.heard ? recognisedIn(taken, taken.heard) : recognisedBefore(taken, events)
      if (recognised === null) return LACKS
      const answers = isAnswered(events, open) || events.some(hangsOnQuestion)
      return { type: 'said', recognised, early: taken.heard?.early ?? isEarly(events), answers, took: tookIn(recognised, events), proofEnded }
    }
    default:
      return `something came in that is not known here: ${taken.kind}`
  }
}

const LACKS = 'the log was written by an older version and lacks what was recognised'

/** A proof that ended unnoticed ended before the input was heard, so nothing of it stands in between. */
function isProofEnded(events: readonly Event[]): boolean {
  const first = events.find(({ type }) => type !== 'input_taken' && type !== 'piece_dropped')
  return first?.type === 'proof_ended'
}

const languageIn = (events: readonly Event[]): Lang | null =>
  events.flatMap((event) => (event.type === 'language_set' ? [event.language] : []))[0] ?? null

const isAnswered = (events: readonly Event[], open: string | null): boolean =>
  open !== null &&
  events.some((event) => (event.type === 'answer_taken' && event.question === open) || (event.type === 'prompt_closed' && event.option !== null))

/** Words that the question did not take still hang on it: another one might. */
const hangsOnQuestion = (event: Event): boolean =>
  event.type === 'piece_kept' ||
  (event.type === 'answer_rejected' && event.why !== 'stale') ||
  (event.type === 'prompt_put' && event.prompt.kind === 'joined')

const isEarly = (events: readonly Event[]): boolean => events.some((event) => event.type === 'answer_rejected' && event.why === 'too_early')

function tookIn({ entities }: Recognised, events: readonly Event[]): { readonly option: string } | { readonly kind: string } | null {
  for (const event of events) {
    if (event.type === 'prompt_closed' && event.option !== null) return { option: event.option }
    if (event.type !== 'answer_taken') continue
    if (event.option !== null) return { option: event.option }
    const kind = entities.find(({ valid }) => valid)?.kind
    return kind === undefined ? null : { kind }
  }
  return null
}

function recognisedIn({ ranking, intent, decision, choice, command }: Taken, heard: Heard): Recognised {
  const { lang = null, also = [], entities = [], piece = null, article = null, refused = [], between = [], meant } = heard
  return { lang, decision: decisionOf(decision, meant ?? intent, between), also, command, choice, entities, piece, article, refused, ranking }
}

function decisionOf(decision: string | null, intent: string | null, between: readonly string[]): Decision {
  if (decision === 'understood' && intent !== null) return { type: 'understood', intent }
  return decision === 'ambiguous' ? { type: 'ambiguous', between } : { type: 'not_understood' }
}

/** What older logs tell of the words by what came of them; null where that is not enough. */
function recognisedBefore({ ranking, intent, decision, choice, command, entities: kinds }: Taken, events: readonly Event[]): Recognised | null {
  const entities = entitiesBefore(kinds, events)
  const prompt = events.flatMap((event) => (event.type === 'prompt_put' ? [event.prompt] : []))[0]
  const between = prompt?.kind === 'clarify' ? prompt.options.filter((option) => option !== 'none') : []
  if (entities === null || (decision === 'ambiguous' && between.length === 0)) return null
  const kept = events.find((event) => event.type === 'piece_kept')
  const article = events.find((event) => event.type === 'article_shown')
  const said = new Set(events.flatMap((event) => (event.type === 'said' ? [event.key] : [])))
  return {
    ...NOTHING_RECOGNISED,
    lang: languageIn(events),
    decision: decisionOf(decision, intent, between),
    also: [],
    command,
    choice,
    entities,
    piece: kept ? { type: 'part', ref: kept.ref } : prompt?.kind === 'joined' ? { type: 'unsure', ref: prompt.about ?? '' } : null,
    article: article?.article ?? null,
    refused: [...(said.has('sentence:secrets') ? ['password'] : []), ...(said.has('sentence:files_not_taken') ? ['file'] : [])],
    ranking,
  }
}

/** One value that was taken, or that did not fit; of several nobody can tell which is which. */
function entitiesBefore(kinds: readonly string[], events: readonly Event[]): readonly RecognisedEntity[] | null {
  const [kind, another] = kinds
  if (kind === undefined) return []
  if (another !== undefined) return null
  const requested = events.findIndex(({ type }) => type === 'work_requested')
  const filled = events
    .slice(0, requested < 0 ? events.length : requested)
    .find((event) => event.type === 'slot_filled' && event.value.startsWith(`${kind}:`))
  if (filled?.type === 'slot_filled') return [{ kind, ref: filled.value, valid: true }]
  const isInvalid = events.some((event) => event.type === 'answer_rejected' && event.why === 'invalid')
  return isInvalid ? [{ kind, ref: `${kind}:invalid`, valid: false }] : null
}
