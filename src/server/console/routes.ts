import { z } from 'zod'
import type { Route } from '../directline/routes.js'
import { changeAgent, createAgent, listAgents } from './agents.js'
import { changeMany } from './bulk.js'
import { getConversations, getTranscript, handBack, noteConversation, reviewConversation, sayMessage, takeOver } from './conversations.js'
import type { ConsoleDeps } from './deps.js'
import { describeConsole } from './describe.js'
import { getCanned, getCatalog, getEvents } from './desk.js'
import { exportConversation, exportConversations } from './exports.js'
import { getFallbacks, getFlow, getInsights } from './insights.js'
import { CONSOLE, type ConsoleOperation, openOperation } from './operation.js'
import { erase, getAudit, reveal, showMask } from './privacy.js'
import { getSession, setPresence, signIn, signOut, welcome } from './session.js'
import { finishSignOn, startSignOn } from './singleSignOn.js'
import { correctIntent, exportSuggestions, getSuggestions, removeSuggestion } from './suggestions.js'
import { getTicket, getTickets, postChange, postNote } from './tickets.js'
import { getViews, postView, removeView } from './views.js'

const getDescription: ConsoleOperation = openOperation({
  method: 'get',
  path: '/openapi.json',
  name: 'getDescription',
  summary: 'This description.',
  answer: z.record(z.string(), z.unknown()),
  run: () => describeConsole(consoleOperations),
})

export const consoleOperations: readonly ConsoleOperation[] = [
  ...[startSignOn, finishSignOn],
  ...[welcome, signIn, getSession, signOut, setPresence],
  ...[listAgents, createAgent, changeAgent],
  ...[getTickets, getTicket, postChange, postNote],
  ...[getConversations, getTranscript, takeOver, sayMessage, handBack, reviewConversation, noteConversation],
  ...[correctIntent, getSuggestions, exportSuggestions, removeSuggestion],
  ...[getViews, postView, removeView, changeMany],
  ...[exportConversation, exportConversations],
  ...[showMask, reveal, erase, getAudit],
  ...[getInsights, getFlow, getFallbacks],
  ...[getCatalog, getCanned, getEvents],
  getDescription,
]

export const consoleRoutes = (desk: ConsoleDeps): readonly Route[] =>
  consoleOperations.map(({ method, path, handler }) => ({ method, path: `${CONSOLE}${path.replace(/\{(\w+)\}/g, ':$1')}`, handler: handler(desk) }))
