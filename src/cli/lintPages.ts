import type { AnyDiagnostic } from '../turn/loadLibrary.js'

/** Where a code is explained, from the root of the product. Faults of dialogs have a page each, the others stand in tables. */
export const pageOf = (code: string): string => (/^D\d/.test(code) ? `docs/lint/${code}.md` : 'docs/authoring.md')

/** One line a page, each page once. */
export const pagesOf = (diagnostics: readonly Pick<AnyDiagnostic, 'code'>[]): readonly string[] => [
  ...new Set(diagnostics.map(({ code }) => pageOf(code)).sort()),
]

/** One fault as it is shown: its place, what is wrong and what to do. */
export const inWords = ({ file, line, node, code, severity, message, hint }: AnyDiagnostic, named = `${severity} ${code}`): string =>
  `${file}:${line}${node === null ? '' : ` node "${node}"`}: ${named}: ${message}\n    → ${hint}`
