import { Button, Result } from 'antd'
import type { ReactNode } from 'react'
import { ApiError } from '../data/api.js'
import { useSettings } from '../data/settings.js'
import type { Dictionary } from '../dictionary.js'

/** A fault in the agent's language. */
export function failureText(error: unknown, { errors }: Dictionary): string {
  if (!(error instanceof ApiError)) return errors.other
  if (error.status === 0) return errors.offline
  const codes: Readonly<Record<string, string>> = errors.codes
  return Object.hasOwn(codes, error.code) ? (codes[error.code] ?? errors.other) : errors.other
}

export function Failure({ error, again }: { readonly error: unknown; readonly again: () => void }): ReactNode {
  const { words } = useSettings()
  return (
    <Result
      status="warning"
      title={words.errors.title}
      subTitle={failureText(error, words)}
      extra={
        <Button type="primary" onClick={again}>
          {words.errors.again}
        </Button>
      }
    />
  )
}
