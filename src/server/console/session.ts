import { agentSchema, presenceChangeSchema, sessionSchema, signInSchema, welcomeSchema } from '../../contract/agents.js'
import { notFound, signInRefused, tooManyRequests } from '../errors.js'
import type { Caller } from './accounts.js'
import type { ConsoleDeps } from './deps.js'
import { COOKIE, openOperation, operation, secretOf } from './operation.js'

export const welcome = openOperation({
  method: 'get',
  path: '/welcome',
  name: 'welcome',
  summary: 'What the sign-in page shows: the demo team, where there is one.',
  answer: welcomeSchema,
  run: (desk) => ({ demo: desk.demo, singleSignOn: desk.singleSignOn !== null }),
})

export const signIn = openOperation({
  method: 'post',
  path: '/session',
  name: 'signIn',
  summary: 'Opens a session; its secret comes as a cookie.',
  body: signInSchema,
  status: 201,
  answer: sessionSchema,
  async run(desk, { body, req, res }) {
    const result = await desk.accounts.signIn({ ...body, address: req.ip ?? 'unknown' })
    switch (result.type) {
      case 'wait':
        throw tooManyRequests(result.seconds)
      case 'refused':
        throw signInRefused()
      case 'signed_in':
        res.cookie(COOKIE, result.secret, { httpOnly: true, secure: true, sameSite: 'strict', path: '/' })
        return describe(desk, result.agent)
    }
  },
})

export const getSession = operation({
  method: 'get',
  path: '/session',
  name: 'getSession',
  summary: 'Who is signed in.',
  answer: sessionSchema,
  run: (desk, { caller }) => describe(desk, caller.agent),
})

export const signOut = operation({
  method: 'delete',
  path: '/session',
  name: 'signOut',
  summary: 'Ends the session and its streams at once.',
  status: 204,
  answer: null,
  async run(desk, { caller, req, res }) {
    await desk.accounts.signOut(secretOf(req) ?? '')
    desk.live.end({ session: caller.session })
    res.clearCookie(COOKIE, { httpOnly: true, secure: true, sameSite: 'strict', path: '/' })
  },
})

export const setPresence = operation({
  method: 'put',
  path: '/presence',
  name: 'setPresence',
  summary: 'Says whether one is there for new conversations.',
  body: presenceChangeSchema,
  answer: agentSchema,
  async run(desk, { caller, body }) {
    const agent = await desk.accounts.setPresence(caller.agent.id, body.presence)
    if (!agent) throw notFound()
    desk.live.tell({ type: 'presence', agent: agent.id, presence: agent.presence })
    return agent
  },
})

const describe = (desk: ConsoleDeps, agent: Caller['agent']) => ({ agent, idleMinutes: desk.idleMinutes, simulator: desk.demo !== null })
