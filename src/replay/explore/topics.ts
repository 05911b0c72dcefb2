import { type Dialog, type Program, targetsOf } from '../../dialog/program.js'
import { own } from '../../shared/own.js'

/** A dialog that people begin, and the intent that begins it. */
export type Topic = { readonly dialog: string; readonly intent: string }

/** Those that one may come to from another; what interrupts is tried everywhere anyway. */
export function topicsOf(program: Program): readonly Topic[] {
  const interrupting = new Set(program.interrupts.flatMap(({ on }) => ('intent' in on ? [on.intent] : [])))
  return Object.values(program.dialogs).flatMap(({ id, startsOn }) =>
    startsOn
      .filter((intent) => !interrupting.has(intent))
      .slice(0, 1)
      .map((intent) => ({ dialog: id, intent })),
  )
}

/** Some of the beginnings of conversations: the dialogs that they begin, and whether words that may mean any of them are among them. */
export type Share = { readonly dialogs: readonly string[]; readonly unclear: boolean }

/**
 * Two shares of about the same weight, so that two cores can walk them; one, where there is but one topic. From a topic the walk goes over to the
 * other of its pair, so pairs stay together. The same for a program whatever machine walks it.
 */
export function sharesOf(program: Program): readonly Share[] {
  const topics = topicsOf(program).map(({ dialog }) => dialog)
  const paired = Math.max(1, Math.floor(topics.length / 2))
  // The last of an odd number goes over to the one before it.
  const pairs = Array.from({ length: topics.length === 0 ? 0 : paired }, (_, n) => topics.slice(2 * n, n === paired - 1 ? undefined : 2 * n + 2))
  const others = Object.values(program.dialogs).flatMap(({ id, startsOn }) => (startsOn.length > 0 && !topics.includes(id) ? [[id]] : []))
  const begun = (): { dialogs: string[]; weight: number } => ({ dialogs: [], weight: 0 })
  const [a, b] = [begun(), begun()]
  const weighed = [...pairs, ...others].map((dialogs) => ({ dialogs, weight: dialogs.reduce((sum, id) => sum + weightOf(program, id), 0) }))
  for (const { dialogs, weight } of weighed.sort((a, b) => b.weight - a.weight)) {
    const lighter = b.weight < a.weight ? b : a
    lighter.dialogs.push(...dialogs)
    lighter.weight += weight
  }
  return [a, b].filter(({ dialogs }) => dialogs.length > 0).map(({ dialogs }, n) => ({ dialogs, unclear: n === 0 }))
}

/** What it may take to walk a dialog: its ways out, and those of what it calls. */
function weightOf(program: Program, id: string): number {
  const met = new Set([id])
  for (const one of met) for (const called of callsOf(own(program.dialogs, one))) met.add(called)
  return [...met].reduce((sum, one) => sum + waysOut(own(program.dialogs, one)), 0)
}

const callsOf = (dialog: Dialog | undefined): readonly string[] =>
  Object.values(dialog?.nodes ?? {}).flatMap(({ exit }) => (exit.kind === 'call' ? [exit.dialog] : []))
const waysOut = (dialog: Dialog | undefined): number => Object.values(dialog?.nodes ?? {}).reduce((sum, { exit }) => sum + targetsOf(exit).length, 0)
