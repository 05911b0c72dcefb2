import { parentPort, workerData } from 'node:worker_threads'
import { openReader, type ReaderFiles } from './reader.js'
import type { Answer, Question } from './review.js'

/** The thread that reads: it answers one question after the other, and nobody's turn waits for it. */
const files: ReaderFiles = workerData
/** Numbers of questions begin with 1. */
const NOBODY_ASKED = 0
const reader = openReader(files, (error) =>
  parentPort?.postMessage({ number: NOBODY_ASKED, fault: `${error.message}: ${String(error.cause)}` } satisfies Answer),
)
const EVERY_MS = 60_000
const SOON_MS = 1000
let isClosed = false
let isGoing = false
let isWaiting = false
const timer = setInterval(look, EVERY_MS)
look()

/** Questions that came meanwhile go first. */
function look(): void {
  reader.look()
  if (!isGoing) goOn()
}
function goOn(): void {
  if (isClosed) return
  const next = reader.goOn()
  isGoing = next === 'now'
  if (isGoing) setImmediate(goOn)
  else if (next === 'later' && !isWaiting) {
    isWaiting = true
    setTimeout(again, SOON_MS)
  }
}
function again(): void {
  isWaiting = false
  goOn()
}

function answer(question: Question): unknown {
  switch (question.ask) {
    case 'list':
      return reader.list(question.query, question.now)
    case 'detail':
      return reader.detail(question.id, question.now)
    case 'ids':
      return reader.ids(question.query, question.now)
    case 'insights':
      return reader.insights(question.query, question.now)
    case 'steps':
      return reader.steps(question.query)
    case 'fallbacks':
      return reader.fallbacks(question.query)
    case 'touched':
      reader.touched(question.ids)
      if (!isGoing) goOn()
      return null
    case 'forget':
      return reader.forget(question.ids)
    case 'close':
      isClosed = true
      clearInterval(timer)
      reader.close()
      return null
  }
}

parentPort?.on('message', ({ number, question }: { number: number; question: Question }) => {
  let said: Answer
  try {
    said = { number, result: answer(question) }
  } catch (error) {
    said = { number, fault: error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error) }
  }
  parentPort?.postMessage(said)
  if (question.ask === 'close') parentPort?.close()
})
