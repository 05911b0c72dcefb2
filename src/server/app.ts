import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import express, { type Express, type RequestHandler } from 'express'
import { createAuth } from './auth.js'
import { consoleRoutes } from './console/routes.js'
import { cors } from './cors.js'
import type { Desk, ServerDeps } from './deps.js'
import { DIRECT_LINE, directLineRoutes, type Route } from './directline/routes.js'
import { createStreams } from './directline/streams.js'
import { answerError, notFound, unauthorized } from './errors.js'
import { healthRoutes } from './health.js'
import { createMetrics } from './metrics.js'
import { isAllowedOrigin } from './origins.js'
import { mountPages, securityHeaders } from './pages.js'
import { createQuotas } from './quotas.js'
import { simulatorRoutes } from './simulator/routes.js'
import { createTokens } from './tokens.js'
import { watchRequests } from './watchRequests.js'

export type App = {
  /** For `http.createServer`. */
  readonly handler: Express
  /** For the server's `upgrade` event. */
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void
  /** From here on nothing new begins; what is under way may end. */
  stopAccepting(): void
  /** Ends every socket. */
  close(): void
}

const MAX_BODY = '64kb'

/** The whole surface to the outside. It listens to nothing and reads no environment, so a test can start it on any port. */
export function createApp(deps: ServerDeps): App {
  let isOpen = true
  const { config } = deps
  const tokens = createTokens({ ...deps, signingKey: config.signingKey })
  const desk: Desk = {
    ...deps,
    tokens,
    auth: createAuth(config, tokens),
    quotas: createQuotas(config.quotas),
    metrics: createMetrics(deps.registry),
    isOpen: () => isOpen,
  }
  const streams = createStreams(desk)
  const handler = express()
  handler.disable('x-powered-by').disable('etag').set('trust proxy', config.proxies).set('query parser', 'simple')
  handler.use(watchRequests(desk), securityHeaders(config))
  handler.use(DIRECT_LINE, cors(config.allowedOrigins))
  handler.use(
    ['/v3', '/simulator', '/api'],
    neverCached,
    countByAddress(desk),
    express.json({ limit: MAX_BODY, type: ['application/json', 'application/*+json'] }),
  )
  handler.use('/simulator', noOtherPages(config.allowedOrigins))
  for (const { method, path, handler: answer } of routesOf(desk)) handler[method](path, answer)
  mountPages(handler, config)
  handler.use((_req, _res, next) => next(notFound()))
  handler.use(answerError((error) => deps.log.failed('request', error)))
  return {
    handler,
    upgrade: streams.upgrade,
    stopAccepting() {
      isOpen = false
    },
    close: streams.close,
  }
}

function routesOf(desk: Desk): readonly Route[] {
  const { cloud, simulator } = desk
  return [
    ...directLineRoutes(desk),
    ...healthRoutes(desk),
    ...(cloud ? [{ method: 'post', path: '/api/messages', handler: (req, res) => cloud(req, res) } satisfies Route] : []),
    ...(simulator ? simulatorRoutes(simulator) : []),
    ...(desk.console ? consoleRoutes(desk.console) : []),
  ]
}

const neverCached: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'no-store')
  next()
}

/** The simulator asks for no header, so a browser's word on which page is calling is all that keeps other sites from resetting it. */
function noOtherPages(allowed: readonly string[]): RequestHandler {
  return (req, _res, next) => {
    const { origin, host } = req.headers
    if (origin !== undefined && !isAllowedOrigin(origin, host, allowed)) throw unauthorized('This page may not use the simulator.')
    next()
  }
}

const POLLING = new RegExp(`^${DIRECT_LINE}/conversations/[^/]+/activities/?$`, 'i')

/** By address, before anything is looked at; polling is exempt, because a single 429 would end it for good. */
function countByAddress({ quotas }: Pick<Desk, 'quotas'>): RequestHandler {
  return async (req, _res, next) => {
    const isPolling = req.method === 'GET' && POLLING.test(req.originalUrl.split('?')[0] ?? '')
    if (!isPolling) await quotas.ip(req.ip ?? 'unknown')
    next()
  }
}
