import type { Exit, Node, Program } from '../../dialog/program.js'
import type { Text } from '../../shared/lang.js'

/** Where other words stand than before, and how many texts. Places that only one side has are no other words. */
export type TextsChanged = { readonly place: string; readonly texts: number }

export function textsChanged(base: Program, next: Program): readonly TextsChanged[] {
  const [before, after] = [placesOf(base), placesOf(next)]
  return [...after].flatMap(([place, texts]) => {
    const old = before.get(place)
    if (!old) return []
    const keys = [...new Set([...old.keys(), ...texts.keys()])]
    // An option that only one side offers is told where the walk meets it.
    const counts = (key: string): boolean => (old.has(key) && texts.has(key)) || /^(?:say|retry)\b/.test(key)
    const changed = keys.filter((key) => counts(key) && old.get(key) !== texts.get(key)).length
    return changed > 0 ? [{ place, texts: changed }] : []
  })
}

type Places = ReadonlyMap<string, ReadonlyMap<string, string>>

function placesOf({ dialogs, interrupts, texts, articles }: Program): Places {
  const places = new Map<string, ReadonlyMap<string, string>>()
  for (const dialog of Object.values(dialogs)) {
    places.set(dialog.id, new Map([['title', written(dialog.title)]]))
    for (const node of Object.values(dialog.nodes)) places.set(`${dialog.id}/${node.id}`, textsOfNode(node))
  }
  const said = interrupts.flatMap(({ on, reaction }) => (reaction.do === 'say' ? [[JSON.stringify(on), written(reaction.say)] as const] : []))
  places.set('_interrupts', new Map(said))
  const { menu: _, ...groups } = texts
  for (const [group, own] of Object.entries(groups))
    places.set(`_texts ${group}`, new Map(Object.entries(own).map(([key, text]) => [key, JSON.stringify(text)])))
  for (const [id, article] of Object.entries(articles)) {
    const sections = Object.entries(article.sections).map(([section, { heading, body }]) => [section, written(heading) + written(body)] as const)
    places.set(`article ${id}`, new Map([['title', written(article.title)], ...sections]))
  }
  return places
}

const written = ({ zh, en }: Text): string => JSON.stringify([zh, en])

function textsOfNode({ say, exit }: Node): ReadonlyMap<string, string> {
  const lines = say.map(({ text, when }, index) => [`say.${index}`, written(text) + JSON.stringify(when)] as const)
  return new Map([...lines, ...textsOfExit(exit)])
}

function textsOfExit(exit: Exit): readonly (readonly [string, string])[] {
  if (exit.kind !== 'choose' && exit.kind !== 'ask') return []
  const labels = Object.entries(exit.options).map(([name, { label }]) => [`options.${name}`, written(label)] as const)
  return exit.retry ? [...labels, ['retry', written(exit.retry)]] : labels
}
