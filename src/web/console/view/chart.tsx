import { BarChart, GraphChart, LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { type EChartsCoreOption, init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { type ReactNode, useEffect, useRef } from 'react'
import { useSettings } from '../data/settings.js'

use([LineChart, BarChart, GraphChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer])

type Props = {
  readonly option: EChartsCoreOption
  /** What the picture shows, for those who cannot see it; a table stands beside it. */
  readonly label: string
  readonly height: number
  readonly onPick?: (name: string) => void
}

/** A chart that follows its box and the theme. */
export function Chart({ option, label, height, onPick }: Props): ReactNode {
  const box = useRef<HTMLDivElement>(null)
  const { isDark } = useSettings()
  const pick = useRef(onPick)
  pick.current = onPick
  useEffect(() => {
    const element = box.current
    if (!element) return
    const chart = init(element, isDark ? 'dark' : null)
    chart.setOption({ backgroundColor: 'transparent', animation: !matchMedia('(prefers-reduced-motion: reduce)').matches, ...option })
    chart.on('click', ({ name }) => pick.current?.(name))
    const watch = new ResizeObserver(() => chart.resize())
    watch.observe(element)
    return () => {
      watch.disconnect()
      chart.dispose()
    }
  }, [option, isDark])
  return <div ref={box} role="img" aria-label={label} style={{ height }} />
}
