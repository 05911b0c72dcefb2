import { own } from '../../shared/own.js'
import type { Diagnostic } from '../diagnostic.js'
import type { World } from '../lint.js'
import { ADVICE, type Dialog, type NodeId } from '../program.js'
import { reachableFrom } from './graph.js'
import { dialogsOf, faultIn, nodesOf } from './rule.js'

const KINDS: readonly string[] = ADVICE

/** D023: every remedy says which advice it gives, in words that exploration can hold against the account. */
export function* adviceRules(world: World): Iterable<Diagnostic> {
  for (const dialog of dialogsOf(world))
    for (const node of nodesOf(dialog)) {
      for (const [at, advice] of node.advises.entries())
        if (!KINDS.includes(advice))
          yield faultIn(
            world,
            { dialog, node, path: ['advises', at] },
            { code: 'D023', message: `"${advice}" is no kind of advice`, hint: `use one of ${KINDS.join(', ')}` },
          )
      if (node.exit.kind !== 'diagnose') continue
      for (const [at, { finds }] of node.exit.readings.entries())
        for (const [outcome, { goto }] of Object.entries(finds))
          if (Object.hasOwn(dialog.nodes, goto) && !advises(dialog, goto))
            yield faultIn(
              world,
              { dialog, node, path: ['diagnose', at, 'finds', outcome] },
              {
                code: 'D023',
                message: `the remedy "${goto}" for "${outcome}" advises nothing`,
                hint: `write under advises of "${goto}" what the user is told to do`,
              },
            )
    }
}

/** A remedy may first decide what it says, so the advice may come after a `goto` or a `branch`. */
const advises = (dialog: Dialog, remedy: NodeId): boolean =>
  [...reachableFrom(dialog, [remedy], ({ exit }) => exit.kind !== 'goto' && exit.kind !== 'branch')].some(
    (id) => (own(dialog.nodes, id)?.advises.length ?? 0) > 0,
  )
