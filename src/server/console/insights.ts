import { z } from 'zod'
import { fallbacksSchema, flowSchema, insightsQuerySchema, insightsSchema } from '../../contract/insights.js'
import { notFound } from '../errors.js'
import { LEADS, operation } from './operation.js'

export const getInsights = operation({
  method: 'get',
  path: '/insights',
  name: 'getInsights',
  summary: 'The figures of a period, with what each is divided by, beside the period before.',
  roles: LEADS,
  query: insightsQuerySchema,
  answer: insightsSchema,
  run: (desk, { query }) => desk.transcripts.insights(query),
})

export const getFlow = operation({
  method: 'get',
  path: '/insights/dialogs/{dialog}',
  name: 'getFlow',
  summary: 'A dialog with its traffic: who came by each step, left there, or was handed over.',
  roles: LEADS,
  parameters: { dialog: z.string().max(64) },
  query: insightsQuerySchema,
  answer: flowSchema,
  async run(desk, { query, parameter }) {
    const flow = await desk.transcripts.flow({ ...query, dialog: parameter('dialog') })
    if (!flow) throw notFound()
    return flow
  },
})

export const getFallbacks = operation({
  method: 'get',
  path: '/insights/fallbacks',
  name: 'getFallbacks',
  summary: 'What nobody understood, sentences that are alike together.',
  roles: LEADS,
  query: insightsQuerySchema,
  answer: fallbacksSchema,
  run: (desk, { query }) => desk.transcripts.fallbacks(query),
})
