/** Filters stand in the address, so that a view can be kept and sent. Empty ones are left out. */
export type Filters = Readonly<Record<string, string>>

export const readFilters = (search: URLSearchParams, names: readonly string[]): Filters =>
  Object.fromEntries(names.flatMap((name) => (search.get(name) ? [[name, search.get(name) ?? '']] : [])))

export const withFilter = (filters: Filters, name: string, value: string | undefined): Filters => {
  const { [name]: _, ...others } = filters
  return value === undefined || value === '' ? others : { ...others, [name]: value }
}

export const toSearch = (filters: Filters): string => new URLSearchParams(Object.entries(filters).sort(([a], [b]) => (a < b ? -1 : 1))).toString()

export const TICKET_FILTERS = ['status', 'assignee', 'queue', 'problem', 'language'] as const
export const CONVERSATION_FILTERS = [
  ...([
    'q',
    'intent',
    'dialog',
    'node',
    'outcome',
    'language',
    'owner',
    'tag',
    'reviewed',
    'rating',
    'fallback',
    'confidenceBelow',
    'from',
    'to',
  ] as const),
] as const
