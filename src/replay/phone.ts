import { z } from 'zod'
import type { ReplayWorld } from './world.js'

const special = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('face'), result: z.enum(['pass', 'fail', 'bad_light']) }),
  z.strictObject({
    action: z.literal('fault'),
    operation: z.string(),
    mode: z.enum(['unavailable', 'slow', 'error']),
    times: z.number().int().positive(),
  }),
  z.strictObject({ action: z.literal('patch'), fields: z.record(z.string(), z.unknown()) }),
])

/** What the person does on the simulated phone, or what the script does to the simulated service. */
export async function doOnPhone(
  world: ReplayWorld,
  account: string,
  action: { readonly action: string },
  filled: (text: string) => Promise<string>,
): Promise<string> {
  const read = special.safeParse(action)
  if (!read.success) {
    const { action: name, ...rest } = action
    const fields = Object.fromEntries(
      await Promise.all(Object.entries(rest).map(async ([key, value]) => [key, typeof value === 'string' ? await filled(value) : value])),
    )
    const { result } = await world.simulator.userAction(account, { action: name, ...fields })
    return `(phone: ${name} → ${result.outcome})`
  }
  switch (read.data.action) {
    case 'face':
      await world.simulator.setFace(account, read.data.result)
      break
    case 'patch':
      await world.simulator.patch(account, read.data.fields)
      break
    case 'fault': {
      const { operation, mode, times } = read.data
      await world.simulator.addFault({ account_id: account, operation, mode, times })
    }
  }
  return `(phone: ${read.data.action})`
}
