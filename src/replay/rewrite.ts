import { type Document, parseDocument } from 'yaml'
import type { Seen } from './compare.js'
import type { PlayedTurn } from './play.js'
import type { Place } from './script.js'

/** What follows from the dialogs. Words, slots and what must not happen are a person's judgement and are never rewritten. */
const REWRITABLE = ['nodes', 'checks', 'acts', 'intent', 'outcome', 'ticket'] as const
type Rewritable = (typeof REWRITABLE)[number]
/** The width that replay files are written in. */
const LINE_WIDTH = 150

type Turn = Pick<PlayedTurn, 'seen' | 'mismatches'> & { readonly place: Place }

/** The source of a replay with what happened in the place of what was asserted and does not hold; comments and the rest stay. */
export function rewrite(source: string, turns: readonly Turn[]): string {
  const document = parseDocument(source)
  const changed = turns.flatMap(({ seen, mismatches, place }) =>
    REWRITABLE.filter((name) => mismatches.some(({ key }) => key === name)).map((name) => put(document, [...place, name], happened(seen, name))),
  )
  return changed.length > 0 ? document.toString({ lineWidth: LINE_WIDTH }) : source
}

function happened(seen: Seen, name: Rewritable): unknown {
  if (name !== 'ticket' || seen.ticket === null) return seen[name]
  // That a ticket was there already is worth a line; that it was not goes without saying.
  return seen.ticket.existing ? seen.ticket : { queue: seen.ticket.queue }
}

/** A line of its own for a list, as people write them; what did not happen at all is no longer asserted. */
function put(document: Document, path: Place, value: unknown): void {
  if (value === null) document.deleteIn(path)
  else document.setIn(path, document.createNode(value, { flow: true }))
}
