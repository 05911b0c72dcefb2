import { instance, type Viz } from '@viz-js/viz'
import { z } from 'zod'
import type { Arrow, Box, Drawing } from './boxes.js'

export type Point = { readonly x: number; readonly y: number }
export type PlacedBox = Box & Point
export type PlacedArrow = Arrow & { readonly path: string; readonly label: Point }
export type Placed = Omit<Drawing, 'boxes' | 'arrows'> & {
  readonly boxes: readonly PlacedBox[]
  readonly arrows: readonly PlacedArrow[]
  readonly width: number
  readonly height: number
}

/** What Graphviz tells of a layout; the rest of it is not needed. */
const layout = z.object({
  bb: z.string(),
  objects: z.array(z.object({ name: z.string(), pos: z.string() })).default([]),
  edges: z.array(z.object({ pos: z.string(), lp: z.string().optional() })).default([]),
})

/** Gives every box and line its place. Graphviz lays out; it never sees a word of the author, only numbers and sizes. */
export async function layOuter(): Promise<(drawing: Drawing) => Placed> {
  const viz = await instance()
  return (drawing) => placed(viz, drawing)
}

const PER_INCH = 72
const MARGIN = 24

function placed(viz: Viz, drawing: Drawing): Placed {
  const numbers = new Map(drawing.boxes.map(({ key }, n) => [key, `n${n}`]))
  const { bb, objects, edges } = layout.parse(
    viz.renderJSON(
      {
        graphAttributes: { rankdir: 'LR', nodesep: 0.34, ranksep: 0.45, splines: 'true' },
        nodeAttributes: { shape: 'box', fixedsize: true, label: '' },
        nodes: drawing.boxes.map(({ key, width, height }) => ({
          name: numbers.get(key) ?? '',
          attributes: { width: width / PER_INCH, height: height / PER_INCH },
        })),
        edges: drawing.arrows.map(({ from, to, width, height }) => ({
          tail: numbers.get(from) ?? '',
          head: numbers.get(to) ?? '',
          attributes: width === 0 ? {} : { label: { html: blank(width, height) } },
        })),
      },
      { yInvert: true },
    ),
  )
  const places = new Map(objects.map(({ name, pos }) => [name, pointOf(pos)]))
  const [, , width = 0, height = 0] = bb.split(',').map(Number)
  // With the vertical turned over, the box of the whole is told from its top or its bottom.
  const tall = Math.max(
    ...bb
      .split(',')
      .filter((_, n) => n % 2 === 1)
      .map(Number),
    height,
  )
  return {
    ...drawing,
    boxes: drawing.boxes.map((box) => ({ ...box, ...shifted(places.get(numbers.get(box.key) ?? '') ?? { x: 0, y: 0 }) })),
    arrows: drawing.arrows.map((arrow, n) => ({ ...arrow, path: pathOf(edges[n]?.pos ?? ''), label: shifted(pointOf(edges[n]?.lp ?? '0,0')) })),
    width: width + 2 * MARGIN,
    height: tall + 2 * MARGIN,
  }
}

const blank = (width: number, height: number): string =>
  `<table border="0" fixedsize="true" width="${Math.ceil(width)}" height="${Math.ceil(height)}"><tr><td></td></tr></table>`

function pointOf(text: string): Point {
  const [x = 0, y = 0] = text.split(',').map(Number)
  return { x, y }
}
const shifted = ({ x, y }: Point): Point => ({ x: x + MARGIN, y: y + MARGIN })

/** `e,x,y x,y x,y …`: the tip of the arrow, then a spline. */
function pathOf(pos: string): string {
  const parts = pos.split(' ')
  const tip = parts.find((part) => part.startsWith('e,'))
  const points = parts.filter((part) => !/^[se],/.test(part)).map((part) => shifted(pointOf(part)))
  const [first, ...rest] = points
  if (!first) return ''
  const end = tip === undefined ? '' : ` L${written(shifted(pointOf(tip.slice(2))))}`
  return `M${written(first)} C${rest.map(written).join(' ')}${end}`
}
const written = ({ x, y }: Point): string => `${x.toFixed(1)},${y.toFixed(1)}`
