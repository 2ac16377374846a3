import { failure } from './errors'
import { createQueue } from './policy/queue'
import { QUEUE, type QueueSettings } from './policy/settings'
import type { StorePlatform } from './reactive/store'
import type { Codec, DroppedMessage, DropReason, SendResult, WebSocketLike, WireData } from './types'

export interface Line<Out> {
  /** The socket when it takes messages now. */
  openSocket(): WebSocketLike | null
  /** Whether a later open may still come. */
  mayOpen(): boolean
  drop(dropped: DroppedMessage<Out>): void
  /** Told when the queue became shorter by itself. */
  changed(): void
}

/** No event tells when a socket's buffer empties. */
const LOOK_EVERY_MS = 25

interface OutboundClock extends Pick<StorePlatform, 'reportError' | 'setTimer'> {
  now(): number
}

/** The way out: encode, then the socket or the queue. */
export interface Outbound<Out> {
  readonly queued: number
  send(message: Out, mayQueue: boolean): SendResult
  /** Past the queue, for the handshake. */
  sendNow(socket: WebSocketLike, message: Out): void
  flush(): void
  dropAll(): void
}

export function createOutbound<Out>(
  { codec, queue: bounds }: { readonly codec: Pick<Codec<never, Out>, 'encode'>; readonly queue: false | QueueSettings },
  clock: OutboundClock,
  line: Line<Out>,
): Outbound<Out> {
  const dropped: DroppedMessage<Out>[] = []
  const drop = (message: Out, reason: DropReason) => void dropped.push({ message, reason })
  const queue = createQueue(bounds || QUEUE, drop)
  const encode = (message: Out) => orEncodeFailed(() => codec.encode(message))
  const transmit = (socket: WebSocketLike, data: WireData) => orEncodeFailed(() => socket.send(plain(data) as never))
  /** When the work is done, for listeners may send again. */
  const tellDropped = () => dropped.splice(0).forEach(line.drop)

  /** Past the high-water mark nothing but the queue takes messages, until it is empty again. */
  let isCongested = false

  function hasRoom(socket: WebSocketLike): boolean {
    if (!isCongested && bounds && (socket.bufferedAmount ?? 0) >= bounds.highWaterMarkBytes) {
      isCongested = true
      clock.setTimer(look, LOOK_EVERY_MS)
    }
    return !isCongested
  }

  function look(): void {
    isCongested = false
    flush()
    line.changed()
  }

  function flush(): void {
    for (let socket = line.openSocket(); socket && hasRoom(socket); socket = line.openSocket()) {
      const entry = queue.shift(clock.now())
      if (!entry) break
      try {
        transmit(socket, entry.data as WireData)
      } catch (error) {
        clock.reportError(error)
        drop(entry.message, 'refused')
      }
    }
    tellDropped()
  }

  return {
    get queued() {
      return queue.size
    },
    send(message, mayQueue) {
      const data = encode(message)
      const socket = line.openSocket()
      if (socket && (!mayQueue || hasRoom(socket))) {
        transmit(socket, data)
        return 'sent'
      }
      let isTaken = false
      if (!bounds || !mayQueue) drop(message, 'not-open')
      else if (!line.mayOpen()) drop(message, 'closed')
      else isTaken = queue.push(message, data, clock.now())
      tellDropped()
      return isTaken ? 'queued' : 'dropped'
    },
    sendNow: (socket, message) => transmit(socket, encode(message)),
    flush,
    dropAll() {
      queue.clear()
      tellDropped()
    },
  }
}

function orEncodeFailed<T>(run: () => T): T {
  try {
    return run()
  } catch (cause) {
    throw failure('encode-failed', cause)
  }
}

/** A DataView as the typed array of the same bytes: WebSocket-Node knows no other view, and would send nothing. */
const plain = (data: WireData): WireData =>
  ArrayBuffer.isView(data) && !('length' in data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : data
