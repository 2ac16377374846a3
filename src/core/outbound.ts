import { ConnectionError } from './errors'
import { createSendQueue } from './policy/send-queue'
import type { QueueOptions } from './option-types'
import type { DroppedMessage, SendResult, WebSocketLike, WireData } from './types'

export interface OutboundHost<Out> {
  encode(message: Out): WireData
  readonly queue: false | QueueOptions
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
  const queue = createSendQueue<Out>(host.queue || {})

  function encode(message: Out): WireData {
    try {
      return host.encode(message)
    } catch (cause) {
      const why = cause instanceof Error ? cause.message : 'see `cause`'
      throw new ConnectionError('encode-failed', `The message could not be encoded: ${why}.`, { cause })
    }
  }

  const drop = (dropped: readonly DroppedMessage<Out>[]) => {
    for (const each of dropped) host.drop(each)
  }

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
      if (!host.queue || !host.mayOpen()) {
        drop([{ message, reason: host.queue ? 'closed' : 'not-open' }])
        return 'dropped'
      }
      const dropped: DroppedMessage<Out>[] = []
      const isTaken = queue.push(message, data, host.now(), dropped)
      drop(dropped)
      return isTaken ? 'queued' : 'dropped'
    },
    sendNow: (socket, message) => transmit(socket, encode(message)),
    flush() {
      const expired: DroppedMessage<Out>[] = []
      for (let socket = host.openSocket(); socket; socket = host.openSocket()) {
        const entry = queue.shift(host.now(), expired)
        if (!entry) break
        try {
          transmit(socket, entry.data)
        } catch (error) {
          host.report(error) // this one the socket will never take; the others may pass
        }
      }
      drop(expired)
    },
    dropAll: () => drop(queue.clear()),
  }
}

function transmit(socket: WebSocketLike, data: WireData): void {
  try {
    socket.send(plain(data) as never)
  } catch (cause) {
    throw new ConnectionError('encode-failed', 'The socket refused the data; `cause` says why.', { cause })
  }
}

/** A DataView as the typed array of the same bytes: WebSocket-Node knows no other view, and would send nothing. */
const plain = (data: WireData): WireData =>
  ArrayBuffer.isView(data) && !('length' in data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : data
