/** What stands below one heading of a page; empty where it has none of that name. */
export const section = (page: string, heading: string): string => page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? ''
