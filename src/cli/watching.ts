import { statSync, watch } from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** Editors write a file in several steps. */
const SOON_MS = 150

/**
 * Runs `round` once, with null, and then a moment after anything below the folders, or one of the files, has changed, for as long as the process
 * lives. Never twice at once; what changes while a round is on its way has a round of its own.
 */
export async function watching(paths: readonly string[], round: (changed: ReadonlySet<string> | null) => Promise<void>): Promise<never> {
  let timer: NodeJS.Timeout | undefined
  let running = Promise.resolve()
  let changed = new Set<string>()
  const soon = (file: string): void => {
    changed.add(file)
    clearTimeout(timer)
    timer = setTimeout(() => {
      const these = changed
      changed = new Set()
      running = running.then(() => round(these)).catch((error: unknown) => console.error(error instanceof Error ? error.message : error))
    }, SOON_MS)
  }
  for (const path of paths) watchOne(path, soon)
  running = round(null)
  await running
  return new Promise(() => undefined)
}

function watchOne(path: string, changed: (file: string) => void): void {
  if (statSync(path).isDirectory()) {
    watch(path, { recursive: true }, (_kind, name) => changed(name === null ? path : join(path, name)))
    return
  }
  // A file that is written anew under its name is another file to the system, so its folder is watched.
  watch(dirname(path), (_kind, name) => name === basename(path) && changed(path))
}
