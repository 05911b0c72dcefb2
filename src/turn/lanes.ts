/** One conversation's queue in this process: what comes later waits for what came earlier. */
export class Lane {
  /** The question open after the last commit that this process saw; undefined while it has seen none. */
  open: string | null | undefined = undefined
  private tail: Promise<void> = Promise.resolve()
  private inside = 0

  constructor(private readonly left: () => void) {}

  get busy(): boolean {
    return this.inside > 0
  }

  enter<T>(task: () => Promise<T>): Promise<T> {
    this.inside++
    const result = this.tail.then(task)
    const leave = (): void => {
      this.inside--
      if (!this.busy) this.left()
    }
    // A task that fails tells its caller; those behind it go on.
    this.tail = result.then(leave, leave)
    return result
  }

  idle(): Promise<void> {
    return this.tail
  }
}

/** The lanes in use; one that nobody is in is forgotten. */
export class Lanes {
  private readonly lanes = new Map<string, Lane>()

  of(conversation: string): Lane {
    const known = this.lanes.get(conversation)
    if (known) return known
    const lane = new Lane(() => this.lanes.delete(conversation))
    this.lanes.set(conversation, lane)
    return lane
  }

  get busy(): readonly Lane[] {
    return [...this.lanes.values()]
  }
}
