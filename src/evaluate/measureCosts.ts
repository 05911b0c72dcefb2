import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import type { Knowledge } from '../nlu/knowledge.js'
import type { Cost } from './evaluation.js'
import type { Method } from './methods/method.js'

const trained = z.object({ leftOut: z.string().nullable(), trainSeconds: z.number(), bytes: z.number() })
const loaded = z.object({ loadMs: z.number(), memoryMb: z.number(), p50Ms: z.number(), p99Ms: z.number() })

export type Costing = {
  /** The compiled `costProcess.js`. */
  readonly script: string
  readonly folder: string
  readonly knowledge: Knowledge
  readonly methods: readonly Method[]
  readonly tell: (text: string) => void
}

/** What every method takes to learn all of our own examples, to be loaded and to judge; two processes a method. */
export function measureCosts({ script, folder, knowledge: { examples }, methods, tell }: Costing): readonly Cost[] {
  const room = mkdtempSync(join(tmpdir(), 'mibao-evaluate-'))
  const [list, artefact] = [join(room, 'examples.json'), join(room, 'artefact')]
  const run = (step: 'train' | 'load', method: string): unknown =>
    JSON.parse(
      execFileSync(
        process.execPath,
        ['--expose-gc', '--no-warnings', script, JSON.stringify({ step, method, knowledge: folder, examples: list, artefact })],
        {
          encoding: 'utf8',
          maxBuffer: 1 << 24,
          stdio: ['ignore', 'pipe', 'inherit'],
        },
      )
        .trim()
        .split('\n')
        .at(-1) ?? '',
    )
  try {
    writeFileSync(list, JSON.stringify(examples))
    return methods.map(({ name }) => {
      tell(`costs of ${name} …`)
      const { leftOut, trainSeconds, bytes } = trained.parse(run('train', name))
      if (leftOut !== null) return { method: name, leftOut }
      return { method: name, leftOut: null, trainSeconds, bytes, ...loaded.parse(run('load', name)) }
    })
  } finally {
    rmSync(room, { recursive: true, force: true })
  }
}
