import { afterEach, expect, test } from '@jest/globals'
import Database from 'better-sqlite3'
import { ask, type Outcome, type Steps } from '../../src/storage/steps.js'
import { createWriter, type Writer } from '../../src/storage/writer.js'

const open: Database.Database[] = []
afterEach(() => {
  for (const db of open.splice(0)) db.close()
})

function writerOn(patience: number): { readonly db: Database.Database; readonly writer: Writer } {
  const db = new Database(':memory:')
  open.push(db)
  db.exec('create table t (n integer primary key)')
  const run = ({ query, values }: { query: { sql: string }; values: readonly unknown[] }) => {
    db.prepare(query.sql).run(...values)
  }
  return { db, writer: createWriter({ db, run, failPoint: () => {}, patience }) }
}

const insert = (n: number) =>
  function* (): Steps<Outcome<number>> {
    const statement = { name: 'insert', sql: 'insert into t values (?)', bind: (args: { n: number }) => [args.n] }
    yield* ask(statement, { n })
    return { keep: n >= 0, result: n }
  }
const stored = (db: Database.Database) => db.prepare('select n from t order by n').pluck().all()

test('a transaction that does not want to be kept is undone alone', async () => {
  const { db, writer } = writerOn(1000)
  expect(await Promise.all([writer.write(insert(1)), writer.write(insert(-1)), writer.write(insert(2))])).toEqual([1, -1, 2])
  expect(stored(db)).toEqual([1, 2])
})

test('a room that waits for a turn inside its own transaction does not hang the server', async () => {
  const { db, writer } = writerOn(1)
  db.exec('begin')
  await expect(writer.write(insert(1))).rejects.toThrow('a transaction of another room has held the database for 1 ms')
  db.exec('rollback')
  writer.roomLeft()
  expect(await writer.write(insert(2))).toBe(2)
  expect(stored(db)).toEqual([2])
})

test('records wait for a room and go on when it leaves', async () => {
  const { db, writer } = writerOn(60_000)
  db.exec('begin')
  const writing = [writer.write(insert(1)), writer.write(insert(2))]
  await new Promise((resolve) => setImmediate(resolve))
  writing.push(writer.write(insert(3)))
  db.exec('insert into t values (9); commit')
  writer.roomLeft()
  expect(await Promise.all(writing)).toEqual([1, 2, 3])
  expect(stored(db)).toEqual([1, 2, 3, 9])
})

test('when the transaction itself is lost, every record of the flush is refused', async () => {
  const { db, writer } = writerOn(1000)
  const losing = function* (): Steps<Outcome<null>> {
    db.exec('rollback')
    yield* ask({ name: 'none', sql: 'insert into nowhere values (1)', bind: () => [] }, {})
    return { keep: true, result: null }
  }
  const results = await Promise.allSettled([writer.write(insert(1)), writer.write(losing), writer.write(insert(2))])
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  expect(stored(db)).toEqual([])
  expect(await writer.write(insert(3))).toBe(3)
})

test('closing waits for what was handed over', async () => {
  const { db, writer } = writerOn(1000)
  const writing = Array.from({ length: 70 }, (_, n) => writer.write(insert(n)))
  await writer.close()
  expect(stored(db)).toHaveLength(70)
  expect(await Promise.all(writing)).toHaveLength(70)
  await expect(writer.write(insert(99))).rejects.toThrow('closed')
})
