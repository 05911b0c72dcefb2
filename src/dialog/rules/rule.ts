import type { Diagnostic } from '../diagnostic.js'
import type { World } from '../lint.js'
import type { Dialog, Node } from '../program.js'
import type { Path } from '../yamlFile.js'

/** Looks at all dialogs and says what is wrong with them. */
export type Rule = (world: World) => Iterable<Diagnostic>

/** What to do about each fault, where the rule has no better advice. */
const HINTS = {
  D001: 'correct the name, or write what it should lead to',
  D002: 'delete it, or let something lead to it',
  D003: 'put a question or an end into the ring',
  D004: 'look for a misspelling; checks and acts are written in TypeScript first',
  D005: 'say what happens then',
  D006: 'delete it, or correct its name',
  D007: 'declare it under slots, or in _slots.yaml if the whole conversation needs it',
  D008: 'give the slot an entity, or put the question with choose',
  D009: 'add it to the values of the slot, or correct the option',
  D010: 'compare with a value that the slot can have',
  D011: 'ask for it, check it or guard the line with when, on every way that leads here',
  D012: 'write examples of it in knowledge/intents, or correct its name',
  D013: 'let one of the dialogs start on it and lead to the other from there',
  D014: 'delete it',
  D015: 'correct its name, or add it to the queues',
  D016: 'write a replay that comes by here',
  D017: 'write "requires: verify_owner" in the head of the dialog',
  D018: 'write it into a node or an article section and name it under source',
  D019: 'let give_up escalate, or allow talk_to_human here',
  D020: 'let one dialog do what the other was called for',
  D021: 'add it to cases',
  D022: 'write every text in Chinese (zh) and in English (en)',
  D023: 'write under advises what the user is told to do',
} as const satisfies Readonly<Record<`D${number}`, string>>

export type Code = keyof typeof HINTS
type Where = { readonly dialog: Dialog; readonly node?: Node | undefined; readonly path?: Path }
type Fault = { readonly code: Code; readonly message: string; readonly hint?: string }

/** A fault of a dialog; `path` leads on from the node, or from the top of the file where there is none. */
export function faultIn({ loaded }: World, { dialog, node, path = [] }: Where, { code, message, hint = HINTS[code] }: Fault): Diagnostic {
  const line = loaded.lineOf(dialog.file, node ? ['nodes', node.id, ...path] : path)
  return { code, severity: code === 'D016' ? 'warning' : 'error', file: dialog.file, line, node: node?.id ?? null, message, hint }
}

/** A fault of one of the files that belong to no dialog. */
export const faultOf = (
  { loaded }: World,
  name: '_interrupts' | '_slots' | '_texts',
  path: Path,
  { code, message, hint = HINTS[code] }: Fault,
): Diagnostic => {
  const file = loaded.fileOf(name)
  return { code, severity: 'error', file, line: loaded.lineOf(file, path), node: null, message, hint }
}

/** A fault at a place that was found elsewhere, such as a section of an article. */
export const faultAt = (file: string, line: number, { code, message, hint = HINTS[code] }: Fault): Diagnostic => ({
  code,
  severity: 'error',
  file,
  line,
  node: null,
  message,
  hint,
})

export const dialogsOf = ({ loaded }: World): readonly Dialog[] => Object.values(loaded.dialogs)
export const nodesOf = (dialog: Dialog): readonly Node[] => Object.values(dialog.nodes)
/** True for a name that nothing can be said about, because its file was not understood. */
export const isUnreadable = ({ loaded }: World, name: string): boolean => loaded.unreadable.includes(name)
