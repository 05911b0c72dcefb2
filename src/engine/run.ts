import { type Dialog, GIVEN, type Guard, type Node, type NodeId, type Program } from '../dialog/program.js'
import { own } from '../shared/own.js'
import type { CheckShown, Choice, Event } from './events.js'
import { evolve } from './evolve.js'
import { type Frame, openQuestion, type State, slotsInReach, topFrame } from './state.js'

/** The node to go to next in the innermost dialog; undefined when there is something to wait for. */
export type Step = { readonly node: NodeId; readonly quiet?: boolean } | undefined

/** The events of one call of advance(), and the state that they have led to so far. */
export class Run {
  readonly events: Event[] = []
  /** How many messages just before this input brought part of the number that is asked for. */
  pieces = 0
  constructor(
    readonly program: Program,
    public state: State,
  ) {}

  emit(event: Event): void {
    this.events.push(event)
    this.state = evolve(this.state, event)
  }

  say(
    key: string,
    more: { values?: Readonly<Record<string, string>>; question?: string | null; choices?: readonly Choice[]; checks?: readonly CheckShown[] } = {},
  ): void {
    this.emit({
      type: 'said',
      key,
      language: this.state.language,
      values: { ...valuesFor(this.state), ...more.values },
      question: more.question ?? null,
      choices: more.choices ?? [],
      checks: more.checks ?? [],
    })
  }

  sentence(name: string, values: Readonly<Record<string, string>> = {}): void {
    this.say(`sentence:${name}`, { values })
  }

  get frame(): Frame {
    return required(topFrame(this.state), 'a dialog under way')
  }
  get dialog(): Dialog {
    return this.dialogCalled(this.frame.dialog)
  }
  get node(): Node {
    return this.nodeCalled(this.frame.node)
  }
  get outermost(): string | null {
    return this.state.frames[0]?.dialog ?? null
  }
  get open(): string | null {
    return openQuestion(this.state)
  }

  dialogCalled(id: string): Dialog {
    return required(own(this.program.dialogs, id), `dialog "${id}"`)
  }
  nodeCalled(id: NodeId): Node {
    return required(own(this.dialog.nodes, id), `node "${this.frame.dialog}/${id}"`)
  }
  /** The id that the next question gets. */
  newQuestion(): string {
    return `q${this.state.asks + 1}`
  }
}

/** Only values that some text can show travel with a message. */
const valuesFor = (state: State): Record<string, string> => {
  const slots = slotsInReach(state)
  return slots.account_id === undefined ? { ...slots } : { ...slots, account: slots.account_id }
}

/** Also used by whoever draws the buttons. */
export const holds = (program: Program, guard: Guard, state: State): boolean =>
  Object.entries(guard).every(([slot, wanted]) => comparable(program, state, slot) === wanted)

/** What a guard or branch sees of a slot: its value, or only that an entity has filled it. */
export function comparable(program: Program, state: State, slot: string): string | undefined {
  const value = own(slotsInReach(state), slot)
  if (value === undefined) return undefined
  const dialog = topFrame(state)?.dialog
  const declared = (dialog === undefined ? undefined : own(own(program.dialogs, dialog)?.slots ?? {}, slot)) ?? own(program.slots, slot)
  return declared?.entity === undefined ? value : GIVEN
}

export function required<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`expected ${what}, found nothing; was the program changed under a running conversation?`)
  return value
}
