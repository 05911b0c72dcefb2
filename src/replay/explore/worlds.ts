/** Numbers worlds. */
export class Worlds<W extends object> {
  readonly all: W[] = []
  private readonly ids = new Map<string, number>()
  private readonly seen = new WeakMap<W, number>()

  constructor(private readonly keyOf: (world: W) => string) {}

  number(world: W): number {
    const same = this.seen.get(world)
    if (same !== undefined) return same
    const id = this.numberOf(world)
    this.seen.set(world, id)
    return id
  }

  private numberOf(world: W): number {
    const key = this.keyOf(world)
    const known = this.ids.get(key)
    if (known !== undefined) return known
    this.ids.set(key, this.all.length)
    return this.all.push(world) - 1
  }

  at(id: number): W {
    const found = this.all[id]
    if (!found) throw new Error(`expected a world numbered ${id}, found ${this.all.length} of them`)
    return found
  }
}
