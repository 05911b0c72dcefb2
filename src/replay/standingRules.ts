import type { Event } from '../engine/events.js'

/** What one turn showed and did, as far as the standing rules look at it. */
export type Shown = {
  readonly texts: readonly string[]
  readonly events: readonly Event[]
  readonly provenBefore: boolean
  readonly secrets: readonly string[]
}

/** Acts whose success changes the account, so that the words must say that it is a simulated one. */
const CHANGES: Readonly<Record<string, readonly string[]>> = {
  unbind_phone: ['unbound'],
  bind_phone: ['bound'],
  verify_new_phone: ['verified'],
  retry_unbind: ['completed'],
  undo_operation: ['undone'],
}

const rules: readonly { readonly name: string; broken(shown: Shown): string | undefined }[] = [
  { name: 'no full phone number', broken: ({ texts }) => texts.find((text) => /(?<!\d)1[3-9]\d{9}(?!\d)/.test(text)) },
  {
    name: 'no account number or other secret in full',
    broken: ({ texts, secrets }) => texts.find((text) => secrets.some((secret) => text.includes(secret))),
  },
  { name: 'no status before proof', broken: statusBeforeProof },
  {
    name: 'no invented hotline',
    broken: ({ texts }) => texts.find((text) => /(?<![\d-])(?:400[-\s]?\d{3}|800[-\s]?\d{3}|0\d{2,3}[-\s]\d{7,8}|9[56]\d{3}(?!\d))/.test(text)),
  },
  {
    name: 'no invented deadline',
    broken: ({ texts }) =>
      texts.find((text) =>
        /(?:\d+|[一二三四五六七八九十两几]+)\s*个?(?:分钟|小时|工作日|天|日内)|\b\d+\s*(?:minutes?|hours?|(?:working |business )?days?)\b/i.test(
          text,
        ),
      ),
  },
  { name: 'acts are told as simulated', broken: actNotSimulated },
]

/** The standing rules that a turn breaks, each with the words that break it. */
export const brokenRules = (shown: Shown): readonly string[] =>
  rules.flatMap(({ name, broken }) => {
    const words = broken(shown)
    return words === undefined ? [] : [`${name}: "${words}"`]
  })

function statusBeforeProof({ events, provenBefore }: Shown): string | undefined {
  let proven = provenBefore
  for (const event of events) {
    if (event.type === 'proof_given') proven = true
    if (event.type === 'said' && event.checks.length > 0 && !proven) return event.key
  }
  return undefined
}

function actNotSimulated({ events, texts }: Shown): string | undefined {
  const changed = events.find((event) => event.type === 'work_finished' && event.kind === 'act' && CHANGES[event.name]?.includes(event.outcome))
  if (changed?.type !== 'work_finished') return undefined
  return texts.some((text) => /模拟|simulat/i.test(text)) ? undefined : changed.name
}
