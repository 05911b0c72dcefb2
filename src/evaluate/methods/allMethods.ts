import type { Lexicon } from '../../nlu/lexicon.js'
import type { Method } from './method.js'
import { naturalMethods } from './natural.js'
import { nlpjsMethods } from './nlpjs.js'
import { ours } from './ours.js'

/** Ours first; those measured beside it after. */
export const allMethods = (lexicon: Lexicon): readonly Method[] => [ours(lexicon), ...naturalMethods, ...nlpjsMethods]
