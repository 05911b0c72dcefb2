import { z } from 'zod'
import { agentChangeSchema, agentSchema, newAgentSchema } from '../../contract/agents.js'
import { conflict, notFound } from '../errors.js'
import { ADMINS, operation } from './operation.js'

export const listAgents = operation({
  method: 'get',
  path: '/agents',
  name: 'listAgents',
  summary: 'The team.',
  answer: z.object({ items: z.array(agentSchema) }),
  run: async (desk) => ({ items: await desk.accounts.list() }),
})

export const createAgent = operation({
  method: 'post',
  path: '/agents',
  name: 'createAgent',
  summary: 'Adds somebody to the team.',
  roles: ADMINS,
  body: newAgentSchema,
  status: 201,
  answer: agentSchema,
  async run(desk, { body, caller }) {
    const result = await desk.accounts.create(body, caller.agent.id)
    if (result.type === 'name_taken') throw conflict('NameTaken', 'Somebody of that name is in the team.')
    return result.agent
  },
})

export const changeAgent = operation({
  method: 'patch',
  path: '/agents/{id}',
  name: 'changeAgent',
  summary: 'Changes role, name, capacity or password, or closes the account. Sessions end with the right that they were opened with.',
  roles: ADMINS,
  parameters: { id: z.string().max(64) },
  body: agentChangeSchema,
  answer: agentSchema,
  async run(desk, { parameter, body, caller }) {
    const result = await desk.accounts.change(parameter('id'), body, caller.agent.id)
    if (result.type === 'not_found') throw notFound()
    if (result.type === 'last_admin') throw conflict('LastAdmin', 'The last admin stays an admin.')
    if (body.password !== undefined || body.role !== undefined || body.active !== undefined) desk.live.end({ agent: parameter('id') })
    return result.agent
  },
})
