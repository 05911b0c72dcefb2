import type { Kysely } from 'kysely'
import { audit } from '../agents/audit.js'
import type { Canned } from '../contract/canned.js'
import { changeTicket } from '../handoff/changeTicket.js'
import type { ReplayWorld } from '../replay/world.js'
import { createAgentSide } from '../turn/agentSide.js'
import type { AgentRef } from '../turn/arrival.js'
import { aWhile } from './times.js'
import { pick } from './user.js'

const MINUTE = 60_000
type Shift = {
  readonly world: ReplayWorld
  readonly db: Kysely<unknown>
  readonly conversation: string
  readonly agents: readonly AgentRef[]
  readonly canned: readonly Canned[]
  readonly language: 'zh' | 'en'
  readonly endsAt: number
  random(): number
}

/** A colleague takes the conversation over, writes, and solves the ticket or hands it back; before `endsAt`, or else it still waits. */
export async function serve({ world, db, conversation, agents, canned, language, endsAt, random }: Shift): Promise<void> {
  const side = createAgentSide(world.deps, world.turns)
  const agent = pick(agents, random)
  world.pass(aWhile(6 * MINUTE, random))
  if (world.now() > endsAt) return
  await side.takeOver(conversation, agent, world.now())
  const hello = canned.find(({ key }) => key === 'hello')
  const texts = [hello ?? pick(canned, random), ...Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(canned, random))]
  for (const [n, { text }] of texts.entries()) {
    world.pass(aWhile(40_000, random))
    if (world.now() > endsAt) return
    const words = text[language].replaceAll('{agent}', agent.display).replaceAll('{ticket}', '').replaceAll('{queue}', '')
    await side.say(conversation, { clientId: `seed-${n}`, text: words }, agent, world.now())
    if (random() < 0.6) await answer(world, conversation, language, n)
  }
  world.pass(aWhile(2 * MINUTE, random))
  if (random() < 0.3) await side.handBack(conversation, agent, world.now())
  if (random() < 0.97) await resolve(db, world, conversation, agent)
}

const ANSWERS = {
  zh: ['好的', '明白了', '那我试试', '可以了，谢谢', '还是不行', '稍等我看一下'],
  en: ['ok', 'I see', 'let me try', 'that works, thanks', 'still not working', 'one moment'],
}
async function answer(world: ReplayWorld, conversation: string, language: 'zh' | 'en', n: number): Promise<void> {
  world.pass(25_000)
  const text = ANSWERS[language][(n * 5 + world.now()) % 6] ?? ''
  await world.turns.handle({
    ...{ conversation, user: 'seed', site: 'demo', clientId: `reply-${n}`, at: world.now(), channelData: null },
    content: { type: 'text', text },
  })
  await world.turns.settled()
}

async function resolve(db: Kysely<unknown>, world: ReplayWorld, conversation: string, agent: AgentRef): Promise<void> {
  const [ticket] = await world.storage.ticketsOfConversation(conversation)
  if (!ticket || ticket.status === 'resolved') return
  const actor = { id: agent.id, role: 'lead' } as const
  await changeTicket(db, { number: ticket.number, change: { do: 'resolve', version: ticket.version }, actor, at: world.now() }, audit)
}
