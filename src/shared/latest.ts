/** Keeps what was last used of something that can always be computed again. */
export class Latest<Value> {
  private readonly kept = new Map<string, Value>()
  constructor(private readonly most: number) {}

  get(key: string, compute: () => Value): Value {
    const found = this.kept.get(key)
    const value = found === undefined ? compute() : found
    // What was put in last stands last, so the first is the one that was not used for longest.
    this.kept.delete(key)
    this.kept.set(key, value)
    if (this.kept.size > this.most) this.kept.delete(this.kept.keys().next().value ?? '')
    return value
  }
}
