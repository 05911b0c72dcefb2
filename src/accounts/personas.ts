import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml'
import * as z from 'zod'
import { stateFields } from './model.js'

const phonePlaceholder = z.enum(['$old_phone', '$new_phone', '$contact']).nullable()

/** What a persona file says of the account; the rare fields may be left out. */
const templateSchema = z
  .strictObject({
    ...stateFields,
    account_id: z.literal('$account_id'),
    bound_phone: phonePlaceholder,
    verified_contact: phonePlaceholder,
    new_phone: phonePlaceholder,
    face_result: stateFields.face_result.default('pass'),
    unbind_confirmed: z.boolean().default(false),
    retry_fails: z.boolean().default(false),
  })
  .readonly()

const personaSchema = z
  .strictObject({
    persona: z.string().regex(/^[a-z][a-z0-9_]*$/, 'expected a name in lower_snake_case'),
    title: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }).readonly(),
    /** The documented causes that hold for this person, written by hand and so independent of what the checks find. */
    causes: z.array(z.enum(['F20', 'F30', 'F31', 'F32', 'F33', 'F34', 'F39', 'F40', 'F41', 'F43', 'F47', 'F48'])).readonly(),
    account: templateSchema,
  })
  .readonly()

export type Persona = z.infer<typeof personaSchema>
export type Cause = Persona['causes'][number]

export interface PersonaFault {
  readonly file: string
  readonly line: number
  readonly message: string
}

/** All that is wrong with the persona files, a line each: `banned.yaml:7 account.status: …`. */
export class PersonaFaults extends Error {
  override readonly name = 'PersonaFaults'
  constructor(readonly faults: readonly PersonaFault[]) {
    super(faults.map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n'))
  }
}

/** Reads every `<persona>.yaml` of the folder, by name. Rejects with `PersonaFaults` that lists all faults of all files. */
export async function loadPersonas(folder: string): Promise<readonly Persona[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.yaml')).sort()
  const read = await Promise.all(files.map(async (file) => parsePersona(file, await readFile(join(folder, file), 'utf8'))))
  const faults = read.flatMap((one) => (Array.isArray(one) ? one : []))
  if (faults.length > 0) throw new PersonaFaults(faults)
  return read.flatMap((one) => (Array.isArray(one) ? [] : [one]))
}

/** One file: the persona, or everything that is wrong with it. */
export function parsePersona(file: string, text: string): Persona | PersonaFault[] {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines })
  if (document.errors.length > 0) {
    return document.errors.map((error) => ({ file, line: lines.linePos(error.pos[0]).line, message: error.message.split('\n')[0] ?? error.code }))
  }
  const parsed = personaSchema.safeParse(document.toJS())
  if (!parsed.success) return parsed.error.issues.flatMap((issue) => faultsOf(issue, { file, document, lines }))
  if (`${parsed.data.persona}.yaml` === file) return parsed.data
  const place = { file, document, lines }
  return [{ file, line: lineOf(['persona'], place), message: `persona: expected the name of the file, got "${parsed.data.persona}"` }]
}

interface Place {
  readonly file: string
  readonly document: Document.Parsed
  readonly lines: LineCounter
}

function faultsOf(issue: z.core.$ZodIssue, place: Place): PersonaFault[] {
  const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path]
  return paths.map((path) => ({
    file: place.file,
    line: lineOf(path, place),
    message: `${path.map(String).join('.')}: ${issue.code === 'unrecognized_keys' ? 'there is no such field' : issue.message}`,
  }))
}

/** Where the key at the end of the path stands; when it is missing, where the nearest thing around it stands. */
function lineOf(path: readonly PropertyKey[], place: Place): number {
  const around = path.slice(0, -1)
  const parent = around.length === 0 ? place.document.contents : place.document.getIn(around, true)
  if (isMap(parent)) {
    const pair = parent.items.find(({ key }) => isScalar(key) && key.value === path.at(-1))
    if (pair !== undefined && isScalar(pair.key) && pair.key.range) return place.lines.linePos(pair.key.range[0]).line
  }
  const node = place.document.getIn(path, true)
  if (isNode(node) && node.range) return place.lines.linePos(node.range[0]).line
  return path.length === 0 ? 1 : lineOf(around, place)
}
