import { type Program, signatureOf, worksOf } from '../dialog/program.js'
import type { Conversation, NewActivity, VaultRow } from '../storage/records.js'
import type { Resolve, TurnDeps } from './deps.js'
import type { Library } from './library.js'

/** All that stays the same while one input is worked on. */
export type TurnContext = {
  readonly conversation: string
  readonly inputId: string
  readonly at: number
  readonly library: Library
  /** The user's activity, until it is stored. */
  readonly activity: NewActivity | null
  /** Its sequence number, once known. */
  readonly replyTo: number
  readonly created: { readonly user: string; readonly site: string } | undefined
  /** The waiting input that this turn takes up. */
  readonly waiting: string | null
  /** When work on this input must have come to an end, on the machine's clock. */
  readonly endsAt: number
}

/** Opens references of the vault in memory: those of this turn first, for they may not be stored yet. */
export function resolver(deps: TurnDeps, rows: readonly VaultRow[]): Resolve {
  const fresh = new Map(rows.map((row) => [row.ref, row]))
  return async (ref) => {
    const row = fresh.get(ref) ?? (await deps.storage.vaultRow(ref))
    if (!row) throw new Error(`expected the vault to hold ${ref.split(':')[0]}, found nothing; was it erased?`)
    return deps.sealer.open(row)
  }
}

/** A conversation keeps the program that it began a problem with, unless that needs something the code no longer has. */
export async function libraryFor(
  deps: TurnDeps,
  programs: Map<string, Program>,
  conversation: Conversation | null,
  underWay: boolean,
): Promise<{ library: Library; outdated: boolean }> {
  const newest = deps.library()
  if (!conversation || !underWay || conversation.programHash === newest.hash) return { library: newest, outdated: false }
  const program = programs.get(conversation.programHash) ?? (await stored(deps, programs, conversation.programHash))
  if (!program || !runnable(program, newest.program)) return { library: newest, outdated: true }
  return { library: { ...newest, program, hash: conversation.programHash }, outdated: false }
}

async function stored(deps: TurnDeps, programs: Map<string, Program>, hash: string): Promise<Program | undefined> {
  const json = await deps.storage.program(hash)
  if (json === null) return undefined
  const program: Program = JSON.parse(json)
  programs.set(hash, program)
  return program
}

/** Every check and act of the old program is one that the code still has. */
const runnable = (program: Program, newest: Program): boolean =>
  program.format === newest.format &&
  Object.values(program.dialogs).every((dialog) =>
    Object.values(dialog.nodes).every((node) =>
      worksOf(node.exit).every(({ kind, name }) => signatureOf(newest.signatures, kind, name) !== undefined),
    ),
  )
