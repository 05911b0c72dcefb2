/** What is wrong with a file of dialogs, for its author: where it is, and what to do about it. */
export type Diagnostic = {
  readonly code: `D${number}`
  readonly severity: 'error' | 'warning'
  readonly file: string
  readonly line: number
  /** The node it is about; null when it is about the head of a dialog or another file. */
  readonly node: string | null
  readonly message: string
  readonly hint: string
}

/** One line that an editor can jump to, such as `unbind_failed.yaml:7 node "banned": options.cow.label.en: expected string (D000)`. */
export const formatDiagnostic = ({ file, line, node, message, code }: Diagnostic): string =>
  `${file}:${line} ${node === null ? '' : `node "${node}": `}${message} (${code})`
