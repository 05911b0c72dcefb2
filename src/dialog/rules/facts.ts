import type { Diagnostic } from '../diagnostic.js'
import type { World } from '../lint.js'
import { reachable } from './graph.js'
import { dialogsOf, faultAt, faultIn, nodesOf } from './rule.js'
import { startedDialogs } from './startedDialogs.js'

const MOST_IN_NODE = 3
const MOST_IN_SECTION = 5

/** D018: every documented fact is told somewhere, and no place claims to tell more than it can or what is not documented. */
export function* factRules(world: World): Iterable<Diagnostic> {
  const { facts, loaded } = world
  if (!facts) return
  const told = new Set(facts.sections.flatMap(({ source }) => source))
  const started = startedDialogs(world)
  for (const dialog of dialogsOf(world)) {
    const seen = reachable(dialog)
    for (const node of nodesOf(dialog)) {
      if (started.has(dialog.id) && seen.has(node.id)) for (const fact of node.source) told.add(fact)
      for (const fault of misuse(node.source, facts.all, MOST_IN_NODE))
        yield faultIn(world, { dialog, node, path: ['source'] }, { code: 'D018', ...fault })
    }
  }
  for (const { place, file, line, source } of facts.sections)
    for (const { message, hint } of misuse(source, facts.all, MOST_IN_SECTION))
      yield faultAt(file, line, { code: 'D018', message: `${place}: ${message}`, hint })
  // A file that was not understood may well tell what is missing elsewhere, and a folder of drafts is a part of what will tell it.
  if (loaded.unreadable.length > 0 || facts.isDraft) return
  for (const fact of facts.all)
    if (!told.has(fact)) yield faultAt('dialogs', 1, { code: 'D018', message: `nothing that can be reached tells ${fact}` })
}

function misuse(source: readonly string[], all: readonly string[], most: number): readonly { readonly message: string; readonly hint: string }[] {
  return [
    ...source
      .filter((fact) => !all.includes(fact))
      .map((fact) => ({ message: `"${fact}" is no documented fact`, hint: 'name facts as the document numbers them, F01 and on' })),
    ...(source.length > most ? [{ message: `claims ${source.length} facts; ${most} are as much as it can tell`, hint: 'divide it' }] : []),
  ]
}
