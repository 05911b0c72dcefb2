import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { threadId } from 'node:worker_threads'

/** Written aside and renamed, so that two processes or threads that make the same file at once never see half of it. */
export function keepFile(file: string, bytes: Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true })
  const aside = `${file}.${process.pid}.${threadId}`
  writeFileSync(aside, bytes)
  renameSync(aside, file)
}
