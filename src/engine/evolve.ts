import type { Event } from './events.js'
import { blank, type Diagnosis, type Frame, MAX_TRAIL, type State, topFrame, type Work } from './state.js'

/** Folds one event into the state. Pure, and needs no program: everything it must know is in the event. */
export function evolve(state: State, event: Event): State {
  switch (event.type) {
    case 'said':
    case 'article_shown':
    case 'findings_told':
    case 'input_taken':
      return state
    case 'answer_rejected':
      return state.silences === 0 ? state : { ...state, silences: 0 }
    case 'turn_failed':
      return { ...state, work: null }
    case 'language_set':
      return { ...state, language: event.language }
    case 'dialog_started':
      return {
        ...state,
        prompt: null,
        escalated: event.role === 'topic' ? null : state.escalated,
        frames: [...framesFor(state, event.role), newFrame(event)],
      }
    case 'dialog_ended':
      return popped(state)
    case 'dialogs_left':
      return {
        ...state,
        frames: [],
        prompt: null,
        escalated: null,
        lastAct: null,
        trail: [],
        agenda: KEEPS_AGENDA.has(event.why) ? state.agenda : [],
      }
    case 'node_entered':
      return withTop(state, (frame) => ({ ...frame, node: event.node, entered: true, open: null }))
    case 'question_put':
      return questionPut(state, event)
    case 'prompt_put':
      return { ...state, prompt: event.prompt, asks: state.prompt?.id === event.prompt.id ? state.asks : state.asks + 1 }
    case 'prompt_closed':
      return { ...state, prompt: null }
    case 'answer_taken':
      return withTop(state, (frame) => ({ ...frame, open: null }))
    case 'slot_filled':
      return filled(state, event)
    case 'piece_kept':
      return pieceKept(state, event)
    case 'piece_dropped':
      return withTop(state, (frame) => ({ ...frame, open: frame.open && { id: frame.open.id, asked: frame.open.asked } }))
    case 'account_changed':
      return { ...state, proof: 'none', frames: state.frames.map(forgetDiagnosis), trail: [], lastAct: null }
    case 'account_forgotten':
      return { ...withoutSlots(state, [...event.clears, 'account_id']), proof: 'none', trail: [], lastAct: null }
    case 'work_requested':
      return { ...state, work: workOf(event), trail: event.lasting ? [] : state.trail }
    case 'work_finished':
      return { ...state, work: null, lastAct: event.lasting ? { name: event.name, outcome: event.outcome } : state.lastAct }
    case 'diagnosis_started':
      return withTop(state, (frame) => ({ ...frame, diagnosis: begun(event) }))
    case 'reading_taken':
      return withTop(state, (frame) => ({
        ...frame,
        diagnosis: frame.diagnosis && { ...frame.diagnosis, results: [...frame.diagnosis.results, event.outcome] },
      }))
    case 'finding_taken':
      return withTop(state, (frame) => ({ ...frame, diagnosis: frame.diagnosis && { ...frame.diagnosis, treating: event.reading } }))
    case 'proof_wanted':
      return { ...withTop(state, (frame) => ({ ...frame, node: event.node, entered: event.entered, open: null })), wanted: event.proof }
    case 'proof_given':
      return { ...state, proof: event.proof }
    case 'proof_ended':
      return { ...state, proof: 'none' }
    case 'topic_noted':
      return { ...state, agenda: [...state.agenda, event.dialog] }
    case 'topic_taken':
      return { ...state, agenda: state.agenda.filter((dialog) => dialog !== event.dialog) }
    case 'misunderstood':
      return { ...state, misunderstood: event.times, silences: 0 }
    case 'understood':
      return state.misunderstood === 0 && state.silences === 0 ? state : { ...state, misunderstood: 0, silences: 0 }
    case 'silence_noted':
      return { ...state, silences: event.times }
    case 'escalated':
      return { ...state, escalated: event.queue, ticket: event.ticket, frames: state.trail.at(-1)?.frames ?? state.frames, misunderstood: 0 }
    case 'came_back':
      return { ...state, escalated: null, prompt: null }
    case 'went_back':
      return wentBack(state, event.question)
    case 'taken_over':
      return { ...state, owner: 'agent' }
    case 'handed_back':
      return handedBack(state)
  }
}

/** What is still to be done afterwards survives a change of topic or of account, not a fresh start. */
const KEEPS_AGENDA: ReadonlySet<string> = new Set(['new_topic', 'account_changed'])

export const fold = (events: Iterable<Event>, from: State = blank): State => [...events].reduce(evolve, from)

const workOf = ({ type: _, ...work }: Extract<Event, { type: 'work_requested' }>): Work => work

const newFrame = (event: Extract<Event, { type: 'dialog_started' }>): Frame => ({
  dialog: event.dialog,
  node: '',
  entered: false,
  role: event.role,
  then: event.then,
  slots: event.slots,
  open: null,
  diagnosis: null,
})

/** A topic lies on nothing; whatever was under way was left before it began. */
const framesFor = (state: State, role: Frame['role']): readonly Frame[] => (role === 'topic' ? [] : state.frames)

const begun = ({ node, round, treated = false }: Pick<Diagnosis, 'node' | 'round' | 'treated'>): Diagnosis => ({
  node,
  round,
  results: [],
  treating: null,
  ...(treated && { treated }),
})

/** What was found and treated was another account's. */
const forgetDiagnosis = ({ diagnosis, ...frame }: Frame): Frame => ({
  ...frame,
  diagnosis: diagnosis && begun({ node: diagnosis.node, round: diagnosis.round }),
})

/** Results read before a person stepped in are stale: the round runs again. */
const forgetResults = (frame: Frame): Frame => ({ ...frame, diagnosis: frame.diagnosis && { ...frame.diagnosis, results: [] } })

/** Results that a correction could bring back are as stale as those of the dialogs under way; work that was left to the agent is no longer waited for. */
const handedBack = (state: State): State => ({
  ...state,
  owner: 'bot',
  work: null,
  escalated: null,
  prompt: null,
  frames: state.frames.map(forgetResults),
  trail: state.trail.map((mark) => ({ ...mark, frames: mark.frames.map(forgetResults) })),
})

function withTop(state: State, change: (frame: Frame) => Frame): State {
  const top = topFrame(state)
  return top ? { ...state, frames: [...state.frames.slice(0, -1), change(top)] } : state
}

function popped(state: State): State {
  const frames = state.frames.slice(0, -1)
  return frames.length > 0 ? { ...state, frames } : { ...state, frames, prompt: null, trail: [], lastAct: null }
}

function questionPut(state: State, event: Extract<Event, { type: 'question_put' }>): State {
  const asked = withTop(state, (frame) => ({ ...frame, open: { id: event.id, asked: event.asked } }))
  const isNew = state.trail.at(-1)?.question !== event.id
  const mark = { question: event.id, frames: asked.frames, slots: asked.slots, agenda: asked.agenda }
  const trail = isNew ? [...state.trail, mark].slice(-MAX_TRAIL) : state.trail
  return { ...asked, prompt: null, asks: isNew && topFrame(state)?.open?.id !== event.id ? state.asks + 1 : state.asks, trail }
}

const pieceKept = (state: State, { ref, count }: Extract<Event, { type: 'piece_kept' }>): State => ({
  ...withTop(state, (frame) => ({ ...frame, open: frame.open && { ...frame.open, piece: { ref, count } } })),
  silences: 0,
})

function filled(state: State, event: Extract<Event, { type: 'slot_filled' }>): State {
  if (event.scope === 'dialog') return withTop(state, (frame) => ({ ...frame, slots: { ...frame.slots, [event.slot]: event.value } }))
  const cleared = withoutSlots(state, event.clears)
  return { ...cleared, slots: { ...cleared.slots, [event.slot]: event.value } }
}

function withoutSlots(state: State, names: readonly string[]): State {
  if (names.length === 0) return state
  const drop = (slots: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(Object.entries(slots).filter(([slot]) => !names.includes(slot)))
  return { ...state, slots: drop(state.slots), frames: state.frames.map((frame) => ({ ...frame, slots: drop(frame.slots) })) }
}

/** Proof is not in a mark, so it never rolls back. */
function wentBack(state: State, question: string): State {
  const at = state.trail.findIndex((mark) => mark.question === question)
  const mark = state.trail[at]
  if (!mark) return state
  return { ...state, frames: mark.frames, slots: mark.slots, agenda: mark.agenda, prompt: null, escalated: null, trail: state.trail.slice(0, at + 1) }
}
