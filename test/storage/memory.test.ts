import { expect, test } from '@jest/globals'
import { memoryStorage } from '../../src/storage/memory.js'
import { storageContract } from './contract.js'

storageContract('memory', {
  newPlace: async () => ({ open: async (options) => memoryStorage(options) }),
  keeps: false,
  parallel: 200,
})

test('memory has nothing to back up', async () => {
  await expect(memoryStorage().backup('nowhere')).rejects.toThrow('cannot be backed up')
})
