import type { Diagnostic } from '../diagnostic.js'
import type { World } from '../lint.js'
import { signatureOf, worksOf } from '../program.js'
import { dialogsOf, faultIn, nodesOf } from './rule.js'

/** D017: nothing about an account is read or changed in a dialog that cannot have its ownership proved. */
export function* ownershipRules(world: World): Iterable<Diagnostic> {
  for (const dialog of dialogsOf(world)) {
    if (dialog.requires !== undefined) continue
    for (const node of nodesOf(dialog))
      for (const { kind, name } of worksOf(node.exit)) {
        const signature = signatureOf(world.signatures, kind, name)
        if (signature?.account && signature.proof !== 'none')
          yield faultIn(
            world,
            { dialog, node },
            { code: 'D017', message: `"${name}" works on an account, but the dialog requires no proof of ownership` },
          )
      }
  }
}
