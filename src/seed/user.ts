import type { Program } from '../dialog/program.js'
import type { PlayedTurn, Player } from '../replay/play.js'
import type { ScriptTurn } from '../replay/script.js'
import type { ReplayWorld } from '../replay/world.js'
import { aWhile } from './times.js'

/** Sentences of people, by the problem that they have. */
export type Lines = {
  readonly problems: ReadonlyMap<string, readonly string[]>
  readonly other: readonly string[]
  readonly thanks: readonly string[]
}
/** How somebody is: how patient, how talkative, how often beside the point. All from 0 to 1. */
export type Temper = { readonly patience: number; readonly talkative: number; readonly wanders: number; readonly wantsPerson: number }

const MOST_TURNS = 16
const THINKS_MS = 14_000

type Walk = {
  readonly world: ReplayWorld
  readonly player: Player
  readonly program: Program
  readonly opening: string
  readonly lines: Lines
  readonly language: 'zh' | 'en'
  readonly temper: Temper
  random(): number
}

/** Goes through a conversation as a person would: says what is wrong, gives what is asked for, picks answers, wanders off, loses patience. */
export async function walk(one: Walk): Promise<readonly PlayedTurn[]> {
  const turns: PlayedTurn[] = []
  let next: ScriptTurn | null = { user: one.opening }
  let tries = 0
  while (next !== null && turns.length < MOST_TURNS) {
    one.world.pass(aWhile(THINKS_MS, one.random))
    const played: PlayedTurn = await one.player.turn(next)
    turns.push(played)
    if (played.seen.ticket !== null) break
    const asked = askedFor(one.program, played)
    tries = asked === 'code' ? tries + 1 : tries
    next = answerTo(one, played, asked, tries, turns.length)
  }
  return turns
}

/** What the node wants in words: the entity of its slot. */
function askedFor(program: Program, { seen }: PlayedTurn): string | null {
  const [dialog = '', node = ''] = seen.nodes.at(-1)?.split('/') ?? []
  const exit = program.dialogs[dialog]?.nodes[node]?.exit
  if (exit?.kind !== 'ask') return null
  return program.dialogs[dialog]?.slots[exit.slot]?.entity ?? program.slots[exit.slot]?.entity ?? null
}

function answerTo(one: Walk, played: PlayedTurn, asked: string | null, tries: number, count: number): ScriptTurn | null {
  const { random, temper, lines } = one
  const isOver = played.seen.outcome !== null
  if (isOver) return random() < 0.35 ? { user: pick(lines.thanks, random) } : null
  if (random() > temper.patience ** (count / 6)) return null
  if (random() < temper.wantsPerson * (count > 1 ? 1 : 0.3)) return { user: one.language === 'zh' ? '转人工' : 'I want to talk to a person' }
  if (random() < temper.wanders) return { user: pick(lines.other, random) }
  if (asked !== null) return { user: valueFor(asked, tries, random) }
  if (played.choices.length > 0 && random() > temper.talkative * 0.2) return { tap: choose(played.choices, random) }
  return played.choices.length > 0 ? { user: choose(played.choices, random) } : null
}

function valueFor(entity: string, tries: number, random: () => number): string {
  if (entity === 'code') return random() < (tries > 1 ? 0.1 : 0.15) ? '$wrong_code' : '$code'
  return entity === 'phone' ? '$free_phone' : '$account_id'
}

const A_PERSON = /人工|客服|person|agent/i
/** The first answers are the likely ones; who wants a person has said so. */
function choose(all: readonly string[], random: () => number): string {
  const others = all.filter((title) => !A_PERSON.test(title))
  const choices = others.length > 0 && random() < 0.97 ? others : all
  return choices[Math.floor(choices.length * random() ** 1.6)] ?? choices[0] ?? ''
}

export const pick = <Item>(items: readonly Item[], random: () => number): Item => {
  const item = items[Math.floor(random() * items.length)]
  if (item === undefined) throw new Error('expected something to pick from')
  return item
}
