import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Fallbacks, Flow, Insights } from '../../../contract/insights.js'
import { type Filters, toSearch } from '../model/filters.js'
import { get } from './api.js'

const useFigures = <Result>(path: string, filters: Filters, enabled = true) =>
  useQuery({
    queryKey: ['insights', path, filters],
    queryFn: () => get<Result>(`${path}?${toSearch(filters)}`),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    enabled,
  })
export const useInsights = (filters: Filters) => useFigures<Insights>('/insights', filters)
export const useFlow = (dialog: string, filters: Filters) =>
  useFigures<Flow>(`/insights/dialogs/${encodeURIComponent(dialog)}`, filters, dialog !== '')
export const useFallbacks = (filters: Filters) => useFigures<Fallbacks>('/insights/fallbacks', filters)
