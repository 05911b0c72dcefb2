import { Alert, App, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import type { Suggestion } from '../../../contract/review.js'
import { post } from '../data/api.js'
import { useIntentTitle } from '../data/queries.js'
import { useSettings } from '../data/settings.js'
import { useAction } from './useAction.js'

type Props = { readonly conversation: string; readonly inputId: string }

/** Says what a sentence meant; who says otherwise is shown at once. */
export function Correction({ conversation, inputId }: Props): ReactNode {
  const { words } = useSettings()
  const { review } = words
  const { message } = App.useApp()
  const { titleOf, options } = useIntentTitle()
  const { run, isRunning } = useAction()
  const [kept, setKept] = useState<Suggestion | null>(null)
  async function correct(intent: string): Promise<void> {
    const isDone = await run(async () => {
      const { items } = await post<{ items: Suggestion[] }>(`/conversations/${conversation}/corrections`, { inputId, intent })
      setKept(items[0] ?? null)
    })
    if (isDone) void message.success(review.corrected)
  }
  return (
    <div className="correction">
      <Select
        className="wide"
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={review.correct}
        placeholder={review.correct}
        value={kept?.intent ?? null}
        loading={isRunning}
        options={[...options]}
        onChange={(intent: string) => void correct(intent)}
        popupMatchSelectWidth={false}
      />
      {kept && <Conflicts suggestion={kept} titleOf={titleOf} />}
    </div>
  )
}

export function Conflicts({ suggestion, titleOf }: { readonly suggestion: Suggestion; titleOf(id: string): string }): ReactNode {
  const { words } = useSettings()
  const { review } = words
  const told = [
    ...suggestion.conflicts.map(({ where, intent }) => review.conflicts[where](titleOf(intent))),
    ...(suggestion.isKnown ? [review.known] : []),
  ]
  return told.map((text) => <Alert key={text} type={suggestion.conflicts.length > 0 ? 'warning' : 'info'} title={text} className="conflict" />)
}
