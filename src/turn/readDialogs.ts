import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DialogFile } from '../dialog/load.js'

/** The YAML files of a folder of dialogs, in order of their names. */
export function readDialogs(folder: string): readonly DialogFile[] {
  if (!existsSync(folder)) throw new Error(`dialogs: expected a folder at ${folder}, found none; name one with --dialogs`)
  return readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => ({ file: join(folder, name), source: readFileSync(join(folder, name), 'utf8') }))
}
