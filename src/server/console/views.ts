import { z } from 'zod'
import { newViewSchema, viewListSchema } from '../../contract/review.js'
import { dropView, keepView, listViews } from '../../review/views.js'
import { notFound } from '../errors.js'
import type { Caller } from './accounts.js'
import type { ConsoleDeps } from './deps.js'
import { operation } from './operation.js'
import { wordingOf } from './tickets.js'

export const getViews = operation({
  method: 'get',
  path: '/views',
  name: 'listViews',
  summary: "One's own saved filters, and those that colleagues share.",
  answer: viewListSchema,
  run: (desk, { caller }) => viewsFor(desk, caller),
})

/** A view that cannot be read any more is one without filters. */
function filtersIn(json: string): Record<string, string> {
  const read = z.record(z.string(), z.string()).safeParse(safely(json))
  return read.success ? read.data : {}
}
function safely(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}

export const postView = operation({
  method: 'post',
  path: '/views',
  name: 'saveView',
  summary: 'Keeps filters under a name, for oneself or for everybody.',
  body: newViewSchema,
  status: 201,
  answer: viewListSchema,
  async run(desk, { body, caller }) {
    const { page, name, filters, isShared } = body
    await keepView(desk.db, { agent: caller.agent.id, page, name, filters: JSON.stringify(filters), shared: Number(isShared), at: desk.now() })
    return viewsFor(desk, caller)
  },
})

export const removeView = operation({
  method: 'delete',
  path: '/views/{id}',
  name: 'removeView',
  summary: 'Forgets saved filters; those that others share, leads may remove too.',
  parameters: { id: z.coerce.number().int() },
  status: 204,
  answer: null,
  async run(desk, { parameter, caller }) {
    if (!(await dropView(desk.db, Number(parameter('id')), caller.agent.id, caller.agent.role !== 'agent'))) throw notFound()
  },
})

async function viewsFor(desk: ConsoleDeps, caller: Caller) {
  const [rows, { displayOf }] = await Promise.all([listViews(desk.db, caller.agent.id), wordingOf(desk)])
  return {
    items: rows.map(({ id, page, name, filters, shared, agent }) => ({
      ...{ id, page, name, filters: filtersIn(filters), isShared: shared === 1 },
      by: { id: agent, display: displayOf(agent) },
      isOwn: agent === caller.agent.id || (shared === 1 && caller.agent.role !== 'agent'),
    })),
  }
}
