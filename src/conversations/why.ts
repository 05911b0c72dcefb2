import type { Why } from '../contract/conversations.js'
import type { EventRow } from '../storage/records.js'
import { readEvent } from './readEvent.js'

/** Why the bot did what it did, by input: a fold over the log, which holds everything but the words. */
export function whyOf(rows: readonly EventRow[]): Readonly<Record<string, Why>> {
  const byInput = new Map<string, Why>()
  for (const row of rows) {
    const event = readEvent(row)
    if (!event) continue
    const before = byInput.get(row.inputId) ?? nothingYet
    byInput.set(row.inputId, withEvent(before, event, row.at))
  }
  return Object.fromEntries(byInput)
}

const nothingYet: Why = {
  ...{ kind: '', intent: null, decision: null, choice: null, command: null, outcome: null, tookMs: null },
  ...{ ranking: [], entities: [], nodes: [], checks: [] },
}

function withEvent(why: Why, event: NonNullable<ReturnType<typeof readEvent>>, at: number): Why {
  switch (event.type) {
    case 'input_taken':
      return {
        ...why,
        kind: event.kind,
        intent: event.intent,
        ranking: event.ranking.map(({ intent, confidence }) => ({ intent, confidence })),
        decision: event.decision,
        choice: event.choice,
        command: event.command,
        entities: [...event.entities],
      }
    case 'node_entered':
      return { ...why, nodes: [...why.nodes, `${event.dialog}/${event.node}`] }
    case 'work_finished':
      return { ...why, checks: [...why.checks, { kind: event.kind, name: event.name, outcome: event.outcome, at }] }
    case 'dialog_ended':
      return event.role === 'topic' ? { ...why, outcome: event.outcome } : why
    default:
      return why
  }
}
