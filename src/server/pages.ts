import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import compression from 'compression'
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
  // Only pages, which hold nothing of anybody, are compressed: what the API answers may mix secrets with what a stranger sends.
  app.use(['/console', '/assets', '/widget.js'], compression())
  mountConsole(app, join(webDir, 'console'))
  app.get('/', page(join(webDir, 'demo', 'index.html'), {}))
  const anywhere = { 'Cross-Origin-Resource-Policy': 'cross-origin', 'Access-Control-Allow-Origin': '*' }
  app.get('/widget.js', page(join(webDir, 'widget.js'), anywhere))
  app.get('/demo/config.json', (_req, res) => {
    res.set('Cache-Control', 'no-store').json({ siteKey })
  })
  // Their names change with their content.
  app.use('/assets', express.static(join(webDir, 'demo', 'assets'), { immutable: true, maxAge: '1y', index: false, redirect: false }))
}

/** Any address below `/console` is the same page, which finds its way itself; its styles carry a nonce that is new on every load. */
function mountConsole(app: Express, folder: string): void {
  app.use('/console/assets', express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y', index: false, redirect: false }))
  const answer: RequestHandler = async (req, res) => {
    if (req.path.startsWith('/console/assets/')) throw notFound()
    const html = await readFile(join(folder, 'index.html'), 'utf8').catch((error: unknown) => {
      throw error instanceof Error && 'code' in error && error.code === 'ENOENT' ? notFound() : error
    })
    const nonce = randomBytes(16).toString('base64')
    res.set({ 'Cache-Control': 'no-cache', 'Content-Security-Policy': withStyleNonce(res.get('Content-Security-Policy') ?? '', nonce) })
    res.type('html').send(html.replaceAll('__NONCE__', nonce))
  }
  app.get('/console', answer)
  app.get('/console/*place', answer)
}

const withStyleNonce = (policy: string, nonce: string): string => policy.replace(/style-src 'self'/, `style-src 'self' 'nonce-${nonce}'`)

function page(file: string, headers: Readonly<Record<string, string>>): RequestHandler {
  return (_req, res, next) => {
    res.set({ 'Cache-Control': 'no-cache', ...headers })
    res.sendFile(file, { cacheControl: false }, (error) => {
      if (error && !res.headersSent) next(notFound())
    })
  }
}
