import type { RequestHandler } from 'express'
import { isAllowedOrigin } from './origins.js'

const HEADERS = 'authorization, content-type, x-ms-bot-agent, x-requested-with, accept'
const METHODS = 'GET, POST, DELETE, OPTIONS'
const MAX_AGE_SECONDS = 7200

/** Lets pages of allowed origins call Direct Line; to others the headers are missing, and their browsers refuse. */
export function cors(allowed: readonly string[]): RequestHandler {
  return (req, res, next) => {
    const { origin } = req.headers
    res.vary('Origin')
    if (origin !== undefined && isAllowedOrigin(origin, req.headers.host, allowed)) {
      res.set({ 'Access-Control-Allow-Origin': origin, 'Access-Control-Expose-Headers': 'retry-after, x-request-id' })
      if (req.method === 'OPTIONS') {
        res.set({
          'Access-Control-Allow-Headers': HEADERS,
          'Access-Control-Allow-Methods': METHODS,
          'Access-Control-Max-Age': String(MAX_AGE_SECONDS),
        })
      }
    }
    if (req.method === 'OPTIONS') res.status(204).end()
    else next()
  }
}
