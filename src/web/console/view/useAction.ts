import { useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { useState } from 'react'
import { ApiError } from '../data/api.js'
import { useSettings } from '../data/settings.js'
import { failureText } from './failure.js'

/** Runs something that changes the desk: once at a time, with what went wrong told, and everything it touches read again. */
export function useAction(): { readonly isRunning: boolean; readonly run: (work: () => Promise<unknown>) => Promise<boolean> } {
  const client = useQueryClient()
  const { message } = App.useApp()
  const { words } = useSettings()
  const [isRunning, setIsRunning] = useState(false)
  return {
    isRunning,
    async run(work) {
      setIsRunning(true)
      try {
        await work()
        return true
      } catch (error) {
        void message.error(`${failureText(error, words)}${holderIn(error)}`)
        return false
      } finally {
        setIsRunning(false)
        await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'welcome' && queryKey[0] !== 'catalog' })
      }
    },
  }
}

/** Who was faster, where the server says so. */
function holderIn(error: unknown): string {
  const now = error instanceof ApiError && typeof error.now === 'object' && error.now !== null ? error.now : {}
  const holder =
    'display' in now
      ? now.display
      : 'assignee' in now && now.assignee !== null && typeof now.assignee === 'object' && 'display' in now.assignee
        ? now.assignee.display
        : ''
  return typeof holder === 'string' && holder !== '' ? ` (${holder})` : ''
}
