import type { ReplayResult } from './runReplays.js'

/** How every file stands that was played before, round by round. */
export class Rounds {
  private readonly known = new Map<string, readonly ReplayResult[]>()

  /** Those that did not hold last time come first: they are what one is waiting for. */
  ordered(files: readonly string[]): readonly string[] {
    const failing = files.filter((file) => this.known.get(file)?.some(isFailing))
    return [...failing, ...files.filter((file) => !failing.includes(file))]
  }

  async play(files: readonly string[], playFile: (file: string) => Promise<readonly ReplayResult[]>): Promise<readonly ReplayResult[]> {
    const results: ReplayResult[] = []
    for (const file of files) {
      const played = await playFile(file)
      this.known.set(file, played)
      results.push(...played)
    }
    return results
  }

  /** Files that are gone do not count any more. */
  keepOnly(files: readonly string[]): void {
    for (const file of this.known.keys()) if (!files.includes(file)) this.known.delete(file)
  }

  get standing(): { readonly all: number; readonly failing: number } {
    const all = [...this.known.values()].flat()
    return { all: all.length, failing: all.filter(isFailing).length }
  }
}

const isFailing = ({ played }: ReplayResult): boolean => played?.passed !== true
