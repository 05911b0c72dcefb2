import { expect, test } from '@jest/globals'
import { factsReport } from '../../src/dialog/factsReport.js'
import { loadDialogs } from '../../src/dialog/load.js'
import { dialogFile } from './world.js'

test('each fact is shown with its places and the words that stand there', () => {
  const { dialogs } = loadDialogs([dialogFile('  a: { source: [F01, F03], say: { zh: 好, en: Fine }, end: done }')])
  const section = { place: 'guide#one', file: 'guide.zh.md', line: 9, source: ['F03'], text: { zh: '一', en: 'One' } }
  const node = { place: 't/a', file: 't.yaml', line: 7, words: [{ zh: '好', en: 'Fine' }] }
  expect(factsReport({ all: ['F01', 'F02', 'F03'], dialogs, sections: [section] })).toEqual([
    { fact: 'F01', places: [node] },
    { fact: 'F02', places: [] },
    { fact: 'F03', places: [node, { place: 'guide#one', file: 'guide.zh.md', line: 9, words: [{ zh: '一', en: 'One' }] }] },
  ])
})
