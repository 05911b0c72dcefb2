import { readFileSync } from 'node:fs'
import { loadDialogs } from '../../../src/dialog/load.js'
import type { Library } from '../../../src/turn/library.js'
import { tinyLibrary } from '../../turn/tinyLibrary.js'
import { programOf, type Tiny } from './tiny.js'

/** What a person opens with. */
export const OPENING = '解绑失败了'
const { texts } = loadDialogs([{ file: '_texts.yaml', source: readFileSync('dialogs/_texts.yaml', 'utf8') }])
/** The dialog of `unbind_failed`, to be played for real: words mean what they literally say. */
export function libraryOf(tiny: Tiny): Library {
  const words = tinyLibrary()
  const recognize: Library['recognize'] = (text, context) => {
    const read = words.recognize(text, context)
    return text.startsWith(OPENING)
      ? { ...read, intent: 'unbind_failed', decision: { type: 'understood' as const, intent: 'unbind_failed' as const } }
      : read
  }
  return { ...words, program: { ...programOf(tiny), texts: { ...texts, menu: [] } }, recognize }
}
