import { field, text } from '../record.js'

/** What outlives a reload. The secret to come back with is the only one of them that opens anything. */
export type Remembered = {
  readonly resume: string | undefined
  readonly draft: string
  readonly open: boolean
  readonly locale: string | undefined
}

export type Memory = {
  readonly read: () => Remembered
  readonly write: (change: Partial<Remembered>) => void
}

export type KeyValueStorage = { readonly getItem: (key: string) => string | null; readonly setItem: (key: string, value: string) => void }

/** Kept in the page alone where the browser forbids storage (private windows, blocked cookies): the widget then works until the next reload. */
export function createMemory(storage: KeyValueStorage | undefined, key: string): Memory {
  let inPage: string | undefined
  function read(): Remembered {
    return parse(inPage ?? tryStorage(() => storage?.getItem(key)) ?? '')
  }
  function write(change: Partial<Remembered>): void {
    const kept = JSON.stringify({ ...read(), ...change })
    const isStored = tryStorage(() => {
      storage?.setItem(key, kept)
      return storage !== undefined
    })
    inPage = isStored === true ? undefined : kept
  }
  return { read, write }
}

function tryStorage<Value>(use: () => Value): Value | undefined {
  try {
    return use()
  } catch {
    // A full or forbidden storage is told by throwing; the answer is the page's own memory.
    return undefined
  }
}

function parse(stored: string): Remembered {
  const value = tryStorage((): unknown => JSON.parse(stored))
  return { resume: text(value, 'resume'), draft: text(value, 'draft') ?? '', open: field(value, 'open') === true, locale: text(value, 'locale') }
}
