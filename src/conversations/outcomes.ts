/** Ends that put the matter right or told what there is to know; the others left it as it was. */
const GOOD_ENDS: ReadonlySet<string> = new Set(['resolved', 'explained', 'bound', 'unbound', 'completed', 'verified', 'ready'])

export const endedWell = (outcome: string): boolean => GOOD_ENDS.has(outcome)

/** Events after which the user is asked how it went. */
export const ASKS_FOR_RATING: ReadonlySet<string> = new Set(['rating.ask', 'handoff.left'])
