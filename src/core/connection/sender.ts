import { encodeWith, raw } from '../codec/codec'
import { QUEUE } from '../policy/defaults'
import { isWanted } from '../policy/machine-state'
import type { MachineState } from '../policy/machine-types'
import { byteLength, createQueue, ownCopyOf, type Queue } from '../policy/send-queue'
import { tryTo } from '../policy/try-to'
import type { StorePlatform } from '../reactive/scheduler'
import { createWallClockTimer, type WallClockTimer } from '../reactive/wall-clock-timer'
import { failure } from '../vocabulary/errors'
import type { DroppedMessage, DropReason, SendOptions, SendResult } from '../vocabulary/events'
import type { Codec, WebSocketLike, WireData } from '../vocabulary/wire'
import type { LiveOptions } from './live-options'

/** The connection, as its sender sees it. */
export interface SenderHost<Out> {
  readonly host: { readonly clock: SenderClock }
  readonly options: Pick<LiveOptions<never, Out>, 'get'>
  /** The codec of the socket. */
  codec(): Codec<unknown, Out> | (() => Codec<unknown, Out>)
  readonly state: MachineState
  readonly listeners: { emit(type: 'drop', dropped: DroppedMessage<Out>): void }
  /** The socket when it takes messages now. */
  openSocket(): WebSocketLike | null
  /** The queue has another length than before. */
  queueChanged(): void
}

type Encoded = readonly WireData[]
type SendLater = (socket: WebSocketLike) => void

/** A socket emits no event when its buffer empties. */
const CHECK_EVERY_MS = 25

interface SenderClock extends Pick<StorePlatform, 'reportError' | 'setTimer'> {
  now(): number
}

/** Encodes each message and passes it to the socket or to the queue. */
export interface Sender<Out> {
  queued(): number
  /** Oldest first. */
  queuedMessages(): readonly Out[]
  send(message: Out, options: SendOptions<Out>): SendResult
  /** Past the queue, for the handshake. */
  sendNow(socket: WebSocketLike, message: Out): void
  /**
   * Past the queue and the codec, for the heartbeat.
   *
   * @throws ConnectionError `encode-failed` for what a socket cannot send.
   */
  sendRaw(socket: WebSocketLike, data: WireData): void
  /** All frames pass here, so that tools can watch them. `message` is what they encode; none for the heartbeat. */
  transmit(socket: WebSocketLike, frames: readonly WireData[], message?: Out): void
  flush(): void
  /** Empties the queue. `stateChanged()` must follow, which emits the `drop` events. */
  dropAll(): void
  /** To be called after each change of state: messages wait for a limited time while the connection has no demand. */
  stateChanged(): void
  /** Drops the queued messages that match, and returns how many. */
  clear(predicate?: (message: Out) => boolean): number
}

class QueuedSender<Out> implements Sender<Out> {
  readonly #host: SenderHost<Out>
  /** Created for the first message that waits. */
  #queue: Queue<Out> | null = null
  /** Created for the first message that may wait too long. */
  #timer: WallClockTimer | null = null
  #dropped: DroppedMessage<Out>[] | null = null
  /** Past the high-water mark all messages go through the queue, until it is empty again. Cancels the next check. */
  #congestion: (() => void) | null = null

  constructor(host: SenderHost<Out>) {
    this.#host = host
  }

  queued(): number {
    return this.#queue?.size() ?? 0
  }

  queuedMessages(): readonly Out[] {
    return this.#queue?.messages() ?? []
  }

  send(message: Out, { queue: mayQueue = true, stamp }: SendOptions<Out>): SendResult {
    const host = this.#host
    const socket = host.openSocket()
    if (socket && (!mayQueue || this.#hasRoom(socket))) {
      this.sendNow(socket, stamp ? stamp(message) : message)
      return 'sent'
    }
    const before = this.queued()
    const [data, bytes] = this.#prepare(message, stamp)
    let isTaken = false
    if (!host.options.get('queue') || !mayQueue) this.#drop(message, 'not-open')
    else if (host.state.closedBy) this.#drop(message, 'closed')
    else isTaken = this.#waiting().push(message, data, host.host.clock.now(), bytes)
    this.#settle(before)
    return isTaken ? 'queued' : 'dropped'
  }

  sendNow(socket: WebSocketLike, message: Out): void {
    this.transmit(socket, encodeWith(this.#host.codec(), message), message)
  }

  sendRaw(socket: WebSocketLike, data: WireData): void {
    this.transmit(socket, encodeWith(raw, data))
  }

  transmit(socket: WebSocketLike, frames: Encoded, _message?: Out): void {
    try {
      for (const frame of frames) socket.send(plain(frame) as never)
    } catch (cause) {
      throw failure('encode-failed', cause)
    }
  }

  flush(): void {
    const before = this.queued()
    const host = this.#host
    const { clock } = host.host
    for (let socket = host.openSocket(); socket && this.#hasRoom(socket); socket = host.openSocket()) {
      const entry = this.#queue?.shift(clock.now())
      if (!entry) break
      try {
        if (typeof entry.data === 'function') (entry.data as SendLater)(socket)
        else this.transmit(socket, entry.data as Encoded, entry.message)
      } catch (error) {
        // The owner of a stamp gets the error with the event.
        if (typeof entry.data !== 'function') clock.reportError(error)
        this.#drop(entry.message, 'refused', error)
      }
    }
    this.#settle(before)
  }

  dropAll(): void {
    this.#queue?.clear('closed')
    this.#congestion?.()
    this.#congestion = null
  }

  stateChanged(): void {
    this.#updateTimer()
    this.#emitDropped()
  }

  clear(predicate?: (message: Out) => boolean): number {
    const before = this.queued()
    const count = this.#queue?.clear('cleared', predicate) ?? 0
    this.#settle(before)
    return count
  }

  #waiting(): Queue<Out> {
    return (this.#queue ??= createQueue(
      () => this.#bounds(),
      (message, reason) => this.#drop(message, reason),
    ))
  }

  /** Messages that waited when the option became false still have bounds. */
  #bounds() {
    return this.#host.options.get('queue') || QUEUE
  }

  /**
   * What waits in the queue: the encoded message, or how to send it where a stamp or the state of a socket decides its bytes.
   *
   * @throws ConnectionError `encode-failed`, as far as that is known now.
   */
  #prepare(message: Out, stamp: SendOptions<Out>['stamp']): [data: Encoded | SendLater, bytes?: number] {
    const codec = this.#host.options.get('codec')
    if (!stamp && typeof codec !== 'function') return [encodeWith(codec, message)]
    let bytes = 0
    tryTo(
      () => (bytes = byteLength(encodeWith(codec, message))),
      (error) => {
        // Without its stamp a message need not be complete.
        if (!stamp) throw error
      },
    )
    const own = ownCopyOf(message) as Out
    return [(socket) => this.sendNow(socket, stamp ? stamp(own) : own), bytes]
  }

  #hasRoom(socket: WebSocketLike): boolean {
    const queue = this.#host.options.get('queue')
    if (!this.#congestion && queue && (socket.bufferedAmount ?? 0) >= queue.highWaterMarkBytes)
      this.#congestion = this.#host.host.clock.setTimer(() => this.#checkBuffer(), CHECK_EVERY_MS)
    return !this.#congestion
  }

  #checkBuffer(): void {
    this.#congestion = null
    this.flush()
  }

  #drop(message: Out, reason: DropReason, error?: unknown): void {
    ;(this.#dropped ??= []).push({ message, reason, error })
  }

  /** @param before The length of the queue before the change. */
  #settle(before: number): void {
    this.#updateTimer()
    if (before !== this.queued()) this.#host.queueChanged()
    this.#emitDropped()
  }

  /** After everything else, because listeners may send again. */
  #emitDropped(): void {
    const dropped = this.#dropped ?? []
    this.#dropped = null
    for (const each of dropped) this.#host.listeners.emit('drop', each)
  }

  // How long messages wait.

  /** How long a message waits for somebody who wants the connection. */
  #unwantedLimitMs(): number {
    return isWanted(this.#host.state) ? Infinity : this.#host.options.get('lingerMs')
  }

  #dueAt(): number {
    const limitMs = Math.min(this.#bounds().ttlMs, this.#unwantedLimitMs())
    return (this.#queue?.oldestAt() ?? Infinity) + limitMs
  }

  #updateTimer(): void {
    if (!this.#queue) return
    const dueAt = this.#dueAt()
    if (dueAt < Infinity) this.#timer ??= createWallClockTimer(this.#host.host.clock, () => this.#expire())
    this.#timer?.set(dueAt)
  }

  #expire(): void {
    const before = this.queued()
    // Timers may fire a little early, and the wall clock may be set back.
    const now = Math.max(this.#host.host.clock.now(), this.#dueAt())
    this.#queue?.expire(now, this.#bounds().ttlMs, 'expired')
    this.#queue?.expire(now, this.#unwantedLimitMs(), 'closed')
    this.#settle(before)
  }
}

export const createSender = <Out>(host: SenderHost<Out>): Sender<Out> => new QueuedSender(host)

/** A DataView as the typed array of the same bytes: WebSocket-Node knows no other view, and would send nothing. */
const plain = (data: WireData): WireData =>
  ArrayBuffer.isView(data) && !('length' in data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : data
