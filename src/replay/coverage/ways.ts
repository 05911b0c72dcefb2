import type { Exit, NodeId, Program } from '../../dialog/program.js'

/**
 * One way out of a node: what decides for it, and the node of the same dialog where it leads. `on` is an option, an outcome, a value, or null where
 * there is nothing to decide; `to` is null where the outcome leads nowhere by itself, as with a check that finds nothing.
 */
export type Way = { readonly on: string | null; readonly to: NodeId | null }

/** These have spaces, so that no option, outcome or value can have the same name. */
export const AN_ANSWER = 'an answer'
export const ANY_OTHER = 'any other'
export const NOTHING_FOUND = 'nothing found'
export const ALL_TREATED = 'all treated'
export const reading = (check: string, outcome: string): string => `${check}: ${outcome}`

/** Every way out of a node, in the order written; each option and outcome is a way of its own, even where several lead to one node. */
export function waysOf(exit: Exit): readonly Way[] {
  switch (exit.kind) {
    case 'choose':
      return optionsOf(exit.options)
    case 'ask':
      return [{ on: AN_ANSWER, to: exit.goto }, ...optionsOf(exit.options)]
    case 'diagnose':
      return [
        ...exit.readings.flatMap(({ check, finds, fine }) => [
          ...Object.entries(finds).map(([outcome, { goto }]) => ({ on: reading(check, outcome), to: goto })),
          ...fine.map((outcome) => ({ on: reading(check, outcome), to: null })),
        ]),
        { on: NOTHING_FOUND, to: exit.none },
        { on: ALL_TREATED, to: exit.done },
      ]
    case 'check':
    case 'act':
    case 'call':
      return casesOf(exit.cases)
    case 'branch':
      return [...casesOf(exit.cases), { on: ANY_OTHER, to: exit.otherwise }]
    case 'goto':
      return [{ on: null, to: exit.goto }]
    case 'next':
    case 'escalate':
    case 'end':
      return []
  }
}

const optionsOf = (options: Readonly<Record<string, { readonly goto: NodeId }>>): readonly Way[] =>
  Object.entries(options).map(([on, { goto }]) => ({ on, to: goto }))
const casesOf = (cases: Readonly<Record<string, NodeId>>): readonly Way[] => Object.entries(cases).map(([on, to]) => ({ on, to }))

export const nodeName = (dialog: string, node: NodeId): string => `${dialog}/${node}`
export const edgeName = (dialog: string, from: NodeId, to: NodeId): string => `${dialog}/${from} -> ${to}`
/** `dialog/node [option] -> node` */
export const wayName = (dialog: string, from: NodeId, { on, to }: Way): string =>
  `${dialog}/${from}${on === null ? '' : ` [${on}]`}${to === null ? '' : ` -> ${to}`}`

/** A part of a program that conversations may walk, and where it is written. */
export type Part = {
  readonly kind: 'node' | 'edge' | 'way'
  readonly name: string
  readonly dialog: string
  readonly node: NodeId
  readonly file: string
  readonly line: number
}

/** Every node, every edge once, and every way that something decides. */
export function partsOf({ dialogs }: Pick<Program, 'dialogs'>): readonly Part[] {
  return Object.values(dialogs).flatMap(({ id: dialog, file, nodes }) =>
    Object.values(nodes).flatMap(({ id: node, line, exit }) => {
      const ways = waysOf(exit)
      const at = { dialog, node, file, line }
      const edges = new Set(ways.flatMap(({ to }) => (to === null ? [] : [edgeName(dialog, node, to)])))
      return [
        { ...at, kind: 'node' as const, name: nodeName(dialog, node) },
        ...[...edges].map((name) => ({ ...at, kind: 'edge' as const, name })),
        ...ways.filter(({ on }) => on !== null).map((way) => ({ ...at, kind: 'way' as const, name: wayName(dialog, node, way) })),
      ]
    }),
  )
}
