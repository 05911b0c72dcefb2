import type { Kysely } from 'kysely'
import type { Persona } from '../accounts/personas.js'
import type { Canned } from '../contract/canned.js'
import { endedWell } from '../conversations/outcomes.js'
import { Player } from '../replay/play.js'
import { createWorld, type Ground, seeded } from '../replay/world.js'
import { changeReview } from '../review/reviews.js'
import type { AgentRef } from '../turn/arrival.js'
import type { Library } from '../turn/library.js'
import { serve } from './agents.js'
import { aWhile, beginnings } from './times.js'
import { type Lines, pick, type Temper, walk } from './user.js'

export type Seeding = {
  readonly library: Library
  readonly personas: readonly Persona[]
  readonly lines: Readonly<Record<'zh' | 'en', Lines>>
  readonly ground: Omit<Ground, 'prefix'>
  readonly db: Kysely<unknown>
  readonly agents: readonly AgentRef[]
  readonly canned: readonly Canned[]
  readonly count: number
  readonly days: number
  readonly seed: number
  readonly now: number
  progress(done: number): void
}

const SHARE_OF_ENGLISH = 0.18

/** Makes conversations by letting the real bot talk with people made up over simulated accounts; the same seed makes the same ones. */
export async function seed(seeding: Seeding): Promise<void> {
  const random = seeded(seeding.seed)
  const times = beginnings(seeding.count, seeding.days, seeding.now, random)
  for (const [n, at] of times.entries()) {
    await converse(seeding, n, at)
    seeding.progress(n + 1)
  }
}

async function converse(seeding: Seeding, n: number, at: number): Promise<void> {
  const { library, ground, personas, now } = seeding
  const conversation = `seed-${seeding.seed}-${n}`
  const own = seeding.seed * 1_000_003 + n
  const random = seeded(own)
  const world = await createWorld(library, personas, { clock: at, seed: own, ground: { ...ground, prefix: `${conversation}-` } })
  const language = random() < SHARE_OF_ENGLISH ? 'en' : 'zh'
  const persona = pick(personas, random)
  const lines = seeding.lines[language]
  const player = new Player(
    world,
    { account: { persona: persona.persona }, language, clock: '', seed: own, strict: false, turns: [] },
    conversation,
    {
      user: 'seed',
      site: 'demo',
    },
  )
  await player.begin()
  const problem = pick(likely(lines), random)
  const opening = random() < 0.06 ? pick(lines.other, random) : pick(problem, random)
  const turns = await walk({ world, player, program: library.program, opening, lines, language, temper: temperOf(random), random })
  const isEscalated = turns.some(({ seen }) => seen.ticket !== null)
  // What came within the last hours may still wait for somebody.
  if (isEscalated && (at < now - 8 * 3_600_000 || random() < 0.5)) await serve({ ...seeding, world, conversation, language, endsAt: now, random })
  const isGood = turns.some(({ seen }) => seen.outcome !== null && endedWell(seen.outcome))
  if ((isGood || isEscalated) && random() < 0.35) await rate(world, conversation, isGood, random)
  if (random() < 0.12) await changeReview(seeding.db, conversation, { version: 0, reviewed: true, tags: random() < 0.3 ? [pick(TAGS, random)] : [] })
  await fallSilent(world, conversation, now)
}

/** The problems of the documented cases come more often than what lies around them. */
const likely = ({ problems }: Lines): readonly (readonly string[])[] =>
  [...problems].flatMap(([intent, texts]) => Array.from({ length: OFTEN[intent] ?? 1 }, () => texts))
const OFTEN: Readonly<Record<string, number>> = {
  unbind_failed: 6,
  login_failed_after_unbind: 5,
  account_abnormal_after_unbind: 4,
  how_to_unbind: 4,
  talk_to_human: 0,
}

const TAGS = ['典型案例', '话术待改', '培训用', 'good example']

const temperOf = (random: () => number): Temper => ({
  patience: 0.88 + 0.12 * random(),
  talkative: random(),
  wanders: random() < 0.15 ? 0.08 : 0.01,
  wantsPerson: random() < 0.12 ? 0.4 : 0.015,
})

type World = Awaited<ReturnType<typeof createWorld>>
async function rate(world: World, conversation: string, isGood: boolean, random: () => number): Promise<void> {
  world.pass(aWhile(20_000, random))
  const stars = isGood ? pick([5, 5, 5, 4, 4, 3], random) : pick([5, 4, 3, 2, 1], random)
  await world.turns.handle({
    ...{ conversation, user: 'seed', site: 'demo', clientId: null, at: world.now(), channelData: null },
    content: { type: 'rate', stars, comment: '' },
  })
}

/** Whoever stopped writing long ago has been asked, and left; otherwise the server would do both at its next start. */
async function fallSilent(world: World, conversation: string, now: number): Promise<void> {
  for (let round = 0; round < 3; round++) {
    world.pass(world.deps.limits.silenceMs + 1000)
    if (world.now() > now) return
    await world.turns.handle({
      ...{ conversation, user: 'seed', site: 'demo', clientId: null, at: world.now(), channelData: null },
      content: { type: 'time_passed', kind: 'silence' },
    })
    await world.turns.settled()
  }
}
