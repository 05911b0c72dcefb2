import { storeContract } from './contract.js'
import { inDatabase, sqlite } from './stores.js'

storeContract('sqlite', () => inDatabase('sqlite', sqlite()))
