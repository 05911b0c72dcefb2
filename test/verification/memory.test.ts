import { storeContract } from './contract.js'
import { inMemory } from './stores.js'

storeContract('memory', inMemory)
