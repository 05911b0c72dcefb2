/**
 * The code of a fault of SQLite's, such as `SQLITE_FULL`; empty for other faults. Told by its shape, because the
 * native part of better-sqlite3 keeps the error class of whoever loaded it first in the process.
 */
export const sqliteCode = (fault: unknown): string =>
  typeof fault === 'object' && fault !== null && 'code' in fault && typeof fault.code === 'string' && fault.code.startsWith('SQLITE_')
    ? fault.code
    : ''
