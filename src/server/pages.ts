import { join } from 'node:path'
import express, { type Express, type RequestHandler } from 'express'
import helmet from 'helmet'
import type { ServerConfig } from './deps.js'
import { notFound } from './errors.js'

/** Headers for every answer: nothing inline, nothing from elsewhere, framed by nobody else. */
export function securityHeaders({ publicUrl }: Pick<ServerConfig, 'publicUrl'>): RequestHandler {
  const ours = publicUrl === null ? [] : [new URL(publicUrl).origin, new URL(publicUrl).origin.replace(/^http/, 'ws')]
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'", ...ours],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'self'"],
      },
    },
    strictTransportSecurity: publicUrl?.startsWith('https:') ?? false,
  })
}

/** The demo page and the script that other sites embed. */
export function mountPages(app: Express, { webDir, siteKey }: Pick<ServerConfig, 'webDir' | 'siteKey'>): void {
  app.get('/', page(join(webDir, 'demo', 'index.html'), {}))
  const anywhere = { 'Cross-Origin-Resource-Policy': 'cross-origin', 'Access-Control-Allow-Origin': '*' }
  app.get('/widget.js', page(join(webDir, 'widget.js'), anywhere))
  app.get('/demo/config.json', (_req, res) => {
    res.set('Cache-Control', 'no-store').json({ siteKey })
  })
  // Their names change with their content.
  app.use('/assets', express.static(join(webDir, 'demo', 'assets'), { immutable: true, maxAge: '1y', index: false, redirect: false }))
}

function page(file: string, headers: Readonly<Record<string, string>>): RequestHandler {
  return (_req, res, next) => {
    res.set({ 'Cache-Control': 'no-cache', ...headers })
    res.sendFile(file, { cacheControl: false }, (error) => {
      if (error && !res.headersSent) next(notFound())
    })
  }
}
