import type { Diagnostic } from '../diagnostic.js'
import type { World } from '../lint.js'
import { dialogsOf, faultIn, faultOf } from './rule.js'

/** D012 and D013: the recogniser knows every intent that is used, and each starts one dialog. */
export function* intentRules(world: World): Iterable<Diagnostic> {
  const { intents, loaded } = world
  const starters = new Map<string, string>()
  for (const dialog of dialogsOf(world)) {
    for (const [at, intent] of dialog.staysOn.entries())
      if (intents && !intents.includes(intent))
        yield faultIn(world, { dialog, path: ['stays_on', at] }, { code: 'D012', message: `intent "${intent}" has no examples` })
    for (const [at, intent] of dialog.startsOn.entries()) {
      const path = ['starts_on', at]
      if (intents && !intents.includes(intent))
        yield faultIn(world, { dialog, path }, { code: 'D012', message: `intent "${intent}" has no examples` })
      const other = starters.get(intent)
      if (other !== undefined) yield faultIn(world, { dialog, path }, { code: 'D013', message: `intent "${intent}" starts "${other}" already` })
      else starters.set(intent, dialog.id)
    }
  }
  for (const [at, { on }] of loaded.interrupts.entries())
    if (intents && 'intent' in on && !intents.includes(on.intent))
      yield faultOf(world, '_interrupts', [at, 'intent'], { code: 'D012', message: `intent "${on.intent}" has no examples` })
}
