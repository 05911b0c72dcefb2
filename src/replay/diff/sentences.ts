import type { Fact } from './facts.js'

/** Everything that `mibao diff` says of what has changed, in one place. */

const several = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`

/** Whom a fact concerns: the accounts, or the ways where every account goes them. */
export const concerned = (accounts: number, all: number, paths: number): string =>
  accounts >= all ? `every account state (${several(paths, 'path')})` : several(accounts, 'account state')

/** "ended resolved" after "now": "end resolved". One or several are spoken of. */
const ends = (end: string, isOne: boolean): string => {
  const escalated = /^escalated to (.*)$/.exec(end)
  if (escalated) return `${isOne ? 'escalates' : 'escalate'} to \`${escalated[1]}\``
  const ended = /^ended (.*)$/.exec(end)
  if (ended) return `${isOne ? 'ends' : 'end'} ${ended[1]}`
  if (end === 'left') return isOne ? 'leaves' : 'leave'
  return `${isOne ? 'comes' : 'come'} to ${end}`
}
/** The same where it stands for what was before. */
const ending = (end: string): string =>
  end === 'left'
    ? 'leaving'
    : end.startsWith('escalated to ') || end.startsWith('ended ')
      ? named(end).replace('escalated', 'escalating').replace('ended', 'ending')
      : `coming to ${end}`
/** The same as an end by its name. */
const named = (end: string): string => end.replace(/^escalated to (.*)$/, 'escalated to `$1`')

/** One sentence on one fact; `who` is its subject, in the plural unless `isOne`. */
export function sentence(fact: Fact, who: string, isOne: boolean): string {
  const are = isOne ? 'is' : 'are'
  switch (fact.type) {
    case 'end':
      if (fact.now === null) return `${who} can no longer ${ends(fact.was ?? '', false)}`
      if (fact.was === null) return `${who} now ${ends(fact.now, isOne)}`
      return `${who} now ${ends(fact.now, isOne)} instead of ${ending(fact.was)}`
    case 'length':
      return `${who} ${are} ${several(Math.abs(fact.by), 'turn')} ${fact.by > 0 ? 'longer' : 'shorter'} (${named(fact.end)})`
    case 'proof':
      return fact.now ? `${who}: ownership is now proven on the way` : `${who}: ownership is no longer proven on the way`
    case 'work':
      return `${who}: ${workNamed(fact.name)} ${fact.now ? 'is now' : 'is no longer'} ${fact.name.startsWith('act') ? 'carried out' : 'run'}`
    case 'advice':
      return `${who} ${are} ${fact.now ? 'now' : 'no longer'} advised to \`${fact.name}\``
    case 'finding':
      return `${who} ${are} ${fact.now ? 'now' : 'no longer'} told of ${fact.name}`
    case 'option':
      return fact.now
        ? `an option \`${fact.option}\` is new; it leads to: ${ledTo(fact.leads)} (${who})`
        : `the option \`${fact.option}\` is no longer offered; it led to: ${ledTo(fact.leads)} (${who})`
    case 'nodes':
      return `${who} ${isOne ? 'goes' : 'go'} by ${listed(fact.now)} instead of ${listed(fact.was)}; nothing ends differently`
    case 'beyond':
      return `${who} ${isOne ? 'goes' : 'go'} another way from here, with too much behind it to tell how it ends`
    case 'misfit':
      return `${who}: ${fact.why}`
  }
}

const workNamed = (work: string): string => {
  const [kind = '', name = ''] = work.split(/ (.*)/)
  return `the ${kind} \`${name}\``
}
const ledTo = (leads: readonly string[]): string => (leads.length === 0 ? 'no end' : leads.map(named).join(', '))
const listed = (nodes: readonly string[]): string => (nodes.length === 0 ? 'no node' : nodes.join(', '))

export const SAID = {
  nothing: 'Nothing differs.',
  nothingEnds: 'Nothing ends differently.',
  texts: (places: number, texts: number): string => `Other words, and nothing else: ${several(texts, 'text')} at ${several(places, 'place')}`,
  explored: (walked: number, states: number): string =>
    `Explored: ${several(walked, 'pair')} of conversations over ${several(states, 'account state')}`,
  unwalked: 'Explored states: nothing but words differs, so nothing was walked.',
  bounded: (walked: number): string => `More than ${walked} pairs of conversations differ or may differ; what lies beyond was not walked.`,
  aside: 'Interrupts or the menu have changed; what they do in the middle of a dialog is not walked.',
  more: (count: number): string => `and ${several(count, 'further difference')} (--json tells all)`,
  shows: 'Shown by:',
  recorded: (affected: number, all: number): string =>
    `${several(affected, 'recorded conversation')} of ${all} ${affected === 1 ? 'is' : 'are'} affected`,
  replays: (affected: number, all: number): string => `${several(affected, 'replay')} of ${all} ${affected === 1 ? 'is' : 'are'} affected`,
  wording: (count: number): string => `${several(count, 'replay')} only ${count === 1 ? 'shows' : 'show'} other words`,
  some: (count: number, what: 'conversation' | 'replay'): string => several(count, what),
  notCompared: (who: string, why: string): string => `${who} could not be compared: ${why}`,
  partly: (who: string, why: string): string => `${who} could be compared up to a point only: ${why}`,
  summary: (groups: number): string =>
    groups === 0 ? 'Nothing ends differently.' : `Something ends differently from ${several(groups, 'node')} on.`,
} as const
