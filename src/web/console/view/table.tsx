import type { ReactNode } from 'react'

export type Column<Row> = { readonly title: string; readonly cell: (row: Row) => ReactNode; readonly isNumber?: boolean }
type Props<Row> = {
  readonly label: string
  readonly rows: readonly Row[]
  readonly columns: readonly Column<Row>[]
  readonly keyOf: (row: Row) => string
  readonly current?: string | null
}

/** A table as HTML has it. Ant Design's brings pagination, sorting and resizing that the desk's server does; it would be a sixth of the first screen. */
export function Table<Row>({ label, rows, columns, keyOf, current = null }: Props<Row>): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keys
    <section className="table" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {columns.map(({ title, isNumber }) => (
              <th key={title} scope="col" className={isNumber ? 'number' : undefined}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} data-row-key={keyOf(row)} className={keyOf(row) === current ? 'current' : undefined}>
              {columns.map(({ title, cell, isNumber }) => (
                <td key={title} className={isNumber ? 'number' : undefined}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
