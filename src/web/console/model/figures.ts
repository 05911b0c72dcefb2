import type { Figure } from '../../../contract/insights.js'

type Kind = Figure['kind']

/** A figure as people read it; null where there was nothing to divide by. */
export function figureText(value: number | null, kind: Kind, lang: 'zh' | 'en'): string | null {
  if (value === null) return null
  switch (kind) {
    case 'count':
      return new Intl.NumberFormat(lang).format(value)
    case 'share':
      return `${(value * 100).toFixed(1)} %`
    case 'ms':
      return timeText(value, lang)
  }
}

function timeText(ms: number, lang: 'zh' | 'en'): string {
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return lang === 'zh' ? `${seconds} 秒` : `${seconds} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 120) return lang === 'zh' ? `${minutes} 分钟` : `${minutes} min`
  const hours = (minutes / 60).toFixed(1)
  return lang === 'zh' ? `${hours} 小时` : `${hours} h`
}

/** Which way it went against the period before, where both are known. */
export function trendOf({ value, before }: Pick<Figure, 'value' | 'before'>): 'up' | 'down' | 'same' | null {
  if (value === null || before.value === null) return null
  if (Math.abs(value - before.value) < 1e-9) return 'same'
  return value > before.value ? 'up' : 'down'
}
