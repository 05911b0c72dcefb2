import type { Diagnostic } from '../diagnostic.js'
import type { World } from '../lint.js'
import { type Dialog, type Node, type Signature, signatureOf } from '../program.js'
import type { Path } from '../yamlFile.js'
import { dialogsOf, faultIn, faultOf, nodesOf } from './rule.js'

/** The engine has an answer of its own to these, so nobody need write one. */
const STANDARD: readonly string[] = ['unavailable', 'not_verified']
/** The engine proves ownership again and asks for the work once more, so no case of this name is ever taken. */
const NEVER_SHOWN = 'not_verified'

/** D004 to D006: every check and act exists, and what is written for its outcomes fits what it can answer. */
export function* outcomeRules(world: World): Iterable<Diagnostic> {
  for (const dialog of dialogsOf(world)) for (const node of nodesOf(dialog)) yield* outcomesOf(world, dialog, node)
  yield* repeatedInterrupts(world)
}

/** The outcomes that are written for one piece of work, each with its place in the node. */
type Work = {
  readonly kind: 'check' | 'act'
  readonly name: string
  readonly at: Path
  readonly written: readonly (readonly [outcome: string, path: Path])[]
}

function* outcomesOf(world: World, dialog: Dialog, node: Node): Iterable<Diagnostic> {
  for (const work of worksIn(node)) {
    const signature = signatureOf(world.signatures, work.kind, work.name)
    if (!signature) {
      yield faultIn(world, { dialog, node, path: work.at }, { code: 'D004', message: `there is no ${work.kind} called "${work.name}"` })
      continue
    }
    const written = work.written.map(([outcome]) => outcome)
    for (const outcome of signature.outcomes)
      if (!STANDARD.includes(outcome) && !written.includes(outcome))
        yield faultIn(
          world,
          { dialog, node, path: work.at },
          { code: 'D005', message: `"${work.name}" can answer "${outcome}", but nothing is written for it` },
        )
    for (const [at, [outcome, path]] of work.written.entries()) {
      const twice = written.indexOf(outcome) < at
      if (twice)
        yield faultIn(
          world,
          { dialog, node, path },
          { code: 'D006', message: `"${outcome}" of "${work.name}" is written twice`, hint: 'decide whether it is a finding or fine' },
        )
      else if (!canAnswer(signature, outcome))
        yield faultIn(world, { dialog, node, path }, { code: 'D006', message: `"${work.name}" never answers "${outcome}"` })
    }
  }
}

const canAnswer = ({ outcomes }: Signature, outcome: string): boolean =>
  outcome !== NEVER_SHOWN && (outcomes.includes(outcome) || outcome === 'unavailable')

function worksIn({ exit }: Node): readonly Work[] {
  switch (exit.kind) {
    case 'check':
    case 'act':
      return [{ kind: exit.kind, name: exit.name, at: [exit.kind], written: Object.keys(exit.cases).map((outcome) => [outcome, ['cases', outcome]]) }]
    case 'diagnose':
      return exit.readings.map(({ check, finds, fine }, index) => ({
        kind: 'check',
        name: check,
        at: ['diagnose', index, 'check'],
        written: [
          ...Object.keys(finds).map((outcome): [string, Path] => [outcome, ['diagnose', index, 'finds', outcome]]),
          ...fine.map((outcome, at): [string, Path] => [outcome, ['diagnose', index, 'fine', at]]),
        ],
      }))
    default:
      return []
  }
}

/** The first interrupt that fits is taken, so a later one for the same words needs a node that the first leaves out. */
function* repeatedInterrupts(world: World): Iterable<Diagnostic> {
  const { interrupts } = world.loaded
  for (const [at, { on }] of interrupts.entries()) {
    const name = 'intent' in on ? `intent "${on.intent}"` : `command "${on.command}"`
    const earlier = interrupts.slice(0, at).find((other) => JSON.stringify(other.on) === JSON.stringify(on) && other.notIn.length === 0)
    if (earlier) yield faultOf(world, '_interrupts', [at], { code: 'D006', message: `${name} is always taken by the entry in line ${earlier.line}` })
  }
}
