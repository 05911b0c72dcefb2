import type { Program } from '../dialog/program.js'
import type { TurnDeps } from './deps.js'
import { Lanes } from './lanes.js'

/** What one process keeps of its conversations beside the store. */
export class LocalSide {
  readonly lanes = new Lanes()
  /** Programs of earlier days that conversations still run on, by hash. */
  readonly programs = new Map<string, Program>()
  private readonly background = new Set<Promise<void>>()

  constructor(readonly deps: TurnDeps) {}

  /** Goes on behind an acknowledgement; what fails there is watched. */
  inBackground(conversation: string, work: Promise<void>): void {
    const tracked = work.catch((error: unknown) => this.deps.watch.failed(error, conversation)).finally(() => this.background.delete(tracked))
    this.background.add(tracked)
  }

  /** Resolves once nothing is under way here. */
  async settled(): Promise<void> {
    while (this.background.size > 0 || this.lanes.busy.length > 0)
      await Promise.allSettled([...this.background, ...this.lanes.busy.map((lane) => lane.idle())])
  }
}
