import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from '@jest/globals'
import { openStorage } from '../../src/storage/open.js'
import { storageContract } from './contract.js'

let folder = ''
let places = 0
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mibao-sqlite-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

storageContract('sqlite', {
  async newPlace() {
    places += 1
    const url = `sqlite:${join(folder, `${places}.db`)}`
    return { open: (options) => openStorage(url, options) }
  },
  keeps: true,
  parallel: 200,
})
