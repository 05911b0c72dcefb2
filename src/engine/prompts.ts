import { own } from '../shared/own.js'
import type { Run } from './run.js'
import type { Prompt, PromptKind } from './state.js'

/** Lays a question of the product itself over whatever is open. */
export function putPrompt(
  run: Run,
  prompt: Omit<Prompt, 'id' | 'asked'>,
  key = promptKey(prompt.kind),
  values: Readonly<Record<string, string>> = {},
): void {
  const put: Prompt = { ...prompt, id: run.newQuestion(), asked: 1 }
  sayPrompt(run, put, key, values)
  run.emit({ type: 'prompt_put', prompt: put })
}

/** A person is coming; what was under way is kept, and there is a way back to it. */
export function putWaiting(run: Run, key?: string): undefined {
  putPrompt(run, { kind: 'waiting', options: run.state.frames.length > 0 ? ['back'] : [], about: null }, key)
}

export function sayPrompt(run: Run, prompt: Prompt, key = promptKey(prompt.kind), values: Readonly<Record<string, string>> = {}): undefined {
  const topic = prompt.about !== null && own(run.program.dialogs, prompt.about) ? { topic: `@title:${prompt.about}` } : {}
  const queue = run.state.escalated === null ? {} : { queue: `@queue:${run.state.escalated}`, ticket: run.state.ticket ?? '' }
  const number = prompt.kind === 'joined' ? { number: prompt.about ?? '' } : {}
  run.say(key, {
    values: { ...topic, ...queue, ...number, ...values },
    question: prompt.id,
    choices: prompt.options.map((option) => ({ option, label: promptLabel(run, prompt.kind, option) })),
  })
}

const promptKey = (kind: PromptKind): string => `sentence:${kind}`

export function promptLabel(run: Run, kind: PromptKind, option: string): string {
  switch (kind) {
    case 'switch':
      return option === 'yes' ? 'sentence:switch_yes' : 'sentence:switch_no'
    case 'agenda':
      return option === 'yes' ? 'sentence:agenda_yes' : 'sentence:agenda_no'
    case 'joined':
      return option === 'yes' ? 'sentence:joined_yes' : 'sentence:joined_no'
    case 'waiting':
      return 'sentence:waiting_back'
    case 'menu':
    case 'clarify':
      return option === 'none'
        ? 'sentence:none_of_these'
        : option === 'human'
          ? 'sentence:human'
          : own(run.program.dialogs, option)
            ? `title:${option}`
            : `intent:${option}`
  }
}
