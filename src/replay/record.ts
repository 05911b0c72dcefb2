import { stringify } from 'yaml'
import type { Persona } from '../accounts/personas.js'
import { readBody } from '../conversations/readBody.js'
import { readEvent } from '../conversations/readEvent.js'
import type { Event } from '../engine/events.js'
import type { EventRow, StoredActivity } from '../storage/records.js'
import type { Library } from '../turn/library.js'
import { Player } from './play.js'
import type { Script, ScriptTurn } from './script.js'
import { createWorld } from './world.js'

export type Source = { readonly rows: readonly EventRow[]; readonly activities: readonly StoredActivity[]; readonly language: 'zh' | 'en' }
/** A replay of a conversation; `differs` is the first turn that no persona brings about again, null where all hold. */
export type Recorded = { readonly yaml: string; readonly persona: string; readonly differs: number | null }

/** Shorter pauses change nothing: no code, proof or patience ends within them. */
const PAUSE_S = 60
const TAKES_BACK = { zh: '我选错了', en: 'wrong choice' }

/**
 * Makes a replay of what was said until a person took over. Values that nobody may see are those of a persona: the first one with which the bot does
 * the same in every turn.
 */
export async function recordReplay(source: Source, library: Library, personas: readonly Persona[]): Promise<Recorded | null> {
  const turns = turnsOf(source)
  if (turns.length === 0) return null
  let best: { readonly script: Script; readonly held: number } | null = null
  for (const language of source.language === 'en' ? (['zh', 'en'] as const) : (['zh'] as const))
    for (const { persona } of personas) {
      const script: Script = { account: { persona }, language, clock: '2026-01-05T09:00:00+08:00', seed: 1, strict: false, turns: [...turns] }
      const held = await heldTurns(script, library, personas)
      if (best === null || held > best.held) best = { script, held }
      if (held === turns.length) return recorded(script, null)
    }
  return best && recorded(best.script, best.held)
}

/** How many turns hold before the first that does not. */
async function heldTurns(script: Script, library: Library, personas: readonly Persona[]): Promise<number> {
  const world = await createWorld(library, personas, { clock: Date.parse(script.clock), seed: script.seed })
  const player = new Player(world, script)
  await player.begin()
  for (const [n, turn] of script.turns.entries()) {
    const played = await player.turn(turn).catch(() => null)
    if (!played || played.mismatches.length > 0) return n
  }
  return script.turns.length
}

function recorded({ account, language, turns }: Script, differs: number | null): Recorded {
  const note =
    differs === null ? '' : `# Turn ${differs + 1} comes out differently with every persona; see what happened there before keeping this.\n`
  const yaml = stringify({ account, ...(language === 'en' && { language }), turns }, { lineWidth: 0, flowCollectionPadding: true })
  return { yaml: `# Recorded from a conversation; values of its account are the persona's.\n${note}${yaml}`, persona: account.persona, differs }
}

type Input = { readonly id: string; readonly at: number; readonly events: Event[] }
function turnsOf({ rows, activities, language }: Source): readonly ScriptTurn[] {
  const turns: ScriptTurn[] = []
  let before: number | null = null
  for (const input of inputsOf(rows)) {
    const { events, at, id } = input
    if (events.some(({ type }) => type === 'taken_over')) break
    const taken = events.find((event) => event.type === 'input_taken')
    if (taken === undefined || taken.kind === 'started' || taken.kind === 'rated') continue
    const pause = before === null ? 0 : Math.round((at - before) / 1000)
    before = at
    if (taken.kind === 'time_passed') {
      turns.push({ wait: Math.max(1, pause), ...assertedOf(events) })
      continue
    }
    if (pause >= PAUSE_S) turns.push({ wait: pause })
    if (taken.kind === 'chose' && taken.choice !== null) turns.push({ tap: taken.choice, ...assertedOf(events) })
    else if (taken.kind === 'withdrew') turns.push({ user: TAKES_BACK[language], ...assertedOf(events) })
    else turns.push({ user: unmasked(wordsOf(activities, id), taken.entities, events), ...assertedOf(events) })
  }
  return turns
}

function inputsOf(rows: readonly EventRow[]): readonly Input[] {
  const inputs = new Map<string, Input>()
  for (const row of rows) {
    const event = readEvent(row)
    if (!event) continue
    const input = inputs.get(row.inputId) ?? { id: row.inputId, at: row.at, events: [] }
    inputs.set(row.inputId, input)
    input.events.push(event)
  }
  return [...inputs.values()]
}

/** What the turn must do again: the steps, what was understood, how it ended. */
function assertedOf(events: readonly Event[]): Pick<ScriptTurn, 'nodes' | 'outcome' | 'ticket'> {
  const nodes = events.flatMap((event) => (event.type === 'node_entered' ? [`${event.dialog}/${event.node}`] : []))
  const ended = events.findLast((event) => event.type === 'dialog_ended' && event.role === 'topic')
  const escalated = events.find((event) => event.type === 'escalated')
  return {
    ...(nodes.length > 0 && { nodes }),
    ...(ended?.type === 'dialog_ended' && { outcome: ended.outcome }),
    ...(escalated?.type === 'escalated' && { ticket: { queue: escalated.queue } }),
  }
}

function wordsOf(activities: readonly StoredActivity[], inputId: string): string {
  for (const { inputId: id, role, body } of activities) {
    const read = id === inputId && role === 'user' ? readBody(body) : null
    if (read?.type === 'user_said') return read.text
  }
  return ''
}

const MASK = /\d{0,3}\*{4,6}\d{0,4}/g
/** Puts the persona's values where the masks are, by what was recognised there. */
function unmasked(text: string, entities: readonly string[], events: readonly Event[]): string {
  const kinds = entities.filter((kind) => ['qq', 'phone', 'code'].includes(kind))
  const wasWrong = events.some((event) => event.type === 'work_finished' && event.kind === 'act' && event.outcome === 'wrong')
  let at = 0
  return text.replace(MASK, (mask) => {
    const kind = kinds[at++]
    if (kind === 'qq') return '$account_id'
    if (kind === 'phone') return '$free_phone'
    if (kind === 'code') return wasWrong ? '$wrong_code' : '$code'
    return mask
  })
}
