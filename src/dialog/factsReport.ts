import type { FactSection } from './lint.js'
import type { Dialog, Text } from './program.js'
import { textsOf } from './rules/slotUses.js'

/** One place that tells a fact, and every text shown there. */
export type FactPlace = { readonly place: string; readonly file: string; readonly line: number; readonly words: readonly Text[] }
export type FactRow = { readonly fact: string; readonly places: readonly FactPlace[] }

type Told = {
  readonly all: readonly string[]
  readonly dialogs: Readonly<Record<string, Dialog>>
  readonly sections: readonly FactSection[]
}

/** For each documented fact, the places that tell it and the words that they show; a fact that nothing tells has no places. */
export function factsReport({ all, dialogs, sections }: Told): readonly FactRow[] {
  const places = [
    ...Object.values(dialogs).flatMap((dialog) =>
      Object.values(dialog.nodes).map((node) => ({
        source: node.source,
        place: { place: `${dialog.id}/${node.id}`, file: dialog.file, line: node.line, words: textsOf(node).map(({ text }) => text) },
      })),
    ),
    ...sections.map(({ source, place, file, line, text }) => ({ source, place: { place, file, line, words: [text] } })),
  ]
  return all.map((fact) => ({ fact, places: places.flatMap(({ source, place }) => (source.includes(fact) ? [place] : [])) }))
}
