import { Spin } from 'antd'
import { lazy, type ReactNode, Suspense } from 'react'
import { Navigate, Route, Routes } from 'react-router'
import { ApiError } from './data/api.js'
import { useSession } from './data/queries.js'
import { SignIn } from './pages/signIn.js'
import { Failure } from './view/failure.js'
import { Shell } from './view/shell.js'

const Queue = lazy(() => import('./pages/queue.js'))
const Conversations = lazy(() => import('./pages/conversations.js'))
const Workspace = lazy(() => import('./pages/workspace.js'))
const Insights = lazy(() => import('./pages/insights.js'))
const Flow = lazy(() => import('./pages/flow.js'))
const Fallbacks = lazy(() => import('./pages/fallbacks.js'))
const Suggestions = lazy(() => import('./pages/suggestions.js'))
const Audit = lazy(() => import('./pages/audit.js'))
const Mask = lazy(() => import('./pages/mask.js'))
const Team = lazy(() => import('./pages/team.js'))

/** The sign-in page until somebody is signed in, then the desk; the address stays, so that one comes back to where one was. */
export function Desk(): ReactNode {
  const session = useSession()
  if (session.isPending) return <Spin fullscreen />
  if (session.error instanceof ApiError && session.error.status === 401) return <SignIn hasEnded={session.data !== undefined} />
  if (!session.data) return <Failure error={session.error} again={() => void session.refetch()} />
  return (
    <Shell session={session.data}>
      <Suspense fallback={<Spin className="page-spin" />}>
        <Routes>
          <Route path="/" element={<Navigate to="/tickets" replace />} />
          <Route path="/tickets" element={<Queue me={session.data.agent} />} />
          <Route path="/tickets/:number" element={<Workspace me={session.data.agent} />} />
          <Route path="/conversations" element={<Conversations me={session.data.agent} />} />
          <Route path="/conversations/:id" element={<Workspace me={session.data.agent} />} />
          <Route path="/insights" element={<Insights />} />
          <Route path="/insights/flows/:dialog?" element={<Flow />} />
          <Route path="/insights/fallbacks" element={<Fallbacks />} />
          <Route path="/suggestions" element={<Suggestions me={session.data.agent} />} />
          <Route path="/audit" element={<Audit />} />
          <Route path="/mask" element={<Mask />} />
          <Route path="/team" element={<Team />} />
          <Route path="*" element={<Navigate to="/tickets" replace />} />
        </Routes>
      </Suspense>
    </Shell>
  )
}
