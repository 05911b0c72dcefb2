import { lint, type World } from '../../src/dialog/lint.js'
import { type DialogFile, loadDialogs } from '../../src/dialog/load.js'
import type { Signature, Signatures } from '../../src/dialog/program.js'

const plain: Signature = { outcomes: ['fine', 'bad', 'unavailable'], gives: {}, using: {}, account: false, proof: 'none', lasting: false }

/** Work as the examples know it: `weather` concerns no account, `account_status` needs proof, `bind_phone` a slot as well. */
export const signatures: Signatures = {
  checks: {
    weather: plain,
    season: plain,
    account_status: {
      ...plain,
      outcomes: ['normal', 'banned', 'unavailable'],
      gives: { ban_kind: ['temporary', 'permanent'], ban_until: null },
      account: true,
      proof: 'read',
    },
  },
  acts: {
    open_umbrella: { ...plain, outcomes: ['opened', 'unavailable'], gives: { umbrella_no: null } },
    send_code: { ...plain, outcomes: ['sent', 'unavailable'], account: true },
    bind_phone: {
      ...plain,
      outcomes: ['bound', 'unavailable', 'not_verified'],
      using: { new_phone: 'phone' },
      account: true,
      proof: 'change',
      lasting: true,
    },
  },
}

export const SLOTS: DialogFile = {
  file: '_slots.yaml',
  source: 'slots:\n  account_id: { entity: qq }\n  new_phone: { entity: phone, of: account_id }\n',
}
export const VERIFY: DialogFile = {
  file: 'verify_owner.yaml',
  source: `dialog: verify_owner
title: { zh: 验证, en: Verify }
slots: { code: { entity: code } }
start: account
give_up: failed
nodes:
  account: { say: { zh: 号码？, en: Number? }, ask: account_id, goto: code }
  code: { say: { zh: 验证码？, en: Code? }, ask: code, goto: done }
  done: { end: verified }
  failed: { end: gave_up }
`,
}

/** The file of a dialog around the nodes that an example is about; they begin at `a` and may go to `z`, which escalates. */
export const dialogFile = (nodes: string, head = '', name = 't'): DialogFile => ({
  file: `${name}.yaml`,
  source: `dialog: ${name}
title: { zh: 测试, en: Test }
${head.includes('starts_on') ? '' : `starts_on: [about_${name}]\n`}${head}${head === '' ? '' : '\n'}start: a
give_up: z
nodes:
${nodes}
  z: { escalate: desk }
`,
})

export type Around = { readonly head?: string; readonly files?: readonly DialogFile[] } & Partial<Omit<World, 'loaded' | 'signatures'>>

/** Everything that is wrong with these files, the loader's findings first. */
export function findings(files: readonly DialogFile[], world: Partial<Omit<World, 'loaded'>> = {}) {
  const loaded = loadDialogs(files)
  return [...loaded.diagnostics, ...lint({ signatures, ...world, loaded })]
}

/** The codes of what is wrong with these nodes, in the order of the lines. */
export const codes = (nodes: string, { head, files = [], ...world }: Around = {}): readonly string[] =>
  findings([dialogFile(nodes, head), ...files], world).map(({ code }) => code)

/** Parts that examples of many rules are made of. */
export const text = '{ zh: 好, en: Fine }'
export const ASK_PET = `choose: pet, options: { cat: { label: ${text}, goto: z }, dog: { label: ${text}, goto: z } }`
export const PET = 'slots: { pet: { values: [cat, dog] } }'
export const owned: Around = { head: 'requires: verify_owner', files: [SLOTS, VERIFY] }
export const STATUS = 'check: account_status, cases: { normal: z, banned: z }'
export const say = (name: string): string => `say: { zh: '{${name}}', en: '{${name}}' }`
export const interrupts = (source: string): DialogFile => ({ file: '_interrupts.yaml', source })
