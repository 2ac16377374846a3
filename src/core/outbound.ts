import { failure } from './errors'
import { createQueue, type Queue } from './policy/queue'
import { QUEUE, type QueueSettings } from './policy/settings'
import type { StorePlatform } from './reactive/store'
import type { Codec, DroppedMessage, DropReason, SendResult, WebSocketLike, WireData } from './types'

/** The connection, as its way out sees it. */
export interface Line<Out> {
  readonly host: { readonly clock: OutboundClock }
  readonly settings: { readonly codec: Pick<Codec<never, Out>, 'encode'>; readonly queue: false | QueueSettings }
  readonly listeners: { emit(type: 'drop', dropped: DroppedMessage<Out>): void }
  readonly store: { changed(): void }
  /** The socket when it takes messages now. */
  openSocket(): WebSocketLike | null
  /** Whether a later open may still come. */
  mayOpen(): boolean
}

/** No event tells when a socket's buffer empties. */
const LOOK_EVERY_MS = 25

interface OutboundClock extends Pick<StorePlatform, 'reportError' | 'setTimer'> {
  now(): number
}

/** The way out: encode, then the socket or the queue. */
export interface Outbound<Out> {
  queued(): number
  /** Oldest first. */
  queuedMessages(): readonly Out[]
  send(message: Out, mayQueue: boolean): SendResult
  /** Past the queue, for the handshake. */
  sendNow(socket: WebSocketLike, message: Out): void
  flush(): void
  dropAll(): void
}

class QueuedOutbound<Out> implements Outbound<Out> {
  readonly #line: Line<Out>
  /** Made for the first message that waits. */
  #queue: Queue<Out> | null = null
  #dropped: DroppedMessage<Out>[] | null = null
  /** Past the high-water mark nothing but the queue takes messages, until it is empty again. */
  #isCongested = false

  constructor(line: Line<Out>) {
    this.#line = line
  }

  queued(): number {
    return this.#queue?.size() ?? 0
  }

  queuedMessages(): readonly Out[] {
    return this.#queue?.messages() ?? []
  }

  send(message: Out, mayQueue: boolean): SendResult {
    const data = this.#encode(message)
    const socket = this.#line.openSocket()
    if (socket && (!mayQueue || this.#hasRoom(socket))) {
      transmit(socket, data)
      return 'sent'
    }
    let isTaken = false
    if (!this.#line.settings.queue || !mayQueue) this.#drop(message, 'not-open')
    else if (!this.#line.mayOpen()) this.#drop(message, 'closed')
    else isTaken = this.#waiting().push(message, data, this.#line.host.clock.now())
    this.#tellDropped()
    return isTaken ? 'queued' : 'dropped'
  }

  sendNow(socket: WebSocketLike, message: Out): void {
    transmit(socket, this.#encode(message))
  }

  flush(): void {
    const line = this.#line
    const { clock } = line.host
    for (let socket = line.openSocket(); socket && this.#hasRoom(socket); socket = line.openSocket()) {
      const entry = this.#queue?.shift(clock.now())
      if (!entry) break
      try {
        transmit(socket, entry.data as WireData)
      } catch (error) {
        clock.reportError(error)
        this.#drop(entry.message, 'refused')
      }
    }
    this.#tellDropped()
  }

  dropAll(): void {
    this.#queue?.clear()
    this.#tellDropped()
  }

  #waiting(): Queue<Out> {
    return (this.#queue ??= createQueue(this.#line.settings.queue || QUEUE, (message, reason) => this.#drop(message, reason)))
  }

  #encode(message: Out): WireData {
    try {
      return this.#line.settings.codec.encode(message)
    } catch (cause) {
      throw failure('encode-failed', cause)
    }
  }

  #hasRoom(socket: WebSocketLike): boolean {
    const { queue } = this.#line.settings
    if (!this.#isCongested && queue && (socket.bufferedAmount ?? 0) >= queue.highWaterMarkBytes) {
      this.#isCongested = true
      this.#line.host.clock.setTimer(() => this.#look(), LOOK_EVERY_MS)
    }
    return !this.#isCongested
  }

  #look(): void {
    this.#isCongested = false
    this.flush()
    this.#line.store.changed()
  }

  #drop(message: Out, reason: DropReason): void {
    ;(this.#dropped ??= []).push({ message, reason })
  }

  /** When the work is done, for listeners may send again. */
  #tellDropped(): void {
    const dropped = this.#dropped ?? []
    this.#dropped = null
    for (const each of dropped) this.#line.listeners.emit('drop', each)
  }
}

export const createOutbound = <Out>(line: Line<Out>): Outbound<Out> => new QueuedOutbound(line)

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
