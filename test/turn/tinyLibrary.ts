import { createHash } from 'node:crypto'
import { buildProgram } from '../../src/dialog/buildProgram.js'
import { loadDialogs } from '../../src/dialog/load.js'
import { NO_TEXTS } from '../../src/dialog/noTexts.js'
import type { Signature, Signatures } from '../../src/dialog/program.js'
import { serialise } from '../../src/dialog/serialise.js'
import { createEntityFinder } from '../../src/nlu/entities.js'
import { readLexicon } from '../../src/nlu/knowledge.js'
import type { Library } from '../../src/turn/library.js'

const plain: Signature = { outcomes: ['fine', 'bad', 'unavailable'], gives: {}, using: {}, account: false, proof: 'none', lasting: false }
export const signatures: Signatures = {
  checks: { weather: plain, account_status: { ...plain, account: true, proof: 'read' } },
  acts: {
    open_umbrella: { ...plain, outcomes: ['opened', 'unavailable'], lasting: true },
    shut_umbrella: { ...plain, outcomes: ['shut', 'unavailable'], lasting: true },
    try_code: { ...plain, outcomes: ['verified', 'wrong', 'unavailable'], account: true, using: { code: 'code' }, proves: 'verified', lasting: true },
  },
}

const button = (label: string, goto: string, more = ''): string => `{ label: { zh: ${label}, en: ${label} }, goto: ${goto}${more} }`
const say = (text: string): string => `say: { zh: ${text}, en: ${text} }`

const ERRAND = `dialog: errand
title: { zh: 出门, en: Errand }
starts_on: [errand]
slots: { step: { values: [open, open_and_shut, look, person] }, after: { values: [again, sure, home] } }
start: ask
give_up: person
nodes:
  ask:
    ${say('什么事')}
    choose: step
    options:
      open: ${button('撑伞', 'open')}
      open_and_shut: ${button('撑开再收', 'both')}
      look: ${button('看天', 'look')}
      person: ${button('找人', 'person')}
  open: { act: open_umbrella, cases: { opened: opened } }
  both: { act: open_umbrella, cases: { opened: shut } }
  shut: { act: shut_umbrella, cases: { shut: opened } }
  look: { check: weather, cases: { fine: opened, bad: person } }
  opened:
    ${say('好了')}
    choose: after
    options:
      again: ${button('再来', 'ask')}
      sure: ${button('确定', 'home', ', confirms: true')}
      home: ${button('回家', 'home')}
  home: { end: explained }
  person: { escalate: desk, brief: [step] }
`
const OWNED = `dialog: owned
title: { zh: 账号, en: Account }
starts_on: [owned]
requires: verify
start: look
give_up: person
nodes:
  look: { check: account_status, cases: { fine: well, bad: person } }
  well: { ${say('正常')}, choose: next_step, options: { again: ${button('再查', 'look')} } }
  person: { escalate: desk, brief: [account_id] }
slots: { next_step: { values: [again] } }
`
const RAIN = `dialog: rain
title: { zh: 下雨, en: Rain }
starts_on: [rain]
start: open
give_up: person
nodes:
  open: { act: open_umbrella, cases: { opened: home } }
  home: { end: explained }
  person: { escalate: desk }
`
const VERIFY = `dialog: verify
title: { zh: 验证, en: Verify }
slots: { code: { entity: code } }
start: account
give_up: failed
nodes:
  account: { ${say('号码')}, ask: account_id, goto: code }
  code: { ${say('验证码')}, ask: code, goto: try }
  try: { act: try_code, using: [code], cases: { verified: done, wrong: code } }
  done: { end: verified }
  failed: { end: gave_up }
`
const INTERRUPTS = `- { intent: talk_to_human, do: escalate, queue: general }\n- { intent: broken, do: call, dialog: missing }\n`
const SLOTS = 'account_id: { entity: qq }\n'

const lexicon = readLexicon('knowledge') ?? fail('the lexicon cannot be read')
const findEntities = createEntityFinder(lexicon.entities)
function fail(why: string): never {
  throw new Error(why)
}

/** A tiny bot: real loader and engine, words that mean what they literally say. `replace` swaps parts of the errand. */
export function tinyLibrary(replace: readonly (readonly [string, string])[] = [], known: Signatures = signatures): Library {
  const errand = replace.reduce((source, [from, to]) => source.replaceAll(from, to), ERRAND)
  const files = { errand, rain: RAIN, owned: OWNED, verify: VERIFY, _interrupts: INTERRUPTS, _slots: SLOTS }
  const loaded = loadDialogs(Object.entries(files).map(([name, source]) => ({ file: `${name}.yaml`, source })))
  if (loaded.diagnostics.length > 0) throw new Error(JSON.stringify(loaded.diagnostics))
  const program = buildProgram({ loaded, fallbackTexts: NO_TEXTS, articles: {}, signatures: known })
  return {
    program,
    hash: serialise(program, (text) => createHash('sha256').update(text).digest('hex')).hash,
    titles: {},
    recognize: (text, { expecting, options = [], lang = 'zh' } = {}) => {
      if (text === '崩溃') throw new Error('the recogniser broke')
      const intent = INTENTS.get(text)
      return {
        text,
        lang,
        intent: intent ?? 'out_of_scope',
        confidence: 1,
        ranking: [{ intent: intent ?? 'out_of_scope', confidence: 1 }],
        entities: findEntities(text, expecting),
        decision: intent === undefined ? { type: 'not_understood' } : { type: 'understood', intent },
        also: [],
        command: null,
        choice: options.find(({ labels }) => labels.includes(text))?.option ?? null,
      }
    },
    findArticle: () => null,
  }
}
const INTENTS: ReadonlyMap<string, string> = new Map([
  ['出门', 'errand'],
  ['账号', 'owned'],
  ['下雨', 'rain'],
  ['人工', 'talk_to_human'],
  ['坏的', 'broken'],
])
