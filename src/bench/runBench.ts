import { type Folders, loadLibrary } from '../turn/loadLibrary.js'
import type { Figure } from './figure.js'
import { harness } from './harness.js'
import { inProcess } from './inProcess.js'
import { atTheDesk, overHttp } from './overHttp.js'

/** Every figure, each on its own so that none disturbs another. */
export async function runBench(root: string, folders: Folders): Promise<readonly Figure[]> {
  const http = await overHttp(root)
  const { library, knowledge } = await loadLibrary(folders, { tell: (text) => console.error(text) })
  if (!library || !knowledge) throw new Error('the dialogs or the knowledge have errors, so nothing can be measured; `mibao check` names them')
  return [
    ...http,
    ...(await inProcess(root, folders, { library, knowledge })),
    ...(await harness({ root, folders, library, knowledge })),
    ...(await atTheDesk(root)),
  ]
}
