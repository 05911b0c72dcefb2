import { Tooltip } from 'antd'
import type { ReactNode } from 'react'
import { useNow } from '../data/now.js'
import { useSettings } from '../data/settings.js'
import { ageOf } from '../model/age.js'

/** How long ago, with the exact time for whoever wants it. */
export function Since({ at, isAgo = false }: { readonly at: number; readonly isAgo?: boolean }): ReactNode {
  const { words, lang } = useSettings()
  const { count, unit } = ageOf(at, useNow())
  const age = words.age(count, unit)
  return (
    <Tooltip title={timeText(at, lang)}>
      <time dateTime={new Date(at).toISOString()}>{isAgo ? words.ago(age) : age}</time>
    </Tooltip>
  )
}

export const timeText = (at: number, lang: 'zh' | 'en'): string =>
  new Intl.DateTimeFormat(lang === 'zh' ? 'zh-CN' : 'en', { dateStyle: 'medium', timeStyle: 'medium' }).format(at)
export const clockText = (at: number, lang: 'zh' | 'en'): string =>
  new Intl.DateTimeFormat(lang === 'zh' ? 'zh-CN' : 'en', { hour: '2-digit', minute: '2-digit' }).format(at)
export const dayText = (at: number, lang: 'zh' | 'en'): string =>
  new Intl.DateTimeFormat(lang === 'zh' ? 'zh-CN' : 'en', { dateStyle: 'full' }).format(at)
