import type { Script, ScriptTurn } from './script.js'

/** What one turn did, in the terms of a script. */
export type Seen = {
  readonly nodes: readonly string[]
  readonly intent: string | null
  readonly slots: Readonly<Record<string, string>>
  readonly checks: readonly Readonly<Record<string, string>>[]
  readonly acts: readonly Readonly<Record<string, string>>[]
  readonly outcome: string | null
  readonly ticket: { readonly queue: string; readonly existing: boolean } | null
  readonly text: string
}
export type Mismatch = { readonly key: string; readonly wanted: unknown; readonly got: unknown }

/** Every assertion of the turn that does not hold; keys that are not written are not asserted. */
export function compare(turn: ScriptTurn, seen: Seen, { strict, must_not }: Pick<Script, 'strict' | 'must_not'>): readonly Mismatch[] {
  const lists = (['nodes', 'checks', 'acts'] as const).flatMap((key): readonly Mismatch[] => {
    const wanted = turn[key]
    if (wanted === undefined) return []
    const [want, got] = [wanted.map(asText), seen[key].map(asText)]
    const holds = strict ? want.join('\n') === got.join('\n') : isExcerpt(want, got)
    return holds ? [] : [{ key, wanted, got: seen[key] }]
  })
  return [
    ...lists,
    ...(turn.intent === undefined || turn.intent === seen.intent ? [] : [{ key: 'intent', wanted: turn.intent, got: seen.intent }]),
    ...(turn.outcome === undefined || turn.outcome === seen.outcome ? [] : [{ key: 'outcome', wanted: turn.outcome, got: seen.outcome }]),
    ...Object.entries(turn.slots ?? {}).flatMap(([slot, wanted]) =>
      seen.slots[slot] === wanted ? [] : [{ key: `slots.${slot}`, wanted, got: seen.slots[slot] ?? null }],
    ),
    ...ticketFaults(turn, seen),
    ...[turn.text ?? []].flat().flatMap((pattern) => (matches(pattern, seen.text) ? [] : [{ key: 'text', wanted: pattern, got: seen.text }])),
    ...forbidden(must_not, seen),
  ]
}

const asText = (item: unknown): string => (typeof item === 'string' ? item : JSON.stringify(item))

/** True when `want` stands in `got` in its order, perhaps with more between. */
function isExcerpt(want: readonly string[], got: readonly string[]): boolean {
  let at = 0
  for (const item of got) if (item === want[at]) at++
  return at === want.length
}

function ticketFaults({ ticket }: ScriptTurn, seen: Seen): readonly Mismatch[] {
  if (!ticket) return []
  const holds =
    seen.ticket !== null &&
    (ticket.queue ?? seen.ticket.queue) === seen.ticket.queue &&
    (ticket.existing ?? seen.ticket.existing) === seen.ticket.existing
  return holds ? [] : [{ key: 'ticket', wanted: ticket, got: seen.ticket }]
}

/** `/…/flags` is a pattern, anything else must be found as it stands. */
export function matches(pattern: string, text: string): boolean {
  const written = /^\/(.*)\/([a-z]*)$/s.exec(pattern)
  return written ? new RegExp(written[1] ?? '', written[2]).test(text) : text.includes(pattern)
}

function forbidden(rules: Script['must_not'], seen: Seen): readonly Mismatch[] {
  if (!rules) return []
  const acts = seen.acts.flatMap((act) => Object.keys(act))
  return [
    ...rules.nodes.filter((node) => seen.nodes.includes(node)),
    ...rules.acts.filter((act) => acts.includes(act)),
    ...rules.text.filter((pattern) => matches(pattern, seen.text)),
  ].map((got) => ({ key: 'must_not', wanted: 'never', got }))
}
