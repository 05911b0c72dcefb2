import type { z } from 'zod'
import type { Diagnostic } from './diagnostic.js'
import { explain } from './explain.js'
import { NO_TEXTS } from './noTexts.js'
import type { Slot, Texts } from './program.js'
import type { Source } from './report.js'
import * as schemas from './schemas.js'
import type { Path } from './yamlFile.js'

type Read<T> = { readonly value: T; readonly diagnostics: readonly Diagnostic[] }

/** Reads `_slots.yaml`, the slots of the whole conversation, with or without the head `slots:`. */
export function loadSlots(source: Source | undefined): Read<Readonly<Record<string, Slot>>> {
  if (!source) return { value: {}, diagnostics: [] }
  const { value } = source.yaml
  const headed = typeof value === 'object' && value !== null && Object.hasOwn(value, 'slots')
  return headed
    ? readWith<Readonly<Record<string, Slot>>>(schemas.slots, source, { value: Reflect.get(value, 'slots'), above: ['slots'], none: {} })
    : readWith<Readonly<Record<string, Slot>>>(schemas.slots, source, { value, above: [], none: {} })
}

/** Reads `_texts.yaml`, the sentences that belong to no dialog. */
export const loadTexts = (source: Source | undefined): Read<Texts> =>
  source ? readWith<Texts>(schemas.texts, source, { value: source.yaml.value, above: [], none: NO_TEXTS }) : { value: NO_TEXTS, diagnostics: [] }

/** A file in which nothing is written yet counts as one that is not there. */
function readWith<T>(schema: z.ZodType<T>, { report }: Source, part: { readonly value: unknown; readonly above: Path; readonly none: T }): Read<T> {
  const read = schema.safeParse(part.value ?? {})
  if (!read.success)
    return { value: part.none, diagnostics: explain(read.error.issues, part.value).map((misfit) => report.misfit(misfit, part.above)) }
  return { value: read.data, diagnostics: report.blankTexts(read.data, part.above) }
}
