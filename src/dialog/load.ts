import type { Diagnostic } from './diagnostic.js'
import { loadDialog } from './loadDialog.js'
import { loadInterrupts } from './loadInterrupts.js'
import { loadSlots, loadTexts } from './loadShared.js'
import type { Dialog, Interrupt, Slot, Texts } from './program.js'
import { reporterFor } from './report.js'
import { type Path, readYaml } from './yamlFile.js'

export type DialogFile = { readonly file: string; readonly source: string }

export type Loaded = {
  readonly dialogs: Readonly<Record<string, Dialog>>
  readonly interrupts: readonly Interrupt[]
  /** The slots of the whole conversation. */
  readonly slots: Readonly<Record<string, Slot>>
  /** What `_texts.yaml` says; empty where it says nothing. */
  readonly texts: Texts
  /** Dialogs that have a file, though it cannot be read; nothing is known about what is inside. */
  readonly unreadable: readonly string[]
  /** Where a part of a file stands, for later findings about it. */
  readonly lineOf: (file: string, path: Path) => number
  readonly diagnostics: readonly Diagnostic[]
}

/** Reads all files of dialogs. Every fault of every file is reported at once; a dialog with a fault of form (D000) is left out. */
export function loadDialogs(files: readonly DialogFile[]): Loaded {
  const read = files.map(({ file, source }) => {
    const yaml = readYaml(source)
    const name = nameOf(file)
    const report = reporterFor(file, yaml, name.startsWith('_') ? null : 'nodes')
    const broken = yaml.faults.map(({ line, message }) => report.at(line, message, 'correct the YAML; check the indentation and the quotes'))
    return { file, name, yaml, report, broken }
  })
  const usable = read.filter(({ yaml }) => yaml.value !== undefined)
  const special = (name: string) => usable.find((candidate) => candidate.name === name)
  const interrupts = loadInterrupts(special('_interrupts'))
  const slots = loadSlots(special('_slots'))
  const texts = loadTexts(special('_texts'))
  const strange = read.filter(({ name }) => name.startsWith('_') && !SPECIAL.includes(name))
  const dialogs = usable.filter(({ name }) => !name.startsWith('_')).map((source) => ({ name: source.name, ...loadDialog(source) }))
  const twice = read.filter(({ name }, at) => read.findIndex((other) => other.name === name) < at)
  const lines = new Map(read.map(({ file, yaml }) => [file, yaml.lineOf]))
  const loaded = new Map(dialogs.flatMap(({ name, dialog }) => (dialog ? [[name, dialog] as const] : [])))
  return {
    dialogs: Object.fromEntries(loaded),
    interrupts: interrupts.value,
    slots: slots.value,
    texts: texts.value,
    unreadable: read.map(({ name }) => name).filter((name) => !name.startsWith('_') && !loaded.has(name)),
    lineOf: (file, path) => lines.get(file)?.(path) ?? 1,
    diagnostics: [
      ...read.flatMap(({ broken }) => broken),
      ...strange.map(({ report }) => report.at(1, 'not a file that is known here', `name it one of ${SPECIAL.join(', ')}, or without _`)),
      ...twice.map(({ report, name }) => report.at(1, `a second file is called "${name}"`, 'give each dialog a file name of its own')),
      ...[interrupts, slots, texts, ...dialogs].flatMap(({ diagnostics }) => diagnostics),
    ],
  }
}

const SPECIAL: readonly string[] = ['_interrupts', '_slots', '_texts']

/** The name of a dialog is that of its file, without folders and ending. */
const nameOf = (file: string): string => (file.split(/[/\\]/).at(-1) ?? file).replace(/\.ya?ml$/, '')
