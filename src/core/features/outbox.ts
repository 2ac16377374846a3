import { systemClock } from '../platform/clock'
import { createEmitter } from '../reactive/emitter'
import type { Connection, SendResult, Unsubscribe } from '../types'

/** Where an outbox keeps what was not acknowledged, so that a reload does not lose it. */
export interface OutboxStorage<Out> {
  /** What was saved last, oldest first. */
  load(): readonly Out[] | Promise<readonly Out[]>
  save(messages: readonly Out[]): void | Promise<void>
}

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
  /** `'dropped'` when the outbox is full or disposed: the message was not taken. */
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
  let pending: readonly Out[] = []
  let isLoaded = storage === undefined
  let isDisposed = false

  /** Past the queue, which would send it once more on the next open. */
  function deliver(message: Out): SendResult {
    return isLoaded && connection.openEvent && connection.send(message, { queue: false }) === 'sent' ? 'sent' : 'queued'
  }

  function deliverAll(): void {
    for (const message of pending)
      try {
        deliver(message)
      } catch (error) {
        // It was stored by an earlier version, perhaps: it would fail each time, and keep its place for ever.
        systemClock.reportError(error)
        become(pending.filter((each) => each !== message))
      }
  }

  function become(next: readonly Out[]): void {
    pending = next
    changes.emit()
    // What was kept by an earlier page must not be overwritten before it was read.
    if (isLoaded) attempt(() => storage?.save(pending))
  }

  /** Runs what a storage may make throw or reject. */
  function attempt(run: () => unknown): void {
    void new Promise((resolve) => resolve(run())).catch(systemClock.reportError)
  }

  async function load(from: OutboxStorage<Out>): Promise<void> {
    let kept: readonly Out[] = []
    try {
      kept = await from.load()
    } finally {
      isLoaded = true
      if (!isDisposed) {
        const known = new Set(kept.map(id))
        become([...kept, ...pending.filter((message) => !known.has(id(message)))])
        deliverAll()
      }
    }
  }

  const stops = [
    connection.on('ready', deliverAll),
    connection.onMessage((message) => {
      const left = pending.filter((sent) => !isAck(message, id(sent)))
      if (left.length < pending.length) become(left)
    }),
  ]
  if (storage) attempt(() => load(storage))

  return {
    get pending() {
      return pending
    },
    send(message) {
      if (isDisposed || pending.length >= maxMessages) return 'dropped'
      const result = deliver(message)
      become([...pending, message])
      return result
    },
    subscribe: (listener) => changes.add(listener),
    dispose() {
      isDisposed = true
      for (const stop of stops) stop()
    },
  }
}
