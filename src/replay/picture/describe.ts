import type { PicturedDialog, PicturedNode, PicturedWay, Pictures, Visits } from '../../contract/pictures.js'
import type { Dialog, Exit, Node, Program } from '../../dialog/program.js'
import { inFolder } from '../../shared/inFolder.js'
import { own } from '../../shared/own.js'
import type { Covered } from '../coverage/atlas.js'
import type { CoverageReport } from '../coverage/report.js'
import { ALL_TREATED, AN_ANSWER, ANY_OTHER, edgeName, NOTHING_FOUND, nodeName, reading, type Way, wayName, waysOf } from '../coverage/ways.js'

/** Everything that the pictures tell of the dialogs, with what comes by at each part. */
export function describeProgram(program: Program, { parts, traffic, explored }: CoverageReport): Pictures {
  const covered = new Map(parts.map((part) => [part.name, part]))
  const replays = [...new Set(parts.flatMap((part) => part.replays))].sort()
  const describing: Describing = { program, covered, numbers: new Map(replays.map((file, n) => [file, n])) }
  return {
    dialogs: Object.values(program.dialogs).map((dialog) => describeDialog(describing, dialog)),
    replays,
    looked: {
      replays: replays.length,
      exploration: explored,
      conversations: traffic.kind === 'counted' ? traffic.conversations : null,
    },
  }
}

type Describing = {
  readonly program: Program
  readonly covered: ReadonlyMap<string, Covered>
  readonly numbers: ReadonlyMap<string, number>
}

function describeDialog(describing: Describing, dialog: Dialog): PicturedDialog {
  const others = Object.values(describing.program.dialogs)
  return {
    id: dialog.id,
    title: dialog.title,
    file: inFolder(dialog.file),
    line: dialog.line,
    startsOn: dialog.startsOn,
    requires: dialog.requires ?? null,
    start: dialog.start,
    giveUp: dialog.giveUp,
    calledBy: others.flatMap(({ id, nodes, requires }) => [
      ...(requires === dialog.id ? [id] : []),
      ...Object.values(nodes).flatMap((node) => (node.exit.kind === 'call' && node.exit.dialog === dialog.id ? [nodeName(id, node.id)] : [])),
    ]),
    nodes: Object.values(dialog.nodes).map((node) => describeNode(describing, dialog, node)),
  }
}

function describeNode({ program, covered, numbers }: Describing, dialog: Dialog, node: Node): PicturedNode {
  const id = nodeName(dialog.id, node.id)
  return {
    id,
    dialog: dialog.id,
    node: node.id,
    kind: node.exit.kind,
    file: inFolder(dialog.file),
    line: node.line,
    says: node.say.map(({ text, when }) => ({
      text,
      when: Object.entries(when)
        .map(([slot, value]) => `${slot} = ${value}`)
        .join(', '),
    })),
    sources: node.source,
    advises: node.advises,
    about: aboutOf(node.exit),
    calls: node.exit.kind === 'call' ? node.exit.dialog : null,
    ways: waysOf(node.exit).map((way): PicturedWay => {
      const name = way.on === null && way.to !== null ? edgeName(dialog.id, node.id, way.to) : wayName(dialog.id, node.id, way)
      return { ...way, label: labelOf(program, node.exit, way), visits: visitsOf(covered.get(name)) }
    }),
    visits: visitsOf(covered.get(id)),
    replays: (covered.get(id)?.replays ?? []).flatMap((file) => numbers.get(file) ?? []),
  }
}

const visitsOf = (part: Covered | undefined): Visits => ({
  replays: part?.replays.length ?? 0,
  exploration: part?.explored == null ? null : Number(part.explored),
  traffic: part?.recorded ?? null,
})

function aboutOf(exit: Exit): readonly string[] {
  switch (exit.kind) {
    case 'choose':
    case 'ask':
    case 'branch':
      return [exit.slot]
    case 'diagnose':
      return exit.readings.map(({ check }) => check)
    case 'check':
    case 'act':
      return [exit.name]
    case 'call':
      return [exit.dialog]
    case 'escalate':
      return [exit.queue]
    case 'end':
      return [exit.outcome]
    case 'goto':
    case 'next':
      return []
  }
}

const OURS: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  [AN_ANSWER]: { zh: '填写了', en: 'answered' },
  [ANY_OTHER]: { zh: '其他情况', en: 'anything else' },
  [NOTHING_FOUND]: { zh: '没查出问题', en: 'nothing found' },
  [ALL_TREATED]: { zh: '都处理好了', en: 'all treated' },
}

/** What a person reads: the label of a button, or what an outcome of a check means. */
function labelOf({ texts }: Program, exit: Exit, { on }: Way) {
  if (on === null) return null
  if (exit.kind === 'choose' || exit.kind === 'ask') return own(exit.options, on)?.label ?? own(OURS, on) ?? null
  if (exit.kind === 'check') return own(own(texts.checks, exit.name)?.outcomes ?? {}, on) ?? null
  if (exit.kind !== 'diagnose') return own(OURS, on) ?? null
  for (const { check } of exit.readings)
    for (const [outcome, text] of Object.entries(own(texts.checks, check)?.outcomes ?? {})) if (reading(check, outcome) === on) return text
  return own(OURS, on) ?? null
}
