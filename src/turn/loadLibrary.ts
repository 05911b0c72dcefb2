import { createHash } from 'node:crypto'
import { basename, join } from 'node:path'
import type { Article } from '../articles/article.js'
import type { ArticleDiagnostic } from '../articles/diagnostic.js'
import { loadArticles } from '../articles/load.js'
import { buildProgram, layTexts } from '../dialog/buildProgram.js'
import type { Diagnostic } from '../dialog/diagnostic.js'
import { type FactSection, lint, type World } from '../dialog/lint.js'
import { loadDialogs } from '../dialog/load.js'
import type { ArticleText, Program } from '../dialog/program.js'
import { serialise } from '../dialog/serialise.js'
import { type Knowledge, KnowledgeError, readKnowledge } from '../nlu/knowledge.js'
import type { Text } from '../shared/lang.js'
import { assemble, type Parts } from './assemble.js'
import type { Library } from './library.js'
import { readDialogs } from './readDialogs.js'
import { signatures } from './signatures.js'
import { taughtArticles } from './taughtArticles.js'
import { trainedModel } from './trainedModel.js'

export type Folders = {
  readonly dialogs: string
  readonly knowledge: string
  /** Where the product's own dialogs lie: their standard texts are used where other dialogs bring none. */
  readonly ownDialogs: string
  /** Where trained models are kept. */
  readonly models: string
}
/** D… of dialogs, A… of articles, K… of utterances and lexicon. */
export type AnyDiagnostic = Omit<Diagnostic, 'code'> & { readonly code: string }
/**
 * `library` is what may be served: null when any diagnostic is an error. `draft` may still be walked and replayed while its author mends it:
 * null only when something could not be read or leads to nowhere.
 */
export type Loading = {
  readonly library: Library | null
  readonly draft: Library | null
  readonly made: Made | null
  readonly diagnostics: readonly AnyDiagnostic[]
  readonly world: World
  readonly sections: readonly FactSection[]
  readonly knowledge: Knowledge | null
  /** Typical questions of articles, by `article/section`. */
  readonly articles: readonly Article[]
}

/** What a library was made of, with the hashes of what was learnt, so that it can be made again without reading anything. */
export type Made = { readonly parts: Parts; readonly model: string; readonly taught: string }

/** The documented facts F01–F60. */
export const FACTS: readonly string[] = Array.from({ length: 60 }, (_, index) => `F${String(index + 1).padStart(2, '0')}`)

type Options = { readonly tell: (text: string) => void }

/** What dialogs and knowledge come to before anything is learnt from them. `program` is null when something could not be read or leads to nowhere. */
type Read = Omit<Loading, 'library' | 'draft' | 'made'> & {
  readonly program: Program | null
  readonly errors: number
  readonly lessons: Awaited<ReturnType<typeof loadArticles>>
}

async function read(folders: Folders): Promise<Read> {
  const files = readDialogs(folders.dialogs)
  const loaded = loadDialogs(files)
  const own = folders.dialogs === folders.ownDialogs ? loaded : loadDialogs(readDialogs(folders.ownDialogs))
  const lessons = await loadArticles(join(folders.knowledge, 'articles'), new Set(FACTS))
  const { knowledge, diagnostics: unknown } = knowledgeOf(folders.knowledge)
  const texts = layTexts(loaded.texts, own.texts)
  const { articles } = lessons
  const sections = sectionsOf(articles)
  const world: World = {
    loaded,
    signatures,
    texts,
    intents: knowledge ? [...new Set(knowledge.examples.map(({ intent }) => intent))] : undefined,
    queues: Object.keys(texts.queues),
    // Dialogs without standard texts of their own are no whole product, but drafts for one.
    facts: { all: FACTS, sections, isDraft: !files.some(({ file }) => /^_texts\.ya?ml$/.test(basename(file))) },
  }
  const diagnostics: readonly AnyDiagnostic[] = [...loaded.diagnostics, ...lint(world), ...lessons.diagnostics.map(nowhere), ...unknown]
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  const isLost = errors.some(stopsEverything) || !knowledge
  const program = isLost ? null : buildProgram({ loaded, fallbackTexts: own.texts, articles: articleTexts(articles), signatures })
  return { program, diagnostics, errors: errors.length, world, sections, knowledge, articles, lessons }
}

/** The program alone, without what it takes to understand people: enough to walk it. */
export async function loadProgram(folders: Folders): Promise<Pick<Read, 'program' | 'diagnostics'>> {
  const { program, diagnostics } = await read(folders)
  return { program, diagnostics }
}

/** Reads dialogs and knowledge, holds them against each other, and makes of them what the bot runs on. */
export async function loadLibrary(folders: Folders, { tell }: Options): Promise<Loading> {
  const { program, errors, lessons, ...rest } = await read(folders)
  const { knowledge, articles } = rest
  if (!program || !knowledge) return { library: null, draft: null, made: null, ...rest }
  const model = trainedModel(knowledge, folders.models, tell)
  const { lexicon } = knowledge
  const { hash: taughtHash, taught } = taughtArticles(lessons, lexicon, folders.models, tell)
  const { hash } = serialise(program, sha256)
  const parts: Parts = { program, hash, titles: Object.fromEntries(knowledge.titles), lexicon, articles }
  const draft = assemble(parts, model, taught)
  if (errors > 0) return { library: null, draft, made: null, ...rest }
  return { library: draft, draft, made: { parts, model: model.hash, taught: taughtHash }, ...rest }
}

/** What leaves no program to run at all; the other faults of dialogs can be walked into. */
const stopsEverything = ({ code }: AnyDiagnostic): boolean => !code.startsWith('D') || code === 'D000' || code === 'D001'
const nowhere = (diagnostic: ArticleDiagnostic): AnyDiagnostic => ({ ...diagnostic, node: null })
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

function knowledgeOf(folder: string): { knowledge: Knowledge | null; diagnostics: readonly AnyDiagnostic[] } {
  try {
    return { knowledge: readKnowledge(folder), diagnostics: [] }
  } catch (error) {
    if (!(error instanceof KnowledgeError)) throw error
    const diagnostics = error.faults.map(({ file, line, message }) => ({
      code: 'K001' as const,
      severity: 'error' as const,
      file: join(folder, file),
      line,
      node: null,
      message,
      hint: 'correct the file; see docs/authoring.md',
    }))
    return { knowledge: null, diagnostics }
  }
}

/** Articles in both languages side by side; what one language lacks is a diagnostic of its own. */
function articleTexts(articles: readonly Article[]): Readonly<Record<string, ArticleText>> {
  const pairs = articles.flatMap((zh) => {
    const en = articles.find((other) => other.id === zh.id && other.lang === 'en')
    return zh.lang === 'zh' && en ? [{ zh, en }] : []
  })
  return Object.fromEntries(
    pairs.map(({ zh, en }) => {
      const sections = zh.sections.flatMap((section) => {
        const other = en.sections.find(({ id }) => id === section.id)
        return other
          ? [[section.id, { heading: { zh: section.heading, en: other.heading }, body: { zh: section.text, en: other.text } }] as const]
          : []
      })
      return [zh.id, { title: { zh: zh.title, en: en.title }, sections: Object.fromEntries(sections) }]
    }),
  )
}

function sectionsOf(articles: readonly Article[]): readonly FactSection[] {
  return articles
    .filter(({ lang }) => lang === 'zh')
    .flatMap((article) =>
      article.sections.map((section) => {
        const en = articles.find((other) => other.id === article.id && other.lang === 'en')?.sections.find(({ id }) => id === section.id)
        const text: Text = { zh: section.text, en: en?.text ?? '' }
        return { place: `${article.id}/${section.id}`, file: article.file, line: section.line, source: section.source, text }
      }),
    )
}
