import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { z } from 'zod'

const manifestSchema = z.record(
  z.string(),
  z.object({ file: z.string(), imports: z.array(z.string()).default([]), css: z.array(z.string()).default([]) }),
)

/** What a browser loads for these sources of the desk's page, with everything that they import, in bytes of gzip. */
export function loadedBytes(folder: string, sources: readonly string[]): number {
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')))
  const files = new Set<string>()
  const seen = new Set<string>()
  const visit = (source: string): void => {
    const entry = manifest[source]
    if (!entry) throw new Error(`expected ${source} in the manifest of the desk's page`)
    if (seen.has(source)) return
    seen.add(source)
    for (const file of [entry.file, ...entry.css]) files.add(file)
    entry.imports.forEach(visit)
  }
  sources.forEach(visit)
  return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(folder, file))).length, 0)
}
