import { fileURLToPath } from 'node:url'
import { expect } from '@jest/globals'
import { loadPersonas, type Persona } from '../../../src/accounts/personas.js'
import { buildProgram } from '../../../src/dialog/buildProgram.js'
import { loadDialogs } from '../../../src/dialog/load.js'
import { NO_TEXTS } from '../../../src/dialog/noTexts.js'
import type { Program, Signatures } from '../../../src/dialog/program.js'
import { type AccountState, accountStates } from '../../../src/replay/explore/accountStates.js'
import type { Report } from '../../../src/replay/explore/report.js'
import { runExplore } from '../../../src/replay/explore/runExplore.js'
import { signatures as realSignatures } from '../../../src/turn/signatures.js'

const personasFolder = fileURLToPath(new URL('../../../knowledge/accounts', import.meta.url))

/** Asks for an account and a code, and takes no second try. */
export const VERIFY = `
dialog: verify_owner
title: { zh: 验证身份, en: Proving ownership }
slots:
  code: { entity: code, of: account_id }
start: known
give_up: gave_up
nodes:
  known: { branch: account_id, cases: { given: send }, otherwise: which }
  which: { say: { zh: 请告诉我 QQ 号。, en: Which account? }, ask: account_id, goto: send }
  send: { act: send_ownership_code, cases: { sent: enter, limited: gave_up } }
  enter: { say: { zh: 请发来验证码。, en: The code please. }, ask: code, goto: try_it }
  try_it: { act: try_ownership_code, using: [code], cases: { verified: verified, wrong: gave_up, expired: gave_up, locked: gave_up } }
  verified: { end: verified }
  gave_up: { end: gave_up }
`
/** A person within reach, and the account that everything is about. */
export const SHARED: Readonly<Record<string, string>> = {
  _interrupts: '[{ intent: talk_to_human, do: escalate, queue: general }]',
  _slots: 'account_id: { entity: qq }',
}
/** What an account check would be if it needed no proof. */
export const openly = {
  ...realSignatures,
  checks: {
    ...realSignatures.checks,
    account_status: {
      outcomes: ['normal', 'banned', 'not_activated', 'frozen', 'at_risk', 'unavailable'],
      gives: {},
      using: {},
      account: true,
      proof: 'none',
      lasting: false,
    } as const,
  },
}
const HEAD = 'title: { zh: 解绑失败, en: Unbinding failed }\nstarts_on: [unbind_failed]\n'
/** The words do not matter here. */
const SAID = 'say: { zh: 好的。, en: All right. }'

export type Tiny = {
  /** Nodes of the dialog `unbind_failed`, beside the one that brings a person; `SAID` stands for words. */
  readonly nodes: string
  readonly start?: string
  readonly slots?: string
  readonly verifies?: boolean
  readonly requires?: boolean
  readonly interrupts?: string
  readonly giveUp?: string
  /** Further dialogs, and what takes the place of the shared files. */
  readonly files?: Readonly<Record<string, string>>
  readonly signatures?: Signatures
}

export function programOf({
  nodes,
  start = 'first',
  slots = '{}',
  verifies = false,
  requires = verifies,
  interrupts,
  giveUp = 'to_agent',
  files: others = {},
  signatures,
}: Tiny): Program {
  const dialog = `dialog: unbind_failed\n${HEAD}give_up: ${giveUp}\nstart: ${start}\nslots: ${slots}\n${requires ? 'requires: verify_owner\n' : ''}nodes:\n${nodes.replaceAll('SAID', SAID)}\n  to_agent: { escalate: general }\n`
  const files = {
    ...SHARED,
    ...(interrupts === undefined ? {} : { _interrupts: interrupts }),
    unbind_failed: dialog,
    ...(verifies ? { verify_owner: VERIFY } : {}),
    ...Object.fromEntries(Object.entries(others).map(([name, source]) => [name, source.replaceAll('SAID', SAID)])),
  }
  const loaded = loadDialogs(Object.entries(files).map(([name, source]) => ({ file: `${name}.yaml`, source })))
  expect(loaded.diagnostics).toEqual([])
  return buildProgram({ loaded, fallbackTexts: NO_TEXTS, articles: {}, signatures: signatures ?? realSignatures })
}

export async function personasCalled(...names: readonly string[]): Promise<readonly Persona[]> {
  return (await loadPersonas(personasFolder)).filter(({ persona }) => names.includes(persona))
}

export async function explored(
  tiny: Tiny,
  personas: readonly string[] = ['healthy'],
  statesOf: (personas: readonly Persona[]) => readonly AccountState[] = accountStates,
): Promise<{ readonly report: Report; readonly exitCode: number }> {
  const called = await personasCalled(...personas)
  return runExplore({
    program: programOf(tiny),
    personas: called,
    states: statesOf(called),
    utterances: { unbind_failed: '解绑失败了' },
    now: () => 0,
  })
}
