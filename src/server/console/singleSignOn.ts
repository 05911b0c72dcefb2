import { parse } from 'cookie'
import { notFound } from '../errors.js'
import { COOKIE, openOperation } from './operation.js'

/** What a browser brings back from the issuer; it comes from another site, so this cookie must be sent then. */
const KEPT = '__Host-mibao-sign-on'
const KEPT_MS = 10 * 60_000
const options = { httpOnly: true, secure: true, sameSite: 'lax', path: '/' } as const

export const startSignOn = openOperation({
  method: 'get',
  path: '/sign-on',
  name: 'startSignOn',
  summary: 'Sends the browser to the OpenID Connect issuer.',
  answer: null,
  async run(desk, { res }) {
    if (!desk.singleSignOn) throw notFound()
    const { url, kept } = await desk.singleSignOn.start()
    res.cookie(KEPT, kept, { ...options, maxAge: KEPT_MS })
    res.set('Cache-Control', 'no-store').redirect(302, url)
  },
})

export const finishSignOn = openOperation({
  method: 'get',
  path: '/sign-on/callback',
  name: 'finishSignOn',
  summary: 'Where the issuer sends the browser back to: opens a session for somebody of the team.',
  answer: null,
  async run(desk, { req, res }) {
    if (!desk.singleSignOn) throw notFound()
    const kept = parse(req.headers.cookie ?? '')[KEPT] ?? ''
    res.clearCookie(KEPT, options)
    res.set('Cache-Control', 'no-store')
    const name = await desk.singleSignOn.finish(new URL(req.originalUrl, 'http://desk').searchParams.toString(), kept).catch((error: unknown) => {
      desk.failed(error)
      return null
    })
    const result = name === null ? null : await desk.accounts.signInAs(name)
    if (result?.type !== 'signed_in') return res.redirect(302, '/console/?sign-on=refused')
    res.cookie(COOKIE, result.secret, { httpOnly: true, secure: true, sameSite: 'strict', path: '/' })
    res.redirect(302, '/console/')
  },
})
