import {
  AuditOutlined,
  BarChartOutlined,
  CustomerServiceOutlined,
  EyeInvisibleOutlined,
  MessageOutlined,
  ReadOutlined,
  TeamOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { Role } from '../../../contract/agents.js'
import type { Dictionary } from '../dictionary.js'

export type Place = {
  readonly key: string
  readonly icon: ReactNode
  readonly roles: readonly Role[]
  /** Seldom gone to, so it stands in the menu behind one's name. */
  readonly isAside: boolean
  label(words: Dictionary): string
}

const ALL: readonly Role[] = ['agent', 'lead', 'admin']
const LEADS: readonly Role[] = ['lead', 'admin']

/** Where one can go in the desk, by address. */
const PLACES: readonly Place[] = [
  { key: 'tickets', icon: <CustomerServiceOutlined />, roles: ALL, isAside: false, label: ({ nav }) => nav.queue },
  { key: 'conversations', icon: <MessageOutlined />, roles: ALL, isAside: false, label: ({ nav }) => nav.conversations },
  { key: 'suggestions', icon: <ReadOutlined />, roles: ALL, isAside: false, label: ({ review }) => review.suggestions },
  { key: 'insights', icon: <BarChartOutlined />, roles: LEADS, isAside: false, label: ({ nav }) => nav.insights },
  { key: 'team', icon: <TeamOutlined />, roles: ['admin'], isAside: true, label: ({ nav }) => nav.team },
  { key: 'audit', icon: <AuditOutlined />, roles: LEADS, isAside: true, label: ({ review }) => review.audit },
  { key: 'mask', icon: <EyeInvisibleOutlined />, roles: ALL, isAside: true, label: ({ review }) => review.mask },
]

export const placesFor = (role: Role): readonly Place[] => PLACES.filter(({ roles }) => roles.includes(role))
