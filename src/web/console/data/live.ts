import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Live } from '../../../contract/live.js'

export type LiveState = 'connecting' | 'connected' | 'lost'

/** Listens to what happens at the desk and has read again what it concerns. `onTicket` is told of new tickets. */
export function useLive(onTicket: (number: string) => void): LiveState {
  const client = useQueryClient()
  const [state, setState] = useState<LiveState>('connecting')
  useEffect(() => {
    const source = new EventSource('/api/console/events')
    let wasLost = false
    source.onopen = () => {
      setState('connected')
      if (wasLost) void client.invalidateQueries()
      wasLost = false
    }
    source.onerror = () => {
      wasLost = true
      setState('lost')
      // A session that has ended is not tried again by the browser; asking for it says so.
      if (source.readyState === EventSource.CLOSED) void client.invalidateQueries({ queryKey: ['session'] })
    }
    source.onmessage = ({ data }: MessageEvent<string>) => {
      const event: Live = JSON.parse(data)
      heard(client, event)
      if (event.type === 'ticket' && event.isNew) onTicket(event.number)
    }
    return () => source.close()
  }, [client, onTicket])
  return state
}

function heard(client: QueryClient, event: Live): void {
  const again = (...queryKey: readonly string[]): void => void client.invalidateQueries({ queryKey })
  switch (event.type) {
    case 'ticket':
      again('tickets')
      again('ticket', event.number)
      again('conversation', event.conversation)
      return
    case 'conversation':
      again('conversation', event.conversation)
      again('conversations')
      if (event.from === 'user') again('tickets')
      return
    case 'presence':
      again('agents')
      return
    case 'reset':
      void client.invalidateQueries()
      return
  }
}
