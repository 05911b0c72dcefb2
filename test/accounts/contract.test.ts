import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HttpAccountService } from '../../src/accounts/http.js'
import { httpHandler } from '../../src/accounts/httpHandler.js'
import { openFileStore } from '../../src/accounts/simulatorStore.js'
import { contract } from './contract.js'
import { serve } from './serve.js'
import { simulatorInMemory } from './simulators.js'

contract('the simulator in memory', async () => {
  const simulator = await simulatorInMemory()
  return { accounts: simulator, simulator, close: async () => {} }
})

contract('the simulator on a file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'simulator-'))
  const simulator = await simulatorInMemory({ store: await openFileStore(join(folder, 'simulator.json')) })
  return { accounts: simulator, simulator, close: async () => {} }
})

contract('the client over HTTP', async () => {
  const simulator = await simulatorInMemory()
  const { baseUrl, close } = await serve(httpHandler(simulator))
  return { accounts: new HttpAccountService({ baseUrl, timeoutMs: 10_000 }), simulator, close }
})
