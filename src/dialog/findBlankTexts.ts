import { LANGS } from '../shared/lang.js'
import type { Path } from './yamlFile.js'

type Blank = { readonly path: Path; readonly missing: readonly string[] }

/** Finds every text that lacks a language, wherever it stands in what was read from a file. */
export function findBlankTexts(value: unknown, path: Path = []): readonly Blank[] {
  if (typeof value !== 'object' || value === null) return []
  const parts = Object.entries(value)
  const missing = LANGS.filter((lang) => Object.hasOwn(value, lang) && isBlank(Reflect.get(value, lang)))
  const here = missing.length > 0 ? [{ path, missing }] : []
  return [...here, ...parts.flatMap(([key, part]) => findBlankTexts(part, [...path, Array.isArray(value) ? Number(key) : key]))]
}

const isBlank = (value: unknown): boolean => typeof value === 'string' && value.trim() === ''
