import type { Program } from '../dialog/program.js'
import type { Event } from '../engine/events.js'
import { addWalked } from './coverage/walked.js'
import { partsOf } from './coverage/ways.js'

/**
 * Which nodes, edges and ways of a program conversations have walked. An edge is `dialog/node -> node`; a way is one option or outcome,
 * `dialog/node [option] -> node`, so that two options with one target are counted apart.
 */
export class Coverage {
  readonly nodes = new Set<string>()
  readonly edges = new Set<string>()
  readonly ways = new Set<string>()
  readonly allNodes: ReadonlySet<string>
  readonly allEdges: ReadonlySet<string>
  readonly allWays: ReadonlySet<string>

  constructor(private readonly program: Program) {
    const parts = partsOf(program)
    const named = (kind: 'node' | 'edge' | 'way') => new Set(parts.flatMap((part) => (part.kind === kind ? [part.name] : [])))
    this.allNodes = named('node')
    this.allEdges = named('edge')
    this.allWays = named('way')
  }

  /** Walks the events of one conversation, from its start. */
  add(events: readonly Event[]): void {
    addWalked(this, { program: this.program, events })
  }

  get counts() {
    return {
      nodes: { covered: this.nodes.size, total: this.allNodes.size },
      edges: { covered: this.edges.size, total: this.allEdges.size },
      ways: { covered: this.ways.size, total: this.allWays.size },
    }
  }
}
