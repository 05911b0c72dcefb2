import { z } from 'zod'
import { cannedListSchema } from '../../contract/canned.js'
import { wordsSchema } from '../../contract/tickets.js'
import { operation } from './operation.js'

const named = z.object({ id: z.string(), title: wordsSchema })

export const getCatalog = operation({
  method: 'get',
  path: '/catalog',
  name: 'getCatalog',
  summary: 'Queues, intents and dialogs with their nodes, for filters.',
  answer: z.object({ queues: z.array(named), intents: z.array(named), dialogs: z.array(named.extend({ nodes: z.array(z.string()) })) }),
  run(desk) {
    const { program, titles } = desk.wording()
    const all = (texts: Readonly<Record<string, z.infer<typeof wordsSchema>>>) => Object.entries(texts).map(([id, title]) => ({ id, title }))
    return {
      queues: all(program.texts.queues),
      intents: all(titles),
      dialogs: Object.entries(program.dialogs).map(([id, { title, nodes }]) => ({ id, title, nodes: Object.keys(nodes) })),
    }
  },
})

export const getCanned = operation({
  method: 'get',
  path: '/canned',
  name: 'listCanned',
  summary: 'Texts that agents send often.',
  answer: cannedListSchema,
  run: (desk) => ({ items: desk.canned }),
})

export const getEvents = operation({
  method: 'get',
  path: '/events',
  name: 'streamEvents',
  summary: 'What happens at the desk, as server-sent events; "Last-Event-ID" resumes.',
  answer: null,
  run(desk, { caller, req, res }) {
    desk.live.stream(res, { session: caller.session, id: caller.agent.id }, req.get('last-event-id'))
  },
})
