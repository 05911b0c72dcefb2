/** What is wrong with an article, for its author: where it is and what to do about it. */
export type ArticleDiagnostic = {
  readonly code: ArticleFault
  readonly severity: 'error' | 'warning'
  readonly file: string
  readonly line: number
  readonly message: string
  readonly hint: string
}

/** Every fault an article can have, with what its author should do. */
export const ARTICLE_FAULTS = {
  A000: 'name the file <id>.zh.md or <id>.en.md and save it as readable UTF-8 text',
  A001: 'begin the file with a line of ---, the YAML head, and another line of ---',
  A002: 'the head holds id, title and questions (a list of 10 to 300 texts), nothing else',
  A003: 'write the same id in the head as in the file name',
  A004: 'put every text below a heading such as "## Heading {#section_id source=F05,F06}"',
  A005: 'write the heading as "## Heading {#section_id source=F05,F06}", or source=none when the section carries no documented fact',
  A006: 'give every section of the article its own id',
  A007: 'name only facts that are documented, each once',
  A008: 'split the section: five facts are as much as one bubble can hold',
  A009: 'write the text of the section or delete its heading',
  A010: 'shorten the section or split it: 160 Han characters or 90 words are as much as one bubble can hold',
  A011: 'use only bold, lists and plain paragraphs',
  A012: 'write the article in the other language too',
  A013: 'give both languages the same sections in the same order, with the same sources',
  A014: 'let each question stand in one article only, once',
  A015: 'let the question name a section of its own article',
  A016: 'write the words as concepts: {name: {zh: [...], en: [...]}} and aside: {zh: [...], en: [...]}',
  A017: 'let each word stand for one concept',
  A018: 'write the texts that no article answers as zh: [...] and en: [...]',
  A019: 'delete the text here, or the question in the article',
} as const satisfies Readonly<Record<`A${number}`, string>>

export type ArticleFault = keyof typeof ARTICLE_FAULTS

export const fault = (code: ArticleFault, file: string, line: number, message: string): ArticleDiagnostic => ({
  code,
  severity: 'error',
  file,
  line,
  message,
  hint: ARTICLE_FAULTS[code],
})
