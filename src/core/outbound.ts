import { failure } from './errors'
import { createQueue } from './policy/queue'
import { QUEUE, type QueueSettings } from './policy/settings'
import type { DroppedMessage, DropReason, SendResult, WebSocketLike, WireData } from './types'

export interface OutboundHost<Out> {
  encode(message: Out): WireData
  readonly queue: false | QueueSettings
  /** The socket when it takes messages now. */
  openSocket(): WebSocketLike | null
  /** Whether a later open may still come. */
  mayOpen(): boolean
  now(): number
  drop(dropped: DroppedMessage<Out>): void
  report(error: unknown): void
}

/** The way out: encode, then the socket or the queue. */
export interface Outbound<Out> {
  readonly queued: number
  send(message: Out): SendResult
  /** Past the queue, for the handshake. */
  sendNow(socket: WebSocketLike, message: Out): void
  flush(): void
  dropAll(): void
}

export function createOutbound<Out>(host: OutboundHost<Out>): Outbound<Out> {
  const dropped: DroppedMessage<Out>[] = []
  const drop = (message: Out, reason: DropReason) => void dropped.push({ message, reason })
  const queue = createQueue(host.queue || QUEUE, drop)
  const encode = (message: Out) => orEncodeFailed(() => host.encode(message))
  const transmit = (socket: WebSocketLike, data: WireData) => orEncodeFailed(() => socket.send(plain(data) as never))
  /** When the work is done, for listeners may send again. */
  const tellDropped = () => dropped.splice(0).forEach(host.drop)

  return {
    get queued() {
      return queue.size
    },
    send(message) {
      const data = encode(message)
      const socket = host.openSocket()
      if (socket) {
        transmit(socket, data)
        return 'sent'
      }
      let isTaken = false
      if (!host.queue) drop(message, 'not-open')
      else if (!host.mayOpen()) drop(message, 'closed')
      else isTaken = queue.push(message, data, host.now())
      tellDropped()
      return isTaken ? 'queued' : 'dropped'
    },
    sendNow: (socket, message) => transmit(socket, encode(message)),
    flush() {
      for (let socket = host.openSocket(); socket; socket = host.openSocket()) {
        const entry = queue.shift(host.now())
        if (!entry) break
        try {
          transmit(socket, entry.data as WireData)
        } catch (error) {
          host.report(error)
          drop(entry.message, 'refused')
        }
      }
      tellDropped()
    },
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
