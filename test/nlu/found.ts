import { createEntityFinder, type EntityKind } from '../../src/nlu/entities.js'
import { lexicon } from './taught.js'

export const find = createEntityFinder(lexicon.entities)

/** What is found, in short: "phone 13800138000", with ✗ where it cannot be taken, and nothing but the kind where the value is thrown away. */
export const summary = (text: string, expecting?: EntityKind): readonly string[] =>
  find(text, expecting).map(({ kind, value, valid }) => [kind, value, valid ? '' : '✗'].filter((part) => part !== '').join(' '))
