import { textOf } from '../dialog/textOf.js'
import { type Expected, expected } from '../engine/expected.js'
import type { Recognised, RecognisedEntity } from '../engine/recognised.js'
import type { State } from '../engine/state.js'
import type { Option } from '../nlu/answers.js'
import { ENTITY_KINDS, type Entity, type EntityKind, FORBIDDEN_KINDS } from '../nlu/entities.js'
import { onlyDigits } from '../nlu/pieces.js'
import type { Recognition } from '../nlu/recognizer.js'
import { sameWords } from '../nlu/words.js'
import { maskText } from '../shared/mask.js'
import type { VaultRow } from '../storage/records.js'
import type { TurnDeps } from './deps.js'
import type { Library } from './library.js'
import { type Pieced, readPieces } from './pieces.js'

/** `open`: the question that was open when the words came; undefined for the one that is open now. */
type Where = { readonly conversation: string; readonly open: string | null | undefined }
export type Heard = { readonly recognised: Recognised; readonly masked: string; readonly vault: readonly VaultRow[] }

/** Turns words into what the engine may know: no free text, no personal value, only references and tags. */
export async function listen(deps: TurnDeps, library: Library, state: State, text: string, where: Where): Promise<Heard> {
  const waitsFor = expected(library.program, state)
  const kind = ENTITY_KINDS.find((known) => known === waitsFor.kind)
  const options = optionsOf(library, waitsFor)
  const heard = library.recognize(text, { ...(kind && { expecting: kind }), options, lang: state.language })
  const digits = onlyDigits(text)
  const goesOn = waitsFor.piece !== null
  // Whoever goes on with a number types on before the answer to its first piece is there.
  const isMeant = goesOn || waitsFor.follows !== null || where.open === undefined || where.open === waitsFor.question
  const mayJoin = digits !== null && isMeant && (goesOn || heard.choice === null)
  const pieced = mayJoin ? await readPieces(deps, digits, waitsFor) : null
  const vault: VaultRow[] = []
  const recognised = recognisedOf(library, heard, options, pieced ? [] : await entitiesOf(deps, where, heard, vault))
  return {
    recognised: pieced ? await withPiece(deps, where, { recognised, pieced, vault }) : recognised,
    masked: maskWords(text, pieced ? [] : heard.entities),
    vault,
  }
}

async function entitiesOf(deps: TurnDeps, where: Where, heard: Recognition, vault: VaultRow[]): Promise<readonly RecognisedEntity[]> {
  const entities: RecognisedEntity[] = []
  for (const entity of heard.entities) {
    if (isForbidden(entity.kind)) continue
    entities.push({ kind: entity.kind, ref: await refFor(deps, where, entity, vault), valid: entity.valid })
  }
  return entities
}

/** Digits that stand alone in a message may be part of a number, however few; one alone is an answer by number. */
export function maskWords(text: string, entities: readonly Entity[]): string {
  const isPiece = entities.length === 0 && (onlyDigits(text)?.length ?? 0) >= 2
  return maskText(text, isPiece ? [{ kind: 'piece', start: 0, end: text.length }] : entities)
}

type WithPiece = { readonly recognised: Recognised; readonly pieced: Pieced; readonly vault: VaultRow[] }

/** Digits that belong to others are no number, choice or code of their own. */
async function withPiece(deps: TurnDeps, where: Where, { recognised, pieced, vault }: WithPiece): Promise<Recognised> {
  const heard = { ...recognised, choice: null }
  switch (pieced.type) {
    case 'whole':
      return { ...heard, entities: [{ kind: pieced.kind, ref: await refFor(deps, where, pieced, vault), valid: true }] }
    case 'unsure':
      return { ...heard, piece: { type: 'unsure', ref: await refFor(deps, where, pieced, vault) } }
    case 'part':
      return { ...heard, piece: { type: 'part', ref: sealed(deps, where, { kind: 'piece', value: pieced.digits }, vault) } }
    case 'stray':
      return { ...heard, piece: { type: 'stray' } }
  }
}

/** Letters of markup and addresses belong to no language. */
const MARKUP = /<[^<>]{1,500}>|https?:\/\/\S+/gu

const isForbidden = (kind: EntityKind): boolean => FORBIDDEN_KINDS.includes(kind)

/** Account and phone numbers go into the vault, a code becomes a tag; the rest holds nothing personal or is masked. */
async function refFor(deps: TurnDeps, where: Where, entity: Pick<Entity, 'kind' | 'value'>, vault: VaultRow[]): Promise<string> {
  switch (entity.kind) {
    case 'qq':
    case 'phone':
      return sealed(deps, where, entity, vault)
    case 'code':
      return `code:${await deps.workshop.tagOf(where.conversation, entity.value)}`
    default:
      return maskText(entity.value)
  }
}

/** Part of a number is sealed too, of a code as well: its reference shows nothing of it. */
function sealed({ sealer }: TurnDeps, { conversation }: Where, { kind, value }: { kind: string; value: string }, vault: VaultRow[]): string {
  const ref = sealer.ref(conversation, kind, value)
  vault.push(sealer.seal(ref, kind, value))
  return ref
}

const recognisedOf = (library: Library, heard: Recognition, options: readonly Option[], entities: readonly RecognisedEntity[]): Recognised => ({
  lang: /\p{L}/u.test(heard.text.replace(MARKUP, '')) ? heard.lang : null,
  decision: heard.decision,
  also: heard.also,
  command: heard.command,
  choice: isOwnWish(heard, options) ? null : heard.choice,
  entities,
  piece: null,
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
  command !== null && !options.some(({ labels }) => labels.some((label) => sameWords(label, text)))

const optionsOf = (library: Library, { options }: Expected): readonly Option[] =>
  options.map(({ option, label, means }) => {
    const text = textOf(library.program, library.titles, label)
    return { option, labels: text ? [text.zh, text.en] : [], ...(means !== null && { means }) }
  })
