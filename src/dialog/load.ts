import type { Diagnostic } from './diagnostic.js'
import { loadDialog } from './loadDialog.js'
import { loadInterrupts } from './loadInterrupts.js'
import { loadSlots, loadTexts } from './loadShared.js'
import type { Dialog, Interrupt, Slot, Texts } from './program.js'
import { reporterFor, type Source } from './report.js'
import { type Path, readYaml } from './yamlFile.js'

export type DialogFile = { readonly file: string; readonly source: string }

export type Loaded = {
  readonly dialogs: Readonly<Record<string, Dialog>>
  readonly interrupts: readonly Interrupt[]
  /** The slots of the whole conversation. */
  readonly slots: Readonly<Record<string, Slot>>
  /** What `_texts.yaml` says; empty where it says nothing. */
  readonly texts: Texts
  /** Names of files that were not understood; what is inside them cannot be held against the others. */
  readonly unreadable: readonly string[]
  /** The file that a dialog, or `_slots` and the like, comes from. */
  readonly fileOf: (name: string) => string
  /** Where a part of a file stands, for later findings about it. */
  readonly lineOf: (file: string, path: Path) => number
  readonly diagnostics: readonly Diagnostic[]
}

/** Reads all files of dialogs. Every fault of every file is reported at once; a dialog with a fault of form (D000) is left out. */
export function loadDialogs(files: readonly DialogFile[]): Loaded {
  const sources = files.map(({ file, source }) => sourceOf(file, source))
  const usable = sources.filter(({ yaml }) => yaml.value !== undefined)
  const special = (name: string) => usable.find((source) => source.name === name)
  const interrupts = loadInterrupts(special('_interrupts'))
  const slots = loadSlots(special('_slots'))
  const texts = loadTexts(special('_texts'))
  const dialogs = usable.filter(isDialog).map((source) => loadDialog(source))
  const diagnostics = [
    ...sources.flatMap((source) => faultsOf(source, sources)),
    ...[interrupts, slots, texts, ...dialogs].flatMap((read) => read.diagnostics),
  ]
  const misread = new Set(diagnostics.flatMap(({ code, file }) => (code === 'D000' ? [file] : [])))
  const lines = new Map(sources.map(({ file, yaml }) => [file, yaml.lineOf]))
  return {
    dialogs: Object.fromEntries(dialogs.flatMap(({ dialog }) => (dialog && !misread.has(dialog.file) ? [[dialog.id, dialog] as const] : []))),
    interrupts: interrupts.value,
    slots: slots.value,
    texts: texts.value,
    unreadable: sources.flatMap(({ file, name }) => (misread.has(file) ? [name] : [])),
    fileOf: (name) => sources.find((source) => source.name === name)?.file ?? `${name}.yaml`,
    lineOf: (file, path) => lines.get(file)?.(path) ?? 1,
    diagnostics,
  }
}

const SPECIAL: readonly string[] = ['_interrupts', '_slots', '_texts']
const isDialog = ({ name }: Source): boolean => !name.startsWith('_')

function sourceOf(file: string, text: string): Source {
  const yaml = readYaml(text)
  // The name of a dialog is that of its file, without folders and ending.
  const name = (file.split(/[/\\]/).at(-1) ?? file).replace(/\.ya?ml$/, '')
  return { file, name, yaml, report: reporterFor(file, yaml, name.startsWith('_') ? null : 'nodes') }
}

/** What is wrong with a file before its contents are looked at. */
function faultsOf(source: Source, all: readonly Source[]): readonly Diagnostic[] {
  const { name, report, yaml } = source
  const strange = !isDialog(source) && !SPECIAL.includes(name)
  const twice = all.find((other) => other.name === name) !== source
  return [
    ...yaml.faults.map(report.syntax),
    ...(strange
      ? [report.file('no file of this name is known', `call it ${SPECIAL.join(' or ')}, or begin its name with a letter if it is a dialog`)]
      : []),
    ...(twice ? [report.file(`a second file is called "${name}"`, 'give each dialog a file name of its own')] : []),
  ]
}
