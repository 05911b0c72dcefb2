import type { Folders } from '../../turn/loadLibrary.js'
import type { ReplayResult } from '../runReplays.js'

/** What a thread is told when it begins. */
export type ThreadData = { readonly folders: Folders }
/** The file that a thread is to play next. */
export type Order = { readonly index: number; readonly file: string }
export type Answer = { readonly type: 'ready' } | { readonly type: 'played'; readonly index: number; readonly results: readonly ReplayResult[] }
