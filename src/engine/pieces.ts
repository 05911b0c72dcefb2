import { putPrompt } from './prompts.js'
import { sayWithChoices } from './questions.js'
import type { Recognised } from './recognised.js'
import type { Run } from './run.js'
import { MAX_PIECES, topFrame } from './state.js'

/** What came of a number is kept for the message that follows, and for no other. */
export function dropPiece(run: Run): void {
  const piece = topFrame(run.state)?.open?.piece
  if (!piece) return
  run.pieces = piece.count
  run.emit({ type: 'piece_dropped' })
}

/** Part of a number: the rest is asked for. A number put together that may be meant: it is asked about. False where neither came. */
export function takePiece(run: Run, { piece }: Recognised): boolean {
  if (piece === null || piece.type === 'stray') return false
  if (piece.type === 'unsure') {
    putPrompt(run, { kind: 'joined', options: ['yes', 'no'], about: piece.ref })
    return true
  }
  if (run.pieces >= MAX_PIECES) return false
  sayWithChoices(run, 'sentence:piece')
  run.emit({ type: 'piece_kept', ref: piece.ref, count: run.pieces + 1 })
  return true
}
