import type { RequestHandler } from 'express'
import type { Desk } from '../deps.js'
import { endResume } from './endResume.js'
import { generateToken } from './generateToken.js'
import { getActivities } from './getActivities.js'
import { getConversation } from './getConversation.js'
import { postActivity } from './postActivity.js'
import { refreshToken } from './refreshToken.js'
import { startConversation } from './startConversation.js'
import { upload } from './upload.js'

export type Route = { readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'; readonly path: string; readonly handler: RequestHandler }

export const DIRECT_LINE = '/v3/directline'

/** Every call of Direct Line but the stream, which is no request. */
export const directLineRoutes = (desk: Desk): readonly Route[] => [
  { method: 'post', path: `${DIRECT_LINE}/tokens/generate`, handler: generateToken(desk) },
  { method: 'post', path: `${DIRECT_LINE}/tokens/refresh`, handler: refreshToken(desk) },
  { method: 'post', path: `${DIRECT_LINE}/conversations`, handler: startConversation(desk) },
  { method: 'get', path: `${DIRECT_LINE}/conversations/:id`, handler: getConversation(desk) },
  { method: 'get', path: `${DIRECT_LINE}/conversations/:id/activities`, handler: getActivities(desk) },
  { method: 'post', path: `${DIRECT_LINE}/conversations/:id/activities`, handler: postActivity(desk) },
  { method: 'post', path: `${DIRECT_LINE}/conversations/:id/upload`, handler: upload(desk) },
  { method: 'delete', path: `${DIRECT_LINE}/conversations/:id/resume`, handler: endResume(desk) },
]
