import { openStorage } from '../../src/storage/open.js'
import { storageContract } from './contract.js'
import { temporaryFolder } from './folder.js'

const inFolder = temporaryFolder()
let places = 0

storageContract('sqlite', {
  async newPlace() {
    places += 1
    const url = `sqlite:${inFolder(`${places}.db`)}`
    return { open: (options) => openStorage(url, options) }
  },
  keeps: true,
  parallel: 200,
})

storageContract('sqlite in memory', {
  newPlace: async () => ({ open: (options) => openStorage(':memory:', options) }),
  keeps: false,
  parallel: 200,
})
