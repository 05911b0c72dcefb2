import type { Request, RequestHandler } from 'express'
import type { Desk } from './deps.js'

/** Gives every request an id, and tells log and metrics how it went. */
export function watchRequests({ log, metrics, newId }: Pick<Desk, 'log' | 'metrics' | 'newId'>): RequestHandler {
  return (req, res, next) => {
    const request = newId()
    const began = performance.now()
    res.set('X-Request-Id', request)
    res.on('close', () => {
      const labels = { method: req.method, route: routeOf(req), status: res.statusCode }
      const ms = Math.round(performance.now() - began)
      metrics.request(labels, ms / 1000)
      log.request({ request, ...labels, ms })
    })
    next()
  }
}

/** The pattern, never the address. Methods outside the usual ones are no labels either: their number is the caller's choice. */
function routeOf(req: Request): string {
  const route: unknown = req.route
  if (typeof route === 'object' && route !== null && 'path' in route && typeof route.path === 'string') return route.path
  return 'other'
}
