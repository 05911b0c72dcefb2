/** A key that comes from outside may be "constructor"; only what was written into the record counts. */
export const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined => (Object.hasOwn(record, key) ? record[key] : undefined)
