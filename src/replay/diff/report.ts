import type { Explored, ToldGroup } from './explored.js'
import { endsDifferently } from './facts.js'
import type { RecordedDiff } from './recorded.js'
import { SAID, sentence } from './sentences.js'
import type { TextsChanged } from './texts.js'

export type ToldConversations = {
  readonly what: 'conversation' | 'replay'
  readonly all: number
  readonly affected: number
  readonly groups: readonly {
    readonly place: string
    readonly endsDifferently: boolean
    readonly says: readonly string[]
    readonly ids: readonly string[]
  }[]
  readonly notCompared: readonly { readonly why: string; readonly partly: boolean; readonly ids: readonly string[] }[]
}
export type DiffReport = {
  readonly texts: readonly TextsChanged[]
  readonly explored: Explored
  /** Null where there is no database, or where nothing but words differs. */
  readonly recorded: ToldConversations | null
  readonly replays: (ToldConversations & { readonly otherWords: readonly string[] }) | null
  /** Whether anything ends differently: another end, another length, other steps on the way. */
  readonly differs: boolean
}

export function toldConversations(diff: RecordedDiff, what: ToldConversations['what']): ToldConversations {
  const groups = diff.byPlace.map(({ place, facts, ids }) => ({
    place,
    endsDifferently: endsDifferently([...facts.values()].map(({ fact }) => fact)),
    says: [...facts.values()].map(({ fact, ids: own }) => sentence(fact, SAID.some(own.length, what), own.length === 1)),
    ids,
  }))
  const affected = groups.reduce((sum, group) => sum + (group.endsDifferently ? group.ids.length : 0), 0)
  return { what, all: diff.all, affected, groups, notCompared: diff.notCompared }
}

export const reportOf = (parts: Omit<DiffReport, 'differs'>): DiffReport => ({
  ...parts,
  differs: [...parts.explored.groups, ...(parts.recorded?.groups ?? []), ...(parts.replays?.groups ?? [])].some((group) => group.endsDifferently),
})

const MOST_SENTENCES = 6
const MOST_IDS = 5
const indented = (text: string, by: string): string => text.trimEnd().replace(/^(?=.)/gm, by)

/** For people: what concerns most first, then what only passes other nodes, then other words. */
export function humanReport(report: DiffReport): string {
  const { explored, recorded, replays, texts } = report
  const lines = [
    ...exploredLines(explored),
    ...(recorded ? ['', `${SAID.recorded(recorded.affected, recorded.all)}`, ...conversationLines(recorded)] : []),
    ...(replays ? ['', SAID.replays(replays.affected, replays.all), ...conversationLines(replays)] : []),
    ...(replays && replays.otherWords.length > 0 ? [SAID.wording(replays.otherWords.length)] : []),
    ...textLines(texts),
  ]
  const isNothing = !report.differs && texts.length === 0 && [explored, recorded, replays].every((part) => (part?.groups.length ?? 0) === 0)
  return [...lines, '', isNothing && !explored.asideChanged ? SAID.nothing : SAID.summary(placesThatDiffer(report))].join('\n').trimStart()
}

const placesThatDiffer = ({ explored, recorded, replays }: DiffReport): number =>
  new Set([explored, recorded, replays].flatMap((part) => (part?.groups ?? []).flatMap((group) => (group.endsDifferently ? [group.place] : [])))).size

function exploredLines({ walked, pairs, accountStates, complete, asideChanged, groups }: Explored): readonly string[] {
  if (!walked) return [SAID.unwalked]
  const [heavy, light] = [groups.filter((one) => one.endsDifferently), groups.filter((one) => !one.endsDifferently)]
  return [
    ...heavy.flatMap(groupLines),
    ...light.flatMap(({ place, differences }) => differences.map(({ says }) => `${place}: ${says}`)),
    SAID.explored(pairs, accountStates),
    ...(complete ? [] : [SAID.bounded(pairs)]),
    ...(asideChanged ? [SAID.aside] : []),
  ]
}

function groupLines({ place, differences, replay }: ToldGroup): readonly string[] {
  const shown = differences.slice(0, MOST_SENTENCES).map(({ says }) => `  ${says}`)
  const left = differences.length - shown.length
  return [place, ...shown, ...(left > 0 ? [`  ${SAID.more(left)}`] : []), `  ${SAID.shows}`, indented(replay, '    '), '']
}

function conversationLines({ what, groups, notCompared }: ToldConversations): readonly string[] {
  return [
    ...groups.flatMap(({ place, says, ids }) => [
      `${place}: ${someOf(ids)}`,
      ...says.slice(0, MOST_SENTENCES).map((one) => `  ${one}`),
      ...(says.length > MOST_SENTENCES ? [`  ${SAID.more(says.length - MOST_SENTENCES)}`] : []),
    ]),
    ...notCompared.map(({ why, partly, ids }) => `${(partly ? SAID.partly : SAID.notCompared)(SAID.some(ids.length, what), why)} (${someOf(ids)})`),
  ]
}

const someOf = (ids: readonly string[]): string => `${ids.slice(0, MOST_IDS).join(', ')}${ids.length > MOST_IDS ? ', …' : ''}`

function textLines(texts: readonly TextsChanged[]): readonly string[] {
  if (texts.length === 0) return []
  const count = texts.reduce((sum, one) => sum + one.texts, 0)
  return ['', SAID.texts(texts.length, count), ...texts.map((one) => `  ${one.place}: ${one.texts}`)]
}
