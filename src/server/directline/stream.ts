import type { WebSocket } from 'ws'
import type { WireActivity } from '../../bot/render.js'
import type { StoredActivity } from '../../storage/records.js'
import type { Transient } from '../../turn/arrival.js'
import type { Desk } from '../deps.js'
import { watermarkOf } from './watermark.js'

export type StreamPlace = { readonly conversation: string; readonly user: string; readonly from: number }
export type StreamEnd = 'client' | 'slow' | 'failed'

const ROWS_A_FRAME = 100
const OPEN = 1
const INTERNAL_ERROR = 1011

/**
 * One socket of a conversation: listens first, then reads what is stored behind its place, then goes live. The store is what counts;
 * a live batch that does not follow on what was sent only says that there is something to read.
 */
export function runStream(desk: Desk, socket: WebSocket, place: StreamPlace, ended: (why: StreamEnd) => void): void {
  const stream = new Stream(desk, socket, place)
  const unsubscribe = desk.feed.subscribe(place.conversation, stream)
  let isOver = false
  stream.broken = (why) => {
    if (isOver) return
    isOver = true
    unsubscribe()
    ended(why)
  }
  socket.on('close', () => stream.broken('client'))
  // A protocol error of the client's: `ws` closes the socket by itself, and `close` follows.
  socket.on('error', () => undefined)
  stream.start()
}

class Stream {
  broken: (why: StreamEnd) => void = () => undefined
  #sent: number
  #reading = true
  #missed = false
  /** What is to be sent goes out in order, one after the other. */
  #queue: Promise<void> = Promise.resolve()

  constructor(
    private readonly desk: Desk,
    private readonly socket: WebSocket,
    private readonly place: StreamPlace,
  ) {
    this.#sent = place.from
  }

  start(): void {
    this.#enqueue(() => this.#readOn())
  }

  activities(batch: readonly StoredActivity[]): void {
    // Nothing is kept for a slow reader: what passes while it catches up is read from the store.
    if (this.#reading) this.#missed = true
    else this.#enqueue(() => this.#live(batch))
  }

  signal(transient: Transient): void {
    if (this.#reading) return
    this.#enqueue(async () => {
      const activity = await this.desk.delivery.passing(this.place.conversation, transient)
      if (activity) this.#sendLive([activity])
    })
  }

  async #live(batch: readonly StoredActivity[]): Promise<void> {
    const fresh = batch.filter(({ seq }) => seq > this.#sent)
    const [first] = fresh
    if (!first) return
    const follows = fresh.every(({ seq }, index) => seq === this.#sent + 1 + index)
    if (!follows) return this.#readOn()
    const activities = await this.desk.delivery.stored(fresh, this.place.user)
    this.#sent += fresh.length
    this.#sendLive(activities)
  }

  /** Reads until nothing is left; each frame waits until the one before has left the process. */
  async #readOn(): Promise<void> {
    this.#reading = true
    for (;;) {
      this.#missed = false
      const rows = await this.desk.storage.activitiesAfter(this.place.conversation, this.#sent, ROWS_A_FRAME)
      const last = rows.at(-1)
      if (last) {
        const activities = await this.desk.delivery.stored(rows, this.place.user)
        this.#sent = last.seq
        await this.#sendWhole(activities)
      } else if (!this.#missed) break
    }
    this.#reading = false
  }

  #sendWhole(activities: readonly WireActivity[]): Promise<void> {
    return new Promise((resolve) => {
      if (this.socket.readyState !== OPEN) resolve()
      // A failed send closes the socket; there is nobody left to tell.
      else this.socket.send(this.#frame(activities), () => resolve())
    })
  }

  #sendLive(activities: readonly WireActivity[]): void {
    if (this.socket.readyState !== OPEN) return
    this.socket.send(this.#frame(activities))
    if (this.socket.bufferedAmount <= this.desk.config.limits.socketBuffer) return
    this.broken('slow')
    this.socket.terminate()
  }

  #frame(activities: readonly WireActivity[]): string {
    return JSON.stringify({ activities, watermark: watermarkOf(this.#sent) })
  }

  #enqueue(task: () => Promise<void>): void {
    this.#queue = this.#queue.then(task).catch((error: unknown) => {
      this.desk.log.failed('stream', error)
      this.broken('failed')
      this.socket.close(INTERNAL_ERROR)
    })
  }
}
