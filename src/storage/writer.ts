import type Database from 'better-sqlite3'
import { drive } from './drive.js'
import type { FailPoint } from './options.js'
import { sqliteCode } from './sqliteCode.js'
import type { Outcome, Step, Steps } from './steps.js'

const MOST_IN_A_FLUSH = 64
/** These mean that the file cannot be written at all, so no record of the flush can be trusted to be there. */
const FATAL = /^SQLITE_(FULL|IOERR|CORRUPT|NOTADB|NOMEM|READONLY|CANTOPEN|PROTOCOL)/

export type Writer = {
  /** Resolves once the flush that holds the transaction is committed. */
  write<Result>(steps: () => Steps<Outcome<Result>>): Promise<Result>
  /** A transaction of another room has ended on this connection. */
  roomLeft(): void
  /** Resolves when everything handed over so far is written or refused; afterwards it refuses everything. */
  close(): Promise<void>
}
type Deps = {
  readonly db: Database.Database
  readonly run: (step: Step) => void
  readonly failPoint: (name: FailPoint) => void
  /** How long a transaction of another room may hold up the records, in milliseconds. */
  readonly patience: number
}
/** `run` is called inside the flush's transaction and answers what to do once that is committed. */
type Job = { readonly run: () => () => void; readonly reject: (fault: unknown) => void }

/** The one writer of a SQLite database: records that arrive while a flush is due share its transaction, and so its fsync. */
export function createWriter({ db, run, failPoint, patience }: Deps): Writer {
  const savepoint = db.prepare('savepoint record')
  const release = db.prepare('release record')
  const undo = db.prepare('rollback to record')
  const queue: Job[] = []
  let due = false
  let closed = false
  let waitingForRoom: NodeJS.Timeout | null = null
  let emptied: (() => void) | null = null

  function schedule(): void {
    if (queue.length === 0) emptied?.()
    if (queue.length === 0 || due || waitingForRoom) return
    due = true
    setImmediate(flush)
  }

  function flush(): void {
    due = false
    if (db.inTransaction) {
      // Whoever holds it may be waiting for one of these records, which would then wait for ever.
      waitingForRoom = setTimeout(refuseAll, patience)
      return
    }
    const jobs = queue.splice(0, MOST_IN_A_FLUSH)
    for (const answer of inOneTransaction(jobs)) answer()
    schedule()
  }

  function inOneTransaction(jobs: readonly Job[]): readonly (() => void)[] {
    try {
      db.exec('begin immediate')
      const answers = jobs.map((job) => inSavepoint(job))
      failPoint('before_commit')
      db.exec('commit')
      failPoint('after_commit')
      return answers
    } catch (fault) {
      // A full disk may have ended the transaction already.
      if (db.inTransaction) db.exec('rollback')
      return jobs.map((job) => () => job.reject(fault))
    }
  }

  function inSavepoint(job: Job): () => void {
    savepoint.run()
    try {
      const answer = job.run()
      release.run()
      return answer
    } catch (fault) {
      if (!db.inTransaction || FATAL.test(sqliteCode(fault))) throw fault
      undo.run()
      release.run()
      return () => job.reject(fault)
    }
  }

  function refuseAll(): void {
    waitingForRoom = null
    const fault = new Error(`a transaction of another room has held the database for ${patience} ms, so nothing could be written`)
    for (const job of queue.splice(0)) job.reject(fault)
    schedule()
  }

  return {
    write: (steps) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(new Error('the storage is closed'))
        const job = () => {
          const { keep, result } = drive(steps(), run)
          if (!keep) undo.run()
          return () => resolve(result)
        }
        queue.push({ run: job, reject })
        schedule()
      }),
    roomLeft() {
      if (waitingForRoom) clearTimeout(waitingForRoom)
      waitingForRoom = null
      schedule()
    },
    async close() {
      closed = true
      await new Promise<void>((resolve) => {
        emptied = resolve
        schedule()
      })
    },
  }
}
