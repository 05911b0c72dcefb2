import type { z } from 'zod'
import type { Path } from './yamlFile.js'

type Issue = z.core.$ZodIssue
/** One fault of a value against its schema: where in the value, and in words for the author. */
export type Misfit = { readonly path: Path; readonly message: string; readonly hint: string }

/** Turns what zod found wrong with a value into sentences that name the key and what belongs there. */
export const explain = (issues: readonly Issue[], value: unknown): readonly Misfit[] => issues.flatMap((issue) => explainIssue(issue, [], value))

function explainIssue(issue: Issue, above: Path, value: unknown): readonly Misfit[] {
  const path = [...above, ...issue.path.map((step) => (typeof step === 'number' ? step : String(step)))]
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...path, key],
        message: `${dotted([...path, key])}: unknown key`,
        hint: 'look for a misspelling, or for a key that belongs one level higher or lower',
      }))
    case 'invalid_union': {
      const nearest = issue.errors.find((branch) => branch.every(({ path: deep }) => deep.length > 0))
      return nearest && nearest.length > 0 ? nearest.flatMap((inner) => explainIssue(inner, path, value)) : [misfit(path, issue.message)]
    }
    case 'invalid_key':
      return issue.issues.map(({ message }) => misfit(path, message))
    case 'invalid_type':
      return [isWritten(value, path) ? misfit(path, `expected ${KINDS.get(issue.expected) ?? issue.expected}`) : missing(path)]
    case 'invalid_value':
      return [isWritten(value, path) ? misfit(path, `expected ${issue.values.map(String).join(' or ')}`) : missing(path)]
    case 'too_small':
      return [misfit(path, 'expected at least one entry')]
    default:
      return [misfit(path, issue.message)]
  }
}

const KINDS: ReadonlyMap<string, string> = new Map([
  ['object', 'a map'],
  ['record', 'a map'],
  ['array', 'a list'],
])

const missing = (path: Path): Misfit => ({ path, message: `${dotted(path)}: missing`, hint: `add "${path.at(-1)}"` })
const misfit = (path: Path, message: string): Misfit => ({
  path,
  message: path.length > 0 ? `${dotted(path)}: ${message}` : message,
  hint: 'write the value in the form that is expected here',
})
const dotted = (path: Path): string => path.join('.')

function isWritten(value: unknown, path: Path): boolean {
  const [step, ...rest] = path
  if (step === undefined) return value !== undefined
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return false
  return isWritten(Reflect.get(value, step), rest)
}
