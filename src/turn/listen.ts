import { textOf } from '../dialog/textOf.js'
import { type Expected, expected } from '../engine/expected.js'
import type { Recognised, RecognisedEntity } from '../engine/recognised.js'
import type { State } from '../engine/state.js'
import type { Option } from '../nlu/answers.js'
import { ENTITY_KINDS, type Entity, type EntityKind, FORBIDDEN_KINDS } from '../nlu/entities.js'
import type { Recognition } from '../nlu/recognizer.js'
import { maskText } from '../shared/mask.js'
import type { VaultRow } from '../storage/records.js'
import type { TurnDeps } from './deps.js'
import type { Library } from './library.js'

export type Heard = { readonly recognised: Recognised; readonly masked: string; readonly vault: readonly VaultRow[] }

/** Turns words into what the engine may know: no free text, no personal value, only references and tags. */
export async function listen(deps: TurnDeps, library: Library, state: State, text: string, where: { conversation: string }): Promise<Heard> {
  const waitsFor = expected(library.program, state)
  const kind = ENTITY_KINDS.find((known) => known === waitsFor.kind)
  const options = optionsOf(library, waitsFor)
  const heard = library.recognize(text, { ...(kind && { expecting: kind }), options, lang: state.language })
  const entities: RecognisedEntity[] = []
  const vault: VaultRow[] = []
  for (const entity of heard.entities) {
    if (isForbidden(entity.kind)) continue
    entities.push({ kind: entity.kind, ref: await refFor(deps, where, entity, vault), valid: entity.valid })
  }
  return { recognised: recognisedOf(library, heard, options, entities), masked: maskText(text, heard.entities), vault }
}

/** Letters of markup and addresses belong to no language. */
const MARKUP = /<[^<>]{1,500}>|https?:\/\/\S+/gu

const isForbidden = (kind: EntityKind): boolean => FORBIDDEN_KINDS.includes(kind)

/** Account and phone numbers go into the vault, a code becomes a tag; the rest holds nothing personal or is masked. */
async function refFor(deps: TurnDeps, { conversation }: { conversation: string }, entity: Entity, vault: VaultRow[]): Promise<string> {
  switch (entity.kind) {
    case 'qq':
    case 'phone': {
      const ref = deps.sealer.ref(conversation, entity.kind, entity.value)
      vault.push(deps.sealer.seal(ref, entity.kind, entity.value))
      return ref
    }
    case 'code':
      return `code:${await deps.workshop.tagOf(conversation, entity.value)}`
    default:
      return maskText(entity.value)
  }
}

const recognisedOf = (library: Library, heard: Recognition, options: readonly Option[], entities: readonly RecognisedEntity[]): Recognised => ({
  lang: /\p{L}/u.test(heard.text.replace(MARKUP, '')) ? heard.lang : null,
  decision: heard.decision,
  also: heard.also,
  command: heard.command,
  choice: isOwnWish(heard, options) ? null : heard.choice,
  entities,
  article: mayBeAnswered(library, heard) ? library.findArticle(heard.text, heard.lang) : null,
  refused: [...new Set(heard.entities.filter((entity) => isForbidden(entity.kind)).map((entity) => entity.kind))],
  ranking: heard.ranking.slice(0, 3),
})

/** Articles are only looked up where one may be shown: for questions, and where it is not clear whether it is one. */
function mayBeAnswered({ program }: Library, { decision }: Recognition): boolean {
  const answered = program.interrupts.flatMap(({ on, reaction }) => (reaction.do === 'answer' && 'intent' in on ? [on.intent] : []))
  const meant = decision.type === 'understood' ? [decision.intent] : decision.type === 'ambiguous' ? decision.between : []
  return meant.some((intent) => answered.includes(intent))
}

/** "重新开始" is no "开始": a wish about the conversation is no answer that merely sounds like one. */
const isOwnWish = ({ command, text }: Recognition, options: readonly Option[]): boolean =>
  command !== null && !options.some(({ labels }) => labels.some((label) => label.toLowerCase() === text.trim().toLowerCase()))

const optionsOf = (library: Library, { options }: Expected): readonly Option[] =>
  options.map(({ option, label, means }) => {
    const text = textOf(library.program, library.titles, label)
    return { option, labels: text ? [text.zh, text.en] : [], ...(means !== null && { means }) }
  })
