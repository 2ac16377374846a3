import { failure } from '../vocabulary/errors'
import { createQueue, type Queue } from '../policy/send-queue'
import { QUEUE } from '../policy/defaults'
import type { LiveOptions } from './live-options'
import type { StorePlatform } from '../reactive/scheduler'
import type { WebSocketLike, WireData } from '../vocabulary/wire'
import type { DroppedMessage, DropReason, SendResult } from '../vocabulary/events'

/** The connection, as its way out sees it. */
export interface SenderHost<Out> {
  readonly host: { readonly clock: SenderClock }
  readonly options: Pick<LiveOptions<never, Out>, 'get'>
  readonly listeners: { emit(type: 'drop', dropped: DroppedMessage<Out>): void }
  readonly store: { changed(): void }
  /** The socket when it takes messages now. */
  openSocket(): WebSocketLike | null
  /** Whether a later open may still come. */
  mayOpen(): boolean
}

/** No event tells when a socket's buffer empties. */
const CHECK_EVERY_MS = 25

interface SenderClock extends Pick<StorePlatform, 'reportError' | 'setTimer'> {
  now(): number
}

/** The way out: encode, then the socket or the queue. */
export interface Sender<Out> {
  queued(): number
  /** Oldest first. */
  queuedMessages(): readonly Out[]
  send(message: Out, mayQueue: boolean): SendResult
  /** Past the queue, for the handshake. */
  sendNow(socket: WebSocketLike, message: Out): void
  flush(): void
  dropAll(): void
  /** Drops the queued messages that match, and returns how many. */
  clear(predicate?: (message: Out) => boolean): number
}

class QueuedSender<Out> implements Sender<Out> {
  readonly #host: SenderHost<Out>
  /** Made for the first message that waits. */
  #queue: Queue<Out> | null = null
  #dropped: DroppedMessage<Out>[] | null = null
  /** Past the high-water mark nothing but the queue takes messages, until it is empty again. */
  #isCongested = false

  constructor(host: SenderHost<Out>) {
    this.#host = host
  }

  queued(): number {
    return this.#queue?.size() ?? 0
  }

  queuedMessages(): readonly Out[] {
    return this.#queue?.messages() ?? []
  }

  send(message: Out, mayQueue: boolean): SendResult {
    const data = this.#encode(message)
    const socket = this.#host.openSocket()
    if (socket && (!mayQueue || this.#hasRoom(socket))) {
      transmit(socket, data)
      return 'sent'
    }
    let isTaken = false
    if (!this.#host.options.get('queue') || !mayQueue) this.#drop(message, 'not-open')
    else if (!this.#host.mayOpen()) this.#drop(message, 'closed')
    else isTaken = this.#waiting().push(message, data, this.#host.host.clock.now())
    this.#emitDropped()
    return isTaken ? 'queued' : 'dropped'
  }

  sendNow(socket: WebSocketLike, message: Out): void {
    transmit(socket, this.#encode(message))
  }

  flush(): void {
    const host = this.#host
    const { clock } = host.host
    for (let socket = host.openSocket(); socket && this.#hasRoom(socket); socket = host.openSocket()) {
      const entry = this.#queue?.shift(clock.now())
      if (!entry) break
      try {
        transmit(socket, entry.data as WireData)
      } catch (error) {
        clock.reportError(error)
        this.#drop(entry.message, 'refused')
      }
    }
    this.#emitDropped()
  }

  dropAll(): void {
    this.#queue?.clear('closed')
    this.#emitDropped()
  }

  clear(predicate?: (message: Out) => boolean): number {
    const count = this.#queue?.clear('cleared', predicate) ?? 0
    this.#emitDropped()
    return count
  }

  #waiting(): Queue<Out> {
    return (this.#queue ??= createQueue(this.#host.options.get('queue') || QUEUE, (message, reason) => this.#drop(message, reason)))
  }

  #encode(message: Out): WireData {
    try {
      return this.#host.options.get('codec').encode(message)
    } catch (cause) {
      throw failure('encode-failed', cause)
    }
  }

  #hasRoom(socket: WebSocketLike): boolean {
    const queue = this.#host.options.get('queue')
    if (!this.#isCongested && queue && (socket.bufferedAmount ?? 0) >= queue.highWaterMarkBytes) {
      this.#isCongested = true
      this.#host.host.clock.setTimer(() => this.#checkBuffer(), CHECK_EVERY_MS)
    }
    return !this.#isCongested
  }

  #checkBuffer(): void {
    this.#isCongested = false
    this.flush()
    this.#host.store.changed()
  }

  #drop(message: Out, reason: DropReason): void {
    ;(this.#dropped ??= []).push({ message, reason })
  }

  /** When the work is done, for listeners may send again. */
  #emitDropped(): void {
    const dropped = this.#dropped ?? []
    this.#dropped = null
    for (const each of dropped) this.#host.listeners.emit('drop', each)
  }
}

export const createSender = <Out>(host: SenderHost<Out>): Sender<Out> => new QueuedSender(host)

function transmit(socket: WebSocketLike, data: WireData): void {
  try {
    socket.send(plain(data) as never)
  } catch (cause) {
    throw failure('encode-failed', cause)
  }
}

/** A DataView as the typed array of the same bytes: WebSocket-Node knows no other view, and would send nothing. */
const plain = (data: WireData): WireData =>
  ArrayBuffer.isView(data) && !('length' in data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : data
