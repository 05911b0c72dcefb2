import { describe, expect, test } from '@jest/globals'
import type { PicturedDialog } from '../../src/contract/pictures.js'
import { coveredParts } from '../../src/replay/coverage/atlas.js'
import { walkedIn } from '../../src/replay/coverage/walked.js'
import { drawingOf } from '../../src/replay/picture/boxes.js'
import { describeProgram } from '../../src/replay/picture/describe.js'
import { draw } from '../../src/replay/picture/draw.js'
import { textWidth, wrapped } from '../../src/replay/picture/measure.js'
import { graphPage } from '../../src/replay/picture/page.js'
import { layOuter } from '../../src/replay/picture/place.js'
import { dialog, option, play, programOf, tap, text, words } from '../engine/talk.js'

const EVIL = `'</script><script>alert(1)</script><img src=x onerror="alert(2)"> " & ]]>'`
const NODES = `  a: { say: { zh: 您养的是猫还是狗？, en: Which pet? }, source: [F12], advises: [log_in], choose: pet, options: { cat: ${option('b')}, dog: ${option('b')}, cow: { label: { zh: ${EVIL}, en: ${EVIL} }, goto: c } } }
  b: { say: ${text}, choose: pet, options: { cat: ${option('a')}, dog: ${option('z')} } }
  c: { say: ${text}, choose: pet, options: { cat: ${option('z')} } }
  d: { call: help, cases: { explained: z, gave_up: z } }`
const program = programOf(dialog(NODES, 'slots: { pet: { values: [cat, dog, cow] } }'))

function described() {
  const walked = walkedIn({ program, events: play(program, words('about_t'), tap('dog')).all })
  const traffic = { kind: 'counted' as const, conversations: 3, counts: new Map([['t/a [dog] -> b', 2]]), unreadable: 0 }
  const parts = coveredParts({ program, replays: [{ file: 'test/dog.yaml', walked }], explored: null, traffic })
  return describeProgram(program, { parts, traffic, replays: 1, failed: 0, explored: false })
}
const pictures = described()
const pets = pictures.dialogs.find(({ id }) => id === 't') as PicturedDialog
const layOut = await layOuter()

describe('what is told of a node', () => {
  const node = (name: string) => pets.nodes.find((one) => one.node === name)
  test('where it is written, what it says, facts and advice', () =>
    expect(node('a')).toMatchObject({ kind: 'choose', file: 't.yaml', line: 8, sources: ['F12'], advises: ['log_in'], replays: [0] }))
  test('each option by itself, with what comes by', () =>
    expect(node('a')?.ways.map(({ on, visits }) => [on, visits])).toEqual([
      ['cat', { replays: 0, exploration: null, traffic: 0 }],
      ['dog', { replays: 1, exploration: null, traffic: 2 }],
      ['cow', { replays: 0, exploration: null, traffic: 0 }],
    ]))
  test('who calls whom', () => {
    expect(node('d')?.calls).toBe('help')
    expect(pictures.dialogs.find(({ id }) => id === 'help')?.calledBy).toEqual(['t/d'])
  })
})

describe('a drawing', () => {
  const placed = layOut(drawingOf(pets))
  test('has one arrow between two nodes, with a line for each option', () =>
    expect(placed.arrows.filter(({ from, to }) => from === 'a' && to === 'b').map(({ lines }) => lines.length)).toEqual([2]))
  test('draws an end to which many lead once for each of them', () =>
    expect(placed.boxes.filter(({ node }) => node.node === 'z').map(({ form }) => form)).toEqual(['stub', 'stub', 'stub']))
  test('lays no node over another, and everything inside', () => {
    for (const one of placed.boxes) {
      expect(one.x - one.width / 2).toBeGreaterThanOrEqual(0)
      expect([one.x + one.width / 2 <= placed.width, one.y + one.height / 2 <= placed.height]).toEqual([true, true])
      for (const other of placed.boxes)
        if (one !== other)
          expect(Math.abs(one.x - other.x) >= (one.width + other.width) / 2 || Math.abs(one.y - other.y) >= (one.height + other.height) / 2).toBe(
            true,
          )
    }
  })
  test('for a document speaks one language and tells nothing of coverage', () => {
    const svg = draw(placed, { for: 'document', language: 'zh' })
    expect(svg).toContain('您养的是猫还是狗？')
    expect(svg).not.toContain('Which pet?')
    expect(svg).not.toMatch(/data-replays|tabindex|✗/)
  })
  test('marks what no replay walks by more than a colour', () => {
    const svg = draw(placed, { for: 'page' })
    expect(svg).toMatch(/data-node="t\/c"[^>]* data-replays="0" data-exploration="-" data-traffic="0"/)
    expect(svg).toContain('✗ 未测试')
  })
})

describe('words of authors', () => {
  const drawings = [draw(layOut(drawingOf(pets)), { for: 'page' })]
  const page = graphPage(pictures, { drawings, script: 'const end = "</script>"' })
  test('end no script and begin no element', () => {
    expect(page.match(/<script/g)).toHaveLength(2)
    expect(page.match(/<\/script>/g)).toHaveLength(2)
    expect(page).not.toContain('<img')
  })
  test('come to the page whole', () => {
    const json = /<script type="application\/json" id="pictures">(.*?)<\/script>/s.exec(page)?.[1] ?? ''
    expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(pictures)))
  })
  test('the page may load nothing', () => {
    expect(page).toContain(`content="default-src &#39;none&#39;; style-src`)
    expect(page.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/(src|href)="|https?:\/\//)
  })
})

test.each([
  '账号处于封禁状态，解封之前不能解绑，也没有别的办法绕过去。请先走官方申诉，恢复正常后再来解绑。',
  `${'a'.repeat(90)} b`,
  'It is one word and another and more of them until it ends here, or a little later than that.',
])('rows are never wider than their box: %s', (long) => {
  const rows = wrapped(long, { width: 200, size: 12, lines: 2 })
  expect(rows).toHaveLength(2)
  for (const row of rows) expect(textWidth(row, 12)).toBeLessThanOrEqual(200)
  expect(rows[0]?.slice(0, 8)).toBe(long.slice(0, 8))
  expect(rows.join('')).toContain('…')
  expect(rows.join('')).not.toContain('……')
  expect(rows.some((row) => /^[，。]/.test(row))).toBe(false)
})

test('a step back to a node to which many lead is drawn beside where it is taken', () => {
  const many = programOf(
    dialog(
      `  a: { say: ${text}, choose: pet, options: { cat: ${option('b')}, dog: ${option('c')}, cow: ${option('d')} } }
  b: { say: ${text}, choose: pet, options: { cat: ${option('a')}, dog: ${option('c')} } }
  c: { say: ${text}, choose: pet, options: { cat: ${option('a')}, dog: ${option('d')} } }
  d: { say: ${text}, choose: pet, options: { cat: ${option('a')}, dog: ${option('z')} } }`,
      'slots: { pet: { values: [cat, dog, cow] } }',
    ),
  )
  const parts = coveredParts({ program: many, replays: [], explored: null, traffic: { kind: 'none', why: 'none' } })
  const described = describeProgram(many, { parts, traffic: { kind: 'none', why: 'none' }, replays: 0, failed: 0, explored: false })
  const t = described.dialogs.find(({ id }) => id === 't')
  if (!t) throw new Error('expected the dialog t')
  const { boxes } = drawingOf(t)
  expect(boxes.filter(({ node }) => node.node === 'a').map(({ form }) => form)).toEqual(['whole', 'stub', 'stub', 'stub'])
})
