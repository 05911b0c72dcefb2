import { type InfiniteData, type QueryClient, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { Agent, Session, Welcome } from '../../../contract/agents.js'
import type { Canned } from '../../../contract/canned.js'
import type { ConversationDetail, ConversationList } from '../../../contract/conversations.js'
import type { Ticket, TicketList, Words } from '../../../contract/tickets.js'
import { type Filters, toSearch } from '../model/filters.js'
import { get } from './api.js'

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
export const useTicket = (number: string | null) =>
  useQuery({ queryKey: ['ticket', number], queryFn: () => get<Ticket>(`/tickets/${encodeURIComponent(number ?? '')}`), enabled: number !== null })
export const useConversation = (id: string | null) =>
  useQuery({
    queryKey: ['conversation', id],
    queryFn: () => get<ConversationDetail>(`/conversations/${encodeURIComponent(id ?? '')}`),
    enabled: id !== null,
  })

/** A list that is read page by page; `name` is its path too. */
function usePages<Page extends { readonly next: string | null }>(name: string, filters: Filters) {
  return useInfiniteQuery<Page, Error, InfiniteData<Page>, readonly unknown[], string | null>({
    queryKey: [name, filters],
    queryFn: ({ pageParam }) => get<Page>(`/${name}?${toSearch({ ...filters, ...(pageParam !== null && { cursor: pageParam }) })}`),
    initialPageParam: null,
    getNextPageParam: ({ next }) => next,
  })
}
export const useTickets = (filters: Filters) => usePages<TicketList>('tickets', filters)
export const useConversations = (filters: Filters) => usePages<ConversationList>('conversations', filters)

/** What the last person at this browser was shown is not the next one's. */
export const forgetOthers = (client: QueryClient): void =>
  client.removeQueries({ predicate: ({ queryKey: [name] }) => name !== 'session' && name !== 'welcome' })
