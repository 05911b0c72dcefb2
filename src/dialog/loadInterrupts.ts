import type { z } from 'zod'
import type { Diagnostic } from './diagnostic.js'
import { explain } from './explain.js'
import type { Interrupt } from './program.js'
import type { Source } from './report.js'
import { interrupts } from './schemas.js'

type Written = z.output<typeof interrupts>[number]

/** Reads `_interrupts.yaml`; without it nothing interrupts. */
export function loadInterrupts(source: Source | undefined): { readonly value: readonly Interrupt[]; readonly diagnostics: readonly Diagnostic[] } {
  if (!source) return { value: [], diagnostics: [] }
  const { yaml, report } = source
  const read = interrupts.safeParse(yaml.value ?? [])
  if (!read.success) return { value: [], diagnostics: explain(read.error.issues, yaml.value).map((misfit) => report.misfit(misfit)) }
  const occasions = read.data.map((written) => occasionOf(written))
  return {
    value: read.data.flatMap((written, at) => {
      const on = occasions[at]
      return on ? [interruptOf(written, on, yaml.lineOf([at]))] : []
    }),
    diagnostics: [
      ...occasions.flatMap((on, at) =>
        on ? [] : [report.misfit({ path: [at], message: 'expected either "intent" or "command"', hint: 'name the one thing that interrupts' })],
      ),
      ...report.blankTexts(read.data),
    ],
  }
}

function occasionOf({ intent, command }: Written): Interrupt['on'] | null {
  if (intent !== undefined) return command === undefined ? { intent } : null
  return command === undefined ? null : { command }
}

const interruptOf = (written: Written, on: Interrupt['on'], line: number): Interrupt => ({
  on,
  // A human who takes over does not put the bot's question again.
  then: written.then ?? (written.do === 'escalate' ? 'leave' : 'ask_again'),
  notIn: written.not_in,
  line,
  reaction: reactionOf(written),
})

function reactionOf(written: Written): Interrupt['reaction'] {
  switch (written.do) {
    case 'answer':
      return { do: 'answer' }
    case 'say':
      return { do: 'say', say: written.say }
    case 'call':
      return { do: 'call', dialog: written.dialog }
    case 'escalate':
      return { do: 'escalate', queue: written.queue }
    case 'restart':
      return { do: 'restart' }
  }
}
