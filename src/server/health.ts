import type { RequestHandler } from 'express'
import type { Desk } from './deps.js'
import type { Route } from './directline/routes.js'

/** What operators' machines ask. */
export const healthRoutes = (desk: Desk): readonly Route[] => [
  { method: 'get', path: '/healthz', handler: (_req, res) => void res.json({ ok: true }) },
  { method: 'get', path: '/readyz', handler: readyz(desk) },
  { method: 'get', path: '/metrics', handler: metrics(desk) },
]

function readyz(desk: Desk): RequestHandler {
  return async (_req, res) => {
    const reason = desk.isOpen() ? await reasonNotReady(desk) : 'stopping'
    res.status(reason === null ? 200 : 503).json(reason === null ? { ready: true } : { ready: false, reason })
  }
}

async function reasonNotReady(desk: Desk): Promise<string | null> {
  try {
    return await desk.ready()
  } catch (error) {
    desk.log.failed('readyz', error)
    return 'unknown'
  }
}

function metrics({ registry }: Desk): RequestHandler {
  return async (_req, res) => {
    res.set('Content-Type', registry.contentType).send(await registry.metrics())
  }
}
