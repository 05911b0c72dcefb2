import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Folders } from '../turn/loadLibrary.js'

/** The root of the installed product: two levels above the compiled file. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '')

export type FolderOptions = { readonly dialogs?: string | undefined; readonly knowledge?: string | undefined }

/** The product's own folders, or the ones that were named on the command line. */
export const foldersFor = ({ dialogs, knowledge }: FolderOptions): Folders => ({
  dialogs: dialogs ?? join(ROOT, 'dialogs'),
  knowledge: knowledge ?? join(ROOT, 'knowledge'),
  ownDialogs: join(ROOT, 'dialogs'),
  models: join(ROOT, 'dist', 'models'),
})
