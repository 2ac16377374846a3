import { systemClock } from '../../platform/clock'
import { createEmitter } from '../../reactive/emitter'
import type { Connection } from '../../vocabulary/connection'
import type { SendResult } from '../../vocabulary/events'
import type { Unsubscribe } from '../../vocabulary/wire'
import { createSaver, loadFrom, type OutboxStorage } from './outbox-storage'
import { canSendNow } from '../can-send-now'

export type { OutboxStorage }

export interface OutboxOptions<In, Out> {
  /** The id by which the server acknowledges a message. It must be the same on every delivery, so that the server can detect duplicates. */
  id(message: Out): string
  /** Whether an incoming message acknowledges the outgoing one of that id. */
  isAck(message: In, id: string): boolean
  /** Limit of unacknowledged messages; beyond it `send()` returns 'dropped'. @default 1000 */
  maxMessages?: number
  /** Keeps messages over a reload. Its errors are reported to the global error handlers. */
  storage?: OutboxStorage<Out>
}

/**
 * At-least-once delivery, for servers that acknowledge by id and ignore duplicates: a message is sent again on every open, in
 * order, until it is acknowledged. `connection.send()` stays at-most-once.
 */
export interface Outbox<Out> {
  /** Messages not yet acknowledged, oldest first. */
  readonly pending: readonly Out[]
  /** `'dropped'` when the outbox is full or disposed. Throws what `id` or the codec throws. */
  send(message: Out): SendResult
  /** Calls `listener` when `pending` changed. */
  subscribe(listener: () => void): Unsubscribe
  /** Stops sending and listening; stored messages stay in the storage. */
  dispose(): void
}

const DEFAULT_MAX_MESSAGES = 1000

/** An outbox on a connection; create one for each connection and purpose. Takes no demand. */
export function outbox<In, Out>(connection: Connection<In, Out>, options: OutboxOptions<In, Out>): Outbox<Out> {
  const { id, isAck, maxMessages = DEFAULT_MAX_MESSAGES, storage } = options
  const changes = createEmitter<[]>(systemClock.reportError)
  const save = createSaver<Out>(storage, () => pending)
  let pending: readonly Out[] = []
  let isLoaded = storage === undefined
  let isDisposed = false

  /** Bypasses the queue, which would send the message once more on the next open. */
  function deliver(message: Out): SendResult {
    const isSent = isLoaded && canSendNow(connection) && connection.send(message, { queue: false }) === 'sent'
    return isSent ? 'sent' : 'queued'
  }

  function deliverAll(): void {
    for (const message of pending)
      try {
        deliver(message)
      } catch (error) {
        // An earlier version may have stored it: it would fail on every open and stay pending permanently.
        systemClock.reportError(error)
        setPending(without(message))
      }
  }

  /** Removes equal messages too: they would fail for the same reason. */
  const without = (message: Out) => pending.filter((each) => each !== message)

  function setPending(next: readonly Out[]): void {
    pending = next
    changes.emit()
    // Messages of an earlier page must not be overwritten before they are loaded.
    if (isLoaded) save()
  }

  async function load(from: OutboxStorage<Out>): Promise<void> {
    const { kept, ids } = await loadFrom(from, id)
    isLoaded = true
    if (isDisposed) return
    setPending([...kept, ...pending.filter((message) => !ids.has(id(message)))])
    deliverAll()
  }

  const stops = [
    connection.on('ready', deliverAll),
    connection.onMessage((message) => {
      const left = pending.filter((sent) => !isAck(message, id(sent)))
      if (left.length < pending.length) setPending(left)
    }),
  ]
  if (storage) void load(storage)

  return {
    get pending() {
      return pending
    },
    send(message) {
      if (isDisposed || pending.length >= maxMessages) return 'dropped'
      id(message) // throws to the sender, instead of at each later acknowledgement
      // Added before it is sent, because its acknowledgement may arrive during `send`; subscribers are notified afterwards.
      const taken = [...pending, message]
      pending = taken
      let result: SendResult
      try {
        result = deliver(message)
      } catch (error) {
        pending = without(message)
        throw error
      }
      if (pending === taken) setPending(taken)
      return result
    },
    subscribe: (listener) => changes.add(listener),
    dispose() {
      isDisposed = true
      for (const stop of stops) stop()
    },
  }
}
