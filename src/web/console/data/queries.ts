import { type InfiniteData, type QueryClient, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { Agent, Session, Welcome } from '../../../contract/agents.js'
import type { Canned } from '../../../contract/canned.js'
import type { ConversationDetail, ConversationList } from '../../../contract/conversations.js'
import type { AuditList } from '../../../contract/privacy.js'
import type { Suggestion, View } from '../../../contract/review.js'
import type { Ticket, TicketList, Words } from '../../../contract/tickets.js'
import { type Filters, toSearch } from '../model/filters.js'
import { get } from './api.js'
import { useSettings } from './settings.js'

type Named = { readonly id: string; readonly title: Words }
export type Catalog = {
  readonly queues: readonly Named[]
  readonly intents: readonly Named[]
  readonly dialogs: readonly (Named & { readonly nodes: readonly string[] })[]
}

const A_WHILE = 5 * 60_000

export const useSession = () => useQuery({ queryKey: ['session'], queryFn: () => get<Session>('/session'), retry: false, staleTime: A_WHILE })
export const useWelcome = () => useQuery({ queryKey: ['welcome'], queryFn: () => get<Welcome>('/welcome'), staleTime: A_WHILE })
export const useAgents = () => useQuery({ queryKey: ['agents'], queryFn: () => get<{ items: Agent[] }>('/agents').then(({ items }) => items) })
export const useCatalog = () => useQuery({ queryKey: ['catalog'], queryFn: () => get<Catalog>('/catalog'), staleTime: A_WHILE })
export const useCanned = () =>
  useQuery({ queryKey: ['canned'], queryFn: () => get<{ items: Canned[] }>('/canned').then(({ items }) => items), staleTime: A_WHILE })
export const useViews = () => useQuery({ queryKey: ['views'], queryFn: () => get<{ items: View[] }>('/views').then(({ items }) => items) })
export const useSuggestions = () =>
  useQuery({ queryKey: ['suggestions'], queryFn: () => get<{ items: Suggestion[] }>('/suggestions').then(({ items }) => items) })

/** Intents by their titles, in the language of the desk. */
export function useIntentTitle(): { titleOf(id: string): string; readonly options: readonly { readonly value: string; readonly label: string }[] } {
  const { lang } = useSettings()
  const intents = useCatalog().data?.intents ?? []
  return {
    titleOf: (id) => intents.find((intent) => intent.id === id)?.title[lang] ?? id,
    options: intents.map(({ id, title }) => ({ value: id, label: title[lang] })),
  }
}
export const useTicket = (number: string | null) =>
  useQuery({ queryKey: ['ticket', number], queryFn: () => get<Ticket>(`/tickets/${encodeURIComponent(number ?? '')}`), enabled: number !== null })
export const useConversation = (id: string | null) =>
  useQuery({
    queryKey: ['conversation', id],
    queryFn: () => get<ConversationDetail>(`/conversations/${encodeURIComponent(id ?? '')}`),
    enabled: id !== null,
  })

/** A list that is read page by page; `name` is its path too. */
function usePages<Page extends { readonly next: string | number | null }>(name: string, filters: Filters) {
  return useInfiniteQuery<Page, Error, InfiniteData<Page>, readonly unknown[], string | number | null>({
    queryKey: [name, filters],
    queryFn: ({ pageParam }) => get<Page>(`/${name}?${toSearch({ ...filters, ...(pageParam !== null && { cursor: String(pageParam) }) })}`),
    initialPageParam: null,
    getNextPageParam: ({ next }) => next,
  })
}
export const useTickets = (filters: Filters) => usePages<TicketList>('tickets', filters)
export const useAudit = (filters: Filters) => usePages<AuditList>('audit', filters)
export const useConversations = (filters: Filters) => usePages<ConversationList>('conversations', filters)

/** What the last person at this browser was shown is not the next one's. */
export const forgetOthers = (client: QueryClient): void =>
  client.removeQueries({ predicate: ({ queryKey: [name] }) => name !== 'session' && name !== 'welcome' })
