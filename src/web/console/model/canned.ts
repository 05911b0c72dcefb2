/** What the variables of a canned text stand for; one that is not known stays as it is, for the agent to fill in. */
export type CannedValues = { readonly [name in 'agent' | 'ticket' | 'queue']?: string }

export const fillIn = (text: string, values: CannedValues): string =>
  text.replace(/\{(agent|ticket|queue)\}/g, (whole, name: 'agent' | 'ticket' | 'queue') => values[name] ?? whole)

/** The words after a slash that begins the draft; null where the draft is no search for a canned text. */
export const cannedSearch = (draft: string): string | null => (/^\/[^\n]*$/.test(draft) ? draft.slice(1).trim().toLowerCase() : null)

type Searched = { readonly key: string; readonly title: { readonly zh: string; readonly en: string } }
export const matching = <Item extends Searched>(items: readonly Item[], search: string): readonly Item[] =>
  items.filter(({ key, title }) => [key, title.zh, title.en].some((text) => text.toLowerCase().includes(search)))
