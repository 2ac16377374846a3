import { systemClock } from '../../platform/clock'
import { createEmitter } from '../../reactive/emitter'
import type { Connection } from '../../vocabulary/connection'
import type { SendResult } from '../../vocabulary/events'
import type { Unsubscribe } from '../../vocabulary/wire'
import { createSaver, loadFrom, type OutboxStorage } from './outbox-storage'
import { takesNow } from '../can-send-now'

export type { OutboxStorage }

export interface OutboxOptions<In, Out> {
  /** What the server acknowledges a message by. It must be the same on every delivery, so that the server can tell repeats. */
  id(message: Out): string
  /** Whether an incoming message acknowledges the outgoing one of that id. */
  isAck(message: In, id: string): boolean
  /** Messages that wait for their acknowledgement; past it `send()` refuses. @default 1000 */
  maxMessages?: number
  /** Survives a reload. What it throws is reported to the global error handlers. */
  storage?: OutboxStorage<Out>
}

/**
 * At-least-once delivery, for servers that acknowledge by id and know repeats: a message is sent again on every open, in
 * order, until it is acknowledged. `connection.send()` beside it stays at-most-once.
 */
export interface Outbox<Out> {
  /** Messages not yet acknowledged, oldest first. */
  readonly pending: readonly Out[]
  /** `'dropped'` when the outbox is full or disposed: the message was not taken. Throws what `id` or the codec throws. */
  send(message: Out): SendResult
  /** Told when `pending` changed. */
  subscribe(listener: () => void): Unsubscribe
  /** Stops sending and listening; what is in the storage stays there. */
  dispose(): void
}

const DEFAULT_MAX_MESSAGES = 1000

/** An outbox on a connection; make one for each connection and purpose. Takes no demand. */
export function outbox<In, Out>(connection: Connection<In, Out>, options: OutboxOptions<In, Out>): Outbox<Out> {
  const { id, isAck, maxMessages = DEFAULT_MAX_MESSAGES, storage } = options
  const changes = createEmitter<[]>(systemClock.reportError)
  const save = createSaver<Out>(storage, () => pending)
  let pending: readonly Out[] = []
  let isLoaded = storage === undefined
  let isDisposed = false

  /** Past the queue, which would send it once more on the next open. */
  function deliver(message: Out): SendResult {
    const isSent = isLoaded && takesNow(connection) && connection.send(message, { queue: false }) === 'sent'
    return isSent ? 'sent' : 'queued'
  }

  function deliverAll(): void {
    for (const message of pending)
      try {
        deliver(message)
      } catch (error) {
        // It was stored by an earlier version, perhaps: it would fail each time, and keep its place for ever.
        systemClock.reportError(error)
        become(without(message))
      }
  }

  /** Equal ones go with it: what makes one fail to be sent makes all of them fail. */
  const without = (message: Out) => pending.filter((each) => each !== message)

  function become(next: readonly Out[]): void {
    pending = next
    changes.emit()
    // What was kept by an earlier page must not be overwritten before it was read.
    if (isLoaded) save()
  }

  async function load(from: OutboxStorage<Out>): Promise<void> {
    const { kept, ids } = await loadFrom(from, id)
    isLoaded = true
    if (isDisposed) return
    become([...kept, ...pending.filter((message) => !ids.has(id(message)))])
    deliverAll()
  }

  const stops = [
    connection.on('ready', deliverAll),
    connection.onMessage((message) => {
      const left = pending.filter((sent) => !isAck(message, id(sent)))
      if (left.length < pending.length) become(left)
    }),
  ]
  if (storage) void load(storage)

  return {
    get pending() {
      return pending
    },
    send(message) {
      if (isDisposed || pending.length >= maxMessages) return 'dropped'
      id(message) // throws at who sends it, not at each acknowledgement from then on
      // Before it is sent, for its acknowledgement may come while it is; told afterwards, when it is known to stay.
      const taken = [...pending, message]
      pending = taken
      let result: SendResult
      try {
        result = deliver(message)
      } catch (error) {
        pending = without(message)
        throw error
      }
      if (pending === taken) become(taken)
      return result
    },
    subscribe: (listener) => changes.add(listener),
    dispose() {
      isDisposed = true
      for (const stop of stops) stop()
    },
  }
}
