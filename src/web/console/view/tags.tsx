import { Tag } from 'antd'
import type { ReactNode } from 'react'
import { useSettings } from '../data/settings.js'
import type { Dictionary } from '../dictionary.js'

/** What colours mean is also said in words. */
export function StatusTag({ status }: { readonly status: 'open' | 'assigned' | 'resolved' }): ReactNode {
  const { words } = useSettings()
  return <Tag color={{ open: 'orange', assigned: 'blue', resolved: 'green' }[status]}>{words.status[status]}</Tag>
}

export function PriorityTag({ priority }: { readonly priority: number }): ReactNode {
  const { words } = useSettings()
  return <Tag color={priority === 2 ? 'red' : 'default'}>{words.priority[priority] ?? words.priority[1]}</Tag>
}

/** Only what is not as it should be is marked. */
export function OwnershipTag({ ownership }: { readonly ownership: 'proven' | 'not_proven' }): ReactNode {
  const { words } = useSettings()
  return ownership === 'not_proven' ? <Tag color="gold">{words.ownership.not_proven}</Tag> : null
}

export function AgeingTag(): ReactNode {
  const { words } = useSettings()
  return <Tag color="volcano">{words.queue.ageing}</Tag>
}

const OUTCOME_COLOURS = {
  under_way: 'blue',
  resolved_confirmed: 'green',
  resolved_implied: 'cyan',
  escalated: 'orange',
  abandoned: 'default',
  not_engaged: 'default',
} as const
export function OutcomeTag({ outcome }: { readonly outcome: keyof Dictionary['outcome'] }): ReactNode {
  const { words } = useSettings()
  return <Tag color={OUTCOME_COLOURS[outcome]}>{words.outcome[outcome]}</Tag>
}
