/** A list of 32-bit integers that grows: millions of them are kept. */
export class IntList {
  length = 0
  private items = new Int32Array(1024)

  push(value: number): number {
    if (this.length === this.items.length) {
      const larger = new Int32Array(this.items.length * 2)
      larger.set(this.items)
      this.items = larger
    }
    this.items[this.length] = value
    this.length += 1
    return this.length - 1
  }

  at(index: number): number {
    return this.items[index] ?? 0
  }

  set(index: number, value: number): void {
    this.items[index] = value
  }
}
