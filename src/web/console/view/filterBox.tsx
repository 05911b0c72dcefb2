import { Grid, Space } from 'antd'
import type { ReactNode } from 'react'
import { useSettings } from '../data/settings.js'

/** Filters side by side; on a phone they fold away, and tell how many are set. */
export function FilterBox({ count, children }: { readonly count: number; readonly children: ReactNode }): ReactNode {
  const { words } = useSettings()
  const isWide = Grid.useBreakpoint().md ?? true
  const filters = (
    <Space wrap className="filters">
      {children}
    </Space>
  )
  if (isWide) return filters
  return (
    <details className="filter-box">
      <summary>{words.filters(count)}</summary>
      {filters}
    </details>
  )
}
