import type { PhoneAction } from './scriptSchema.js'
import type { ReplayWorld } from './world.js'

/** What the person does on the simulated phone, or what the script does to the simulated service; told in a word. */
export async function doOnPhone({ simulator }: Pick<ReplayWorld, 'simulator'>, account: string, action: PhoneAction): Promise<string> {
  switch (action.action) {
    case 'face':
      await simulator.setFace(account, action.result)
      break
    case 'patch':
      await simulator.patch(account, action.fields)
      break
    case 'fault': {
      const { operation, mode, times } = action
      await simulator.addFault({ account_id: account, operation, mode, times })
      break
    }
    case 'log_in':
    case 'update_client':
    case 'request_unbind':
    case 'confirm_unbind':
    case 'activate':
    case 'read_notice': {
      const { result } = await simulator.userAction(account, action)
      return `(phone: ${action.action} → ${result.outcome})`
    }
  }
  return `(phone: ${action.action})`
}
