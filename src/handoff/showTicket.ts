import { z } from 'zod'
import type { AgentRef, Packet, Ticket, TicketRow, Words } from '../contract/tickets.js'
import type { Program } from '../dialog/program.js'
import { textOf } from '../dialog/textOf.js'
import type { TicketNote } from '../storage/records.js'
import type { ListedTicket } from './listTickets.js'

/** What tickets are put into words with. */
export type TicketWording = {
  readonly program: Program
  readonly titles: Readonly<Record<string, Words>>
  /** How a member of the team is called; the id itself for one who is gone. */
  displayOf(agent: string): string
  /** How long a ticket of a priority may wait before it is ageing, in ms. */
  ageingAfterMs(priority: number): number
}

const work = z.array(z.object({ name: z.string(), outcome: z.string(), at: z.number() }))
/** As `packetOf` wrote it; what an older one does not have is empty. */
const packetJson = z.object({
  wants: z.object({ zh: z.string(), en: z.string() }).nullable().catch(null),
  topic: z.string().nullable().catch(null),
  account: z.string().nullable().catch(null),
  ownership: z.enum(['not_proven', 'proven_for_read', 'proven_for_change']).catch('not_proven'),
  language: z.enum(['zh', 'en']).catch('zh'),
  brief: z.record(z.string(), z.string()).catch({}),
  checks: work.catch([]),
  acts: work.catch([]),
  not_checked: z.array(z.string()).catch([]),
  tried: z.array(z.string()).catch([]),
  next: z.string().nullable().catch(null),
  transcript: z.object({ until_seq: z.int() }).catch({ until_seq: 0 }),
})
type PacketJson = z.infer<typeof packetJson>
const readPacket = ({ packet }: Pick<ListedTicket, 'packet'>): PacketJson => packetJson.parse(JSON.parse(packet))

const asWritten = (name: string): Words => ({ zh: name, en: name })
const wordsFor = ({ program, titles }: TicketWording, key: string): Words | null => textOf(program, titles, key) ?? null

export function showRow(wording: TicketWording, row: ListedTicket): TicketRow {
  const { language, ownership } = readPacket(row)
  return {
    number: row.number,
    conversation: row.conversation,
    queue: row.queue,
    queueTitle: wordsFor(wording, `queue:${row.queue}`) ?? asWritten(row.queue),
    problem: row.problem,
    problemTitle: problemTitle(wording, row.problem),
    status: row.status,
    assignee: row.assignee === null ? null : refTo(wording, row.assignee),
    priority: Number(row.priority),
    language,
    ownership: ownership === 'not_proven' ? 'not_proven' : 'proven',
    owner: row.owner,
    at: Number(row.at),
    updatedAt: Number(row.updated_at),
    lastUserAt: row.last_user_at,
    ageingAfterMs: wording.ageingAfterMs(Number(row.priority)),
    version: Number(row.version),
  }
}

/** A ticket that no dialog led to bears the name "general". */
const problemTitle = (wording: TicketWording, problem: string): Words =>
  wordsFor(wording, `title:${problem}`) ?? (problem === 'general' ? { zh: '没有说明问题', en: 'No problem named' } : asWritten(problem))

const refTo = ({ displayOf }: TicketWording, id: string): AgentRef => ({ id, display: displayOf(id) })

export type WholeTicket = { readonly row: ListedTicket; readonly notes: readonly TicketNote[]; readonly others: readonly ListedTicket[] }

export const showTicket = (wording: TicketWording, { row, notes, others }: WholeTicket): Ticket => ({
  ...showRow(wording, row),
  packet: showPacket(wording, readPacket(row)),
  notes: notes.map((note) => showNote(wording, note)),
  others: others.map((other) => showRow(wording, other)),
})

function showPacket(wording: TicketWording, packet: PacketJson): Packet {
  const node = (id: string) => ({ node: id, words: packet.topic === null ? null : wordsFor(wording, `${packet.topic}/${id}.say.0`) })
  return {
    wants: packet.wants,
    account: packet.account,
    ownership: packet.ownership,
    brief: packet.brief,
    checks: packet.checks.map((one) => ({
      ...one,
      title: wordsFor(wording, `check:${one.name}`) ?? asWritten(one.name),
      meaning: wordsFor(wording, `check:${one.name}.${one.outcome}`),
    })),
    acts: packet.acts.map((one) => ({ ...one, title: wordsFor(wording, `act:${one.name}`) ?? asWritten(one.name), meaning: null })),
    notChecked: packet.not_checked.map((name) => ({ name, title: wordsFor(wording, `check:${name}`) ?? asWritten(name) })),
    tried: packet.tried.map(node),
    next: packet.next === null ? null : node(packet.next),
    untilSeq: packet.transcript.until_seq,
  }
}

const agentNote = z.object({ type: z.literal('agent_note'), text: z.string(), agent: z.string() })
const lateResult = z.object({ name: z.string(), outcome: z.string() })

/** Agents' words, the late result of an act, or a further packet: each in words that an agent can read. */
function showNote(wording: TicketWording, { note, at }: TicketNote): Ticket['notes'][number] {
  const said = agentNote.safeParse(note)
  if (said.success) return { text: said.data.text, by: refTo(wording, said.data.agent), at }
  const late = lateResult.safeParse(note)
  if (late.success) return { text: `${late.data.name}: ${late.data.outcome}`, by: null, at }
  const packet = packetJson.safeParse(note)
  const found = packet.success ? packet.data.checks.map(({ name, outcome }) => `${name}: ${outcome}`).join('\n') : ''
  return { text: found === '' ? JSON.stringify(note) : found, by: null, at }
}
