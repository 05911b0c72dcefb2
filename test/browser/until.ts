/** Tells a listener of every change; the answer stops telling. */
export type Changed = (listener: () => void) => () => void

const PATIENCE_MS = 30_000

/** Waits, without looking again and again, until there is something; after a while it fails and says what was missing. */
export function until<Value>(look: () => Value | undefined, changed: Changed, what: () => string): Promise<Value> {
  return new Promise((resolve, reject) => {
    const again = (): void => {
      const value = look()
      if (value === undefined) return
      stop()
      clearTimeout(late)
      resolve(value)
    }
    const stop = changed(again)
    const late = setTimeout(() => {
      stop()
      reject(new Error(`waited in vain for ${what()}`))
    }, PATIENCE_MS)
    again()
  })
}
