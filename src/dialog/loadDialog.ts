import type { Diagnostic } from './diagnostic.js'
import { explain } from './explain.js'
import { loadNode } from './loadNode.js'
import type { Dialog } from './program.js'
import type { Source } from './report.js'
import { head } from './schemas.js'

type LoadedDialog = { readonly dialog: Dialog | null; readonly diagnostics: readonly Diagnostic[] }

/** Reads one dialog: the head and every node on its own, so that a fault in one does not hide those of the others. */
export function loadDialog({ file, name, yaml, report }: Source): LoadedDialog {
  const { value, lineOf } = yaml
  const read = head.safeParse(value)
  const headFaults = read.success ? [] : explain(read.error.issues, value).map((misfit) => report.misfit(misfit))
  const nodes = nodesIn(value).map(([id, body]) => {
    const loaded = loadNode(id, lineOf(['nodes', id]), body)
    const diagnostics = [...loaded.misfits.map((misfit) => report.misfit(misfit, ['nodes', id])), ...report.blankTexts(loaded.written, ['nodes', id])]
    return { ...loaded, diagnostics }
  })
  const misnamed =
    read.success && read.data.dialog !== name
      ? [
          report.misfit({
            path: ['dialog'],
            message: `dialog: "${read.data.dialog}", but the file is called "${name}"`,
            hint: 'give both the same name',
          }),
        ]
      : []
  const blank = read.success ? [...report.blankTexts(read.data.title, ['title'])] : []
  const diagnostics = [...headFaults, ...misnamed, ...blank, ...nodes.flatMap((node) => node.diagnostics)]
  if (!read.success || diagnostics.some(({ code }) => code === 'D000')) return { dialog: null, diagnostics }
  const y = read.data
  const dialog: Dialog = {
    id: y.dialog,
    file,
    line: lineOf(['dialog']),
    title: y.title,
    startsOn: y.starts_on,
    staysOn: y.stays_on,
    ...(y.requires === undefined ? {} : { requires: y.requires }),
    slots: y.slots,
    start: y.start,
    giveUp: y.give_up,
    nodes: Object.fromEntries(nodes.flatMap(({ node }) => (node ? [[node.id, node] as const] : []))),
  }
  return { dialog, diagnostics }
}

function nodesIn(value: unknown): readonly (readonly [string, unknown])[] {
  const nodes: unknown = typeof value === 'object' && value !== null && Object.hasOwn(value, 'nodes') ? Reflect.get(value, 'nodes') : undefined
  return typeof nodes === 'object' && nodes !== null && !Array.isArray(nodes) ? Object.entries(nodes) : []
}
