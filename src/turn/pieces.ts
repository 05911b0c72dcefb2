import type { Expected } from '../engine/expected.js'
import { isBeginning, joinPieces, PIECE_KINDS, type PieceKind } from '../nlu/pieces.js'
import type { TurnDeps } from './deps.js'

/** A number that came in several messages: its value where it is whole, else what the engine is told, with the digits to be sealed. */
export type Pieced =
  | { readonly type: 'whole'; readonly kind: PieceKind; readonly value: string }
  | { readonly type: 'unsure'; readonly kind: PieceKind; readonly value: string }
  | { readonly type: 'part'; readonly digits: string }
  | { readonly type: 'stray' }

const longestAccount = 11

/** Reads a message that is nothing but digits against what came before it. Opens what was sealed in memory only. */
export async function readPieces(deps: TurnDeps, digits: string, waitsFor: Expected): Promise<Pieced | null> {
  const { piece, follows } = waitsFor
  if (follows !== null) {
    const account = await opened(deps, follows)
    return account !== null && digits.length >= 2 && account.length + digits.length <= longestAccount ? { type: 'stray' } : null
  }
  const kind = PIECE_KINDS.find((known) => known === waitsFor.kind)
  if (kind === undefined) return null
  const first = piece === null ? null : await opened(deps, piece)
  if (first !== null) {
    const joined = joinPieces(kind, first, digits)
    if (joined.type !== 'apart') return joined.type === 'part' ? joined : { ...joined, kind }
  }
  return first === null && isBeginning(kind, digits) ? { type: 'part', digits } : null
}

/** What was erased in the meantime joins nothing. */
async function opened(deps: TurnDeps, ref: string): Promise<string | null> {
  const row = await deps.storage.vaultRow(ref)
  return row === null ? null : deps.sealer.open(row)
}
