import { App, Button, Dropdown, Tag } from 'antd'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import type { View } from '../../../contract/review.js'
import { remove } from '../data/api.js'
import { useViews } from '../data/queries.js'
import { useSettings } from '../data/settings.js'
import type { Filters } from '../model/filters.js'
import { useAction } from './useAction.js'

const SaveView = lazy(() => import('./saveView.js'))

type Props = {
  readonly page: View['page']
  readonly filters: Filters
  readonly names: readonly string[]
  readonly onPick: (filters: Filters) => void
}

/** Saved filters of this page: one's own, and those that colleagues share. */
export function Views({ page, filters, names, onPick }: Props): ReactNode {
  const { words } = useSettings()
  const { review } = words
  const { message } = App.useApp()
  const { run } = useAction()
  const [isOpen, setIsOpen] = useState(false)
  const views = (useViews().data ?? []).filter((view) => view.page === page)
  function open(view: View): void {
    const known = Object.fromEntries(Object.entries(view.filters).filter(([name]) => names.includes(name)))
    if (Object.keys(known).length < Object.keys(view.filters).length) void message.warning(review.brokenView)
    onPick(known)
  }
  const items = [
    ...(views.length === 0 ? [{ key: 'none', label: review.noViews, disabled: true }] : []),
    ...views.map((view) => ({
      key: String(view.id),
      label: (
        <span className="view-item">
          {view.name} {view.isShared && <Tag>{review.shared}</Tag>}
          {view.isOwn && (
            <Button
              size="small"
              type="text"
              aria-label={`${review.remove} ${view.name}`}
              onClick={(event) => {
                event.stopPropagation()
                void run(() => remove(`/views/${view.id}`))
              }}
            >
              ×
            </Button>
          )}
        </span>
      ),
      onClick: () => open(view),
    })),
    { type: 'divider' as const },
    { key: 'save', label: review.saveView, disabled: Object.keys(filters).length === 0, onClick: () => setIsOpen(true) },
  ]
  return (
    <>
      <Dropdown trigger={['click']} menu={{ items }}>
        <Button>{review.views} ▾</Button>
      </Dropdown>
      {isOpen && (
        <Suspense>
          <SaveView page={page} filters={filters} onClose={() => setIsOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
