import type { Dialog, Exit, Node, NodeId, Option, Program } from '../../dialog/program.js'

export const KINDS = ['target', 'option', 'cases', 'verification'] as const
/** One fault planted in the dialogs: what an author may do by mistake, and nobody should miss. */
export type Mutant = {
  readonly kind: (typeof KINDS)[number]
  readonly dialog: string
  readonly node: NodeId
  readonly line: number
  /** In words. */
  readonly change: string
  readonly program: Program
}

/** Every mutant of a program, one change each: a target swapped, an option dropped, cases inverted, verification dropped. */
export function* mutantsOf(program: Program): Generator<Mutant> {
  for (const dialog of Object.values(program.dialogs)) {
    if (dialog.requires !== undefined) {
      const { requires, ...open } = dialog
      yield {
        ...{ kind: 'verification', dialog: dialog.id, node: dialog.start, line: dialog.line, change: `${requires} is not required` },
        program: withDialog(program, open),
      }
    }
    for (const node of Object.values(dialog.nodes))
      for (const { kind, change, exit } of changesOf(dialog, node))
        yield {
          ...{ kind, dialog: dialog.id, node: node.id, line: node.line, change },
          program: withDialog(program, { ...dialog, nodes: { ...dialog.nodes, [node.id]: { ...node, exit } } }),
        }
  }
}

const withDialog = (program: Program, dialog: Dialog): Program => ({ ...program, dialogs: { ...program.dialogs, [dialog.id]: dialog } })

type Change = { readonly kind: Mutant['kind']; readonly change: string; readonly exit: Exit }
function changesOf(dialog: Dialog, { exit }: Node): readonly Change[] {
  switch (exit.kind) {
    case 'choose':
      return optionChanges(dialog, exit.options).map(({ options, ...change }) => ({ ...change, exit: { ...exit, options } }))
    case 'ask':
      return [
        ...retargeted(dialog, exit.goto).map((goto): Change => ({ kind: 'target', change: `the answer leads to ${goto}`, exit: { ...exit, goto } })),
        ...optionChanges(dialog, exit.options).map(({ options, ...change }) => ({ ...change, exit: { ...exit, options } })),
      ]
    case 'diagnose':
      return diagnoseChanges(exit)
    case 'check':
    case 'act':
    case 'call':
      return inverted(exit.cases).map(({ change, cases }) => ({ kind: 'cases', change, exit: { ...exit, cases } }))
    case 'branch':
      return inverted({ ...exit.cases, otherwise: exit.otherwise }).map(({ change, cases: { otherwise = exit.otherwise, ...cases } }) => ({
        kind: 'cases',
        change,
        exit: { ...exit, cases, otherwise },
      }))
    case 'goto':
      return retargeted(dialog, exit.goto).map((goto) => ({ kind: 'target', change: `goes to ${goto}`, exit: { ...exit, goto } }))
    case 'next':
    case 'escalate':
    case 'end':
      return []
  }
}

/** Somewhere else in the dialog: where it gives up, or else where it starts. */
function retargeted({ giveUp, start }: Dialog, goto: NodeId): readonly NodeId[] {
  const other = goto === giveUp ? start : giveUp
  return other === goto ? [] : [other]
}

type Options = Readonly<Record<string, Option>>
function optionChanges(dialog: Dialog, options: Options): readonly { kind: Mutant['kind']; change: string; options: Options }[] {
  return Object.entries(options).flatMap(([name, option]) => {
    const { [name]: _, ...others } = options
    const [elsewhere] = [...Object.values(others).map(({ goto }) => goto), ...retargeted(dialog, option.goto)].filter((goto) => goto !== option.goto)
    return [
      { kind: 'option' as const, change: `the option ${name} is not offered`, options: others },
      ...(elsewhere === undefined
        ? []
        : [
            {
              kind: 'target' as const,
              change: `the option ${name} leads to ${elsewhere}`,
              options: { ...options, [name]: { ...option, goto: elsewhere } },
            },
          ]),
    ]
  })
}

type Cases = Readonly<Record<string, NodeId>>
/** Each case with the next one that leads somewhere else. */
function inverted(cases: Cases): readonly { change: string; cases: Cases }[] {
  const entries = Object.entries(cases)
  return entries.flatMap(([name, goto], n) => {
    const other = entries.slice(n + 1).find(([, target]) => target !== goto)
    if (!other) return []
    const [otherName, otherGoto] = other
    return [{ change: `${name} and ${otherName} are exchanged`, cases: { ...cases, [name]: otherGoto, [otherName]: goto } }]
  })
}

type Diagnosis = Extract<Exit, { kind: 'diagnose' }>
function diagnoseChanges(exit: Diagnosis): readonly Change[] {
  const findings = exit.readings.flatMap(({ check, finds }, reading) =>
    Object.entries(finds).map(([outcome, remedy]) => ({ reading, check, outcome, remedy })),
  )
  const moved = findings.flatMap(({ reading, check, outcome, remedy }): readonly Change[] => {
    const elsewhere = [...findings.map((one) => one.remedy.goto), exit.none].find((goto) => goto !== remedy.goto)
    if (elsewhere === undefined) return []
    const readings = exit.readings.map((one, n) =>
      n === reading ? { ...one, finds: { ...one.finds, [outcome]: { ...remedy, goto: elsewhere } } } : one,
    )
    return [{ kind: 'target', change: `${check} ${outcome} leads to ${elsewhere}`, exit: { ...exit, readings } }]
  })
  const ends: readonly Change[] =
    exit.none === exit.done ? [] : [{ kind: 'cases', change: 'none and done are exchanged', exit: { ...exit, none: exit.done, done: exit.none } }]
  return [...moved, ...ends]
}
