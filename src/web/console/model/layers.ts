import type { Flow } from '../../../contract/insights.js'

export type Place = { readonly id: string; readonly column: number; readonly row: number }

/** Where each node stands: its column is how many steps it is from the start, its row keeps it near those that lead to it. What cannot be reached comes last. */
export function layOut({ start, nodes, edges }: Pick<Flow, 'start' | 'nodes' | 'edges'>): readonly Place[] {
  const written = edges.filter(({ isWritten }) => isWritten)
  const columns = new Map<string, number>([[start, 0]])
  const open = [start]
  for (let from = open.shift(); from !== undefined; from = open.shift())
    for (const { to } of written.filter((edge) => edge.from === from)) {
      if (columns.has(to)) continue
      columns.set(to, (columns.get(from) ?? 0) + 1)
      open.push(to)
    }
  const last = Math.max(0, ...columns.values())
  const columnOf = (id: string): number => columns.get(id) ?? last + 1
  const rows = new Map<string, number>()
  const places: Place[] = []
  for (let column = 0; column <= last + 1; column++) {
    const here = nodes.filter(({ id }) => columnOf(id) === column).map(({ id }) => ({ id, pull: pullOf(id, written, rows) }))
    here.sort((a, b) => a.pull - b.pull)
    for (const [n, { id }] of here.entries()) {
      const row = n - (here.length - 1) / 2
      rows.set(id, row)
      places.push({ id, column, row })
    }
  }
  return places
}

/** The middle of those in front of it. */
function pullOf(id: string, edges: Flow['edges'], rows: ReadonlyMap<string, number>): number {
  const fronts = edges.flatMap(({ from, to }) => (to === id ? (rows.get(from) ?? []) : []))
  return fronts.length === 0 ? 0 : fronts.reduce((sum, row) => sum + row, 0) / fronts.length
}
