import type { Program } from '../../dialog/program.js'
import { advance } from '../../engine/advance.js'
import { expected } from '../../engine/expected.js'
import type { Input } from '../../engine/inputs.js'
import { blank, openQuestion, type State, topFrame, type Work } from '../../engine/state.js'
import { own } from '../../shared/own.js'
import { segmentOf } from '../explore/segment.js'
import type { LoggedInput } from './loggedInput.js'
import { type Asked, askedAt, type Logged, type LoggedWork } from './recording.js'
import { type Did, didIn, joined } from './side.js'

/** `misfit`: why the recorded answer or result can be given no further, and where. */
export type Rerun = { readonly type: 'did'; readonly did: Did } | { readonly type: 'misfit'; readonly why: string; readonly place: string }
/** A question as it stands in a rerun: `takes` is the slot that its answer fills. */
type Put = { readonly place: string; readonly options: readonly string[]; readonly takes: string | null }

/** One program that is given what was recorded. Nothing is guessed: what the log does not answer ends it. */
export class Rerunning {
  private state: State = blank
  /** Questions of the recording by the ids that they have here. */
  private readonly questions = new Map<string, string>()

  constructor(private readonly program: Program) {}

  get stood(): string | null {
    const frame = topFrame(this.state)
    return frame ? `${frame.dialog}/${frame.node}` : null
  }

  /** The nodes under way, the outermost first. */
  get under(): readonly string[] {
    return this.state.frames.flatMap(({ dialog, node, diagnosis }) => [...(diagnosis ? [`${dialog}/${diagnosis.node}`] : []), `${dialog}/${node}`])
  }

  put(): Put {
    const { options } = expected(this.program, this.state)
    const frame = topFrame(this.state)
    const exit = frame && own(own(this.program.dialogs, frame.dialog)?.nodes ?? {}, frame.node)?.exit
    const takes = !this.state.prompt && (exit?.kind === 'choose' || exit?.kind === 'ask') ? `${frame?.dialog}.${exit.slot}` : null
    return { place: askedAt(this.state), options: options.map(({ option }) => option), takes }
  }

  /** `reference` is how the question stands on the program that the recording is held against first. */
  take({ asked, input, works }: Logged, reference: Put | null): Rerun {
    const open = openQuestion(this.state)
    const isSame = asked === null ? open === null : open !== null && sameQuestion(asked, this.put(), reference)
    if (isSame && asked && open !== null) this.questions.set(asked.id, open)
    const ready = this.inputFor(input, isSame)
    if (typeof ready === 'string') return { type: 'misfit', why: ready, place: askedAt(this.state) }
    const proof: readonly Input[] = input.proofEnded ? [{ type: 'time_passed', kind: 'proof', at: 0 }] : []
    return this.run([...proof, ready], [...works])
  }

  private inputFor(input: LoggedInput, isSame: boolean): Input | string {
    const open = openQuestion(this.state)
    switch (input.type) {
      case 'started':
        return { type: 'started', language: input.language, at: 0 }
      case 'program_changed':
        return { type: 'program_changed', at: 0 }
      case 'time_passed':
        return { type: 'time_passed', kind: input.kind, at: 0 }
      case 'withdrew': {
        const question = this.questions.get(input.question)
        return question === undefined ? `the question that was taken back was not put before ${this.at}` : { type: 'withdrew', question, at: 0 }
      }
      case 'chose': {
        if (input.stale) return { type: 'chose', question: 'gone', option: input.option, at: 0 }
        const misfit = this.misfit({ option: input.option }, isSame)
        return misfit ?? { type: 'chose', question: open ?? '', option: input.option, at: 0 }
      }
      case 'said': {
        const misfit = input.answers ? this.misfit(input.took, isSame) : null
        const { recognised } = input
        // What words mean as an answer was made out for the question that was open then.
        const choice = isSame ? recognised.choice : null
        return misfit ?? { type: 'said', recognised: { ...recognised, choice }, open: input.early ? null : open, at: 0 }
      }
    }
  }

  /** Why an answer that was given to a question cannot be given to the one that is open here. */
  private misfit(took: { readonly option: string } | { readonly kind: string } | null, isSame: boolean): string | null {
    const { question, kind, options } = expected(this.program, this.state)
    if (question === null) return `a recorded answer meets no question at ${this.at}`
    if (took !== null && 'option' in took && !options.some(({ option }) => option === took.option) && isSame)
      return `the recorded answer \`${took.option}\` is no longer offered at ${this.at}`
    if (!isSame) return `the recorded answer no longer fits the new question at ${this.at}`
    if (took !== null && 'kind' in took && kind !== took.kind)
      return `the recorded answer (${took.kind}) no longer fits the new question at ${this.at}`
    return null
  }

  private get at(): string {
    return askedAt(this.state)
  }

  private run(inputs: readonly Input[], works: LoggedWork[]): Rerun {
    let did: Did | null = null
    const step = (input: Input): void => {
      const { seen, after } = segmentOf(this.program, this.state, advance(this.program, this.state, input))
      const now = didIn(seen, after)
      did = did === null ? now : joined(did, now)
      this.state = after
    }
    for (const input of inputs) step(input)
    const worked: string[] = []
    for (let { work } = this.state; work; { work } = this.state) {
      const index = works.findIndex((one) => answersTo(one, work))
      const [result] = index < 0 ? [] : works.splice(index, 1)
      if (!result) {
        const why = `the log does not tell what \`${work.name}\` answers, which is asked for at ${this.at}`
        return { type: 'misfit', why, place: this.stood ?? this.at }
      }
      worked.push(`${work.kind} ${work.name}: ${result.outcome}`)
      step({ type: 'work_done', name: work.name, result: { outcome: result.outcome, gives: result.gives }, at: 0 })
    }
    return { type: 'did', did: { ...(did ?? NOTHING_DONE), works: worked } }
  }
}

const NOTHING_DONE: Did = { nodes: [], works: [], advice: [], found: [], end: null, proof: false }

/** Work on the same values; a result for another account or number tells nothing. */
const answersTo = (logged: LoggedWork, { kind, name, args }: Work): boolean =>
  logged.kind === kind && logged.name === name && sorted(logged.args) === sorted(args)
const sorted = (args: Readonly<Record<string, string>>): string => JSON.stringify(Object.entries(args).sort(([a], [b]) => (a < b ? -1 : 1)))

/** The question that was answered then: at the same node; or at another one that offers the same, or takes the same value. */
function sameQuestion(asked: Asked, { place, options, takes }: Put, reference: Put | null): boolean {
  if (asked.place === place) return true
  const wasOffered = asked.options.length > 0 && asked.options.join() === options.join()
  const wasTaken = reference !== null && reference.takes !== null && reference.takes === takes
  return !place.startsWith('(') && !asked.place.startsWith('(') && (wasOffered || (wasTaken && asked.options.join() === options.join()))
}
