import type { Diagnostic } from '../diagnostic.js'
import type { World } from '../lint.js'
import { type Dialog, type Node, signatureOf, worksOf } from '../program.js'
import { knownNames, type Names } from './knownNames.js'
import { dialogsOf, faultIn, nodesOf } from './rule.js'
import { namesIn, textsOf } from './slotUses.js'

/** D011: every {name} in a text, and every slot that a check or an act is handed, is filled on every way to the node. */
export function* nameRules(world: World): Iterable<Diagnostic> {
  const known = knownNames(world)
  for (const dialog of dialogsOf(world))
    for (const node of nodesOf(dialog)) {
      // A node that nothing leads to knows nothing, and is reported for that.
      const here = known.get(`${dialog.id}/${node.id}`)
      if (here) yield* unknownNames(world, dialog, node, here)
    }
}

function* unknownNames(world: World, dialog: Dialog, node: Node, known: Names): Iterable<Diagnostic> {
  for (const { text, when, path } of textsOf(node))
    for (const name of namesIn(text))
      if (!known.has(name) && !Object.hasOwn(when, name))
        yield faultIn(world, { dialog, node, path }, { code: 'D011', message: `{${name}} is not known on every way that leads here` })
  for (const { kind, name, using } of worksOf(node.exit)) {
    const signature = signatureOf(world.signatures, kind, name)
    if (!signature) continue
    const needed = [...(signature.account ? ['account_id'] : []), ...Object.keys(signature.using).filter((slot) => using.includes(slot))]
    for (const slot of needed)
      if (!known.has(slot) && mayBeMissing(dialog, signature.proof, slot))
        yield faultIn(
          world,
          { dialog, node },
          { code: 'D011', message: `"${name}" needs slot "${slot}", which is not filled on every way that leads here` },
        )
  }
}

/** Work that needs a proof in a dialog without `requires` is reported for that (D017), not for the account that it lacks. */
const mayBeMissing = (dialog: Dialog, proof: string, slot: string): boolean =>
  slot !== 'account_id' || proof === 'none' || dialog.requires !== undefined
