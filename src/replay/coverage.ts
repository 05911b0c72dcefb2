import { type Program, targetsOf } from '../dialog/program.js'
import type { Event } from '../engine/events.js'
import { own } from '../shared/own.js'

/** Which nodes and edges of a program conversations have walked. An edge is `dialog/node -> node`. */
export class Coverage {
  readonly nodes = new Set<string>()
  readonly edges = new Set<string>()
  readonly allNodes: ReadonlySet<string>
  readonly allEdges: ReadonlySet<string>

  constructor(private readonly program: Program) {
    const dialogs = Object.values(program.dialogs)
    this.allNodes = new Set(dialogs.flatMap((dialog) => Object.keys(dialog.nodes).map((node) => `${dialog.id}/${node}`)))
    this.allEdges = new Set(
      dialogs.flatMap((dialog) =>
        Object.values(dialog.nodes).flatMap((node) => targetsOf(node.exit).map((target) => edge(dialog.id, node.id, target))),
      ),
    )
  }

  /** Walks the events of one conversation, from its start. */
  add(events: readonly Event[]): void {
    const stack: { dialog: string; node: string | null; diagnoses: string[] }[] = []
    for (const event of events) {
      if (event.type === 'dialog_started') stack.push({ dialog: event.dialog, node: null, diagnoses: [] })
      else if (event.type === 'dialog_ended') stack.pop()
      else if (event.type === 'dialogs_left') stack.length = 0
      else if (event.type === 'went_back' || event.type === 'came_back' || event.type === 'handed_back') for (const frame of stack) frame.node = null
      else if (event.type === 'node_entered') this.enter(stack, event.dialog, event.node)
    }
  }

  private enter(stack: { dialog: string; node: string | null; diagnoses: string[] }[], dialog: string, node: string): void {
    // After a correction the frames may be others than those that were begun last.
    while (stack.length > 0 && stack.at(-1)?.dialog !== dialog) stack.pop()
    const frame = stack.at(-1) ?? { dialog, node: null, diagnoses: [] }
    if (stack.length === 0) stack.push(frame)
    this.nodes.add(`${dialog}/${node}`)
    for (const from of [frame.node, ...frame.diagnoses])
      if (from !== null && this.allEdges.has(edge(dialog, from, node))) this.edges.add(edge(dialog, from, node))
    frame.node = node
    if (own(own(this.program.dialogs, dialog)?.nodes ?? {}, node)?.exit.kind === 'diagnose' && !frame.diagnoses.includes(node))
      frame.diagnoses.push(node)
  }

  get counts() {
    return { nodes: { covered: this.nodes.size, total: this.allNodes.size }, edges: { covered: this.edges.size, total: this.allEdges.size } }
  }
}

const edge = (dialog: string, from: string, to: string): string => `${dialog}/${from} -> ${to}`
