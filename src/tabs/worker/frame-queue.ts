import { systemClock } from '../../core/platform/clock'
import type { Connection } from '../../core/vocabulary/connection'
import type { MessageEventLike } from '../../core/vocabulary/wire'

/** How long messages wait for a newer one of the same key. */
const FRAME_MS = 16

interface Delivery {
  /** @param conflated How many messages it replaces. */
  readonly run: (conflated: number) => void
  conflated: number
}

/** A message and what is to be done with it. */
interface Waiting {
  readonly message: unknown
  readonly event: MessageEventLike
  /** Null for one that was not passed by itself, but only by a channel. */
  readonly pass: (() => void) | null
  readonly deliveries: Set<Delivery>
  /** A newer message replaces it for a channel. */
  isReplaced: boolean
}

/** Passes messages at once or, where channels conflate them, once in each frame. The order stays. */
export interface FrameQueue {
  /** A message of the connection. */
  pass(message: unknown, event: MessageEventLike, run: () => void): void
  /** The same message, or one of before, is for a channel. */
  deliver(channelKey: string, message: unknown, event: MessageEventLike, run: (conflated: number) => void): void
  /** Passes everything that waits. To be called before anything else is posted. */
  flush(): void
}

export function createFrameQueue(connection: Connection<unknown, unknown>): FrameQueue {
  let waiting: Waiting[] = []
  /** The latest of each key. */
  const latest = new Map<string, { readonly owner: Waiting; readonly delivery: Delivery }>()
  let cancelTimer: (() => void) | null = null
  const conflation = () => connection.option('channels')?.latest

  function keyOf(channelKey: string, message: unknown): string | undefined {
    try {
      const key = conflation()?.(message, channelKey)
      return key === undefined ? undefined : JSON.stringify([channelKey, key])
    } catch (error) {
      systemClock.reportError(error)
      return undefined
    }
  }

  function wait(message: unknown, event: MessageEventLike, pass: Waiting['pass']): Waiting {
    const owner: Waiting = { message, event, pass, deliveries: new Set(), isReplaced: false }
    waiting.push(owner)
    cancelTimer ??= systemClock.setTimer(flush, FRAME_MS)
    return owner
  }

  function flush(): void {
    cancelTimer?.()
    cancelTimer = null
    const passed = waiting
    waiting = []
    latest.clear()
    for (const { pass, deliveries, isReplaced } of passed) {
      if (isReplaced && deliveries.size === 0) continue
      pass?.()
      for (const { run, conflated } of deliveries) run(conflated)
    }
  }

  return {
    pass(message, event, run) {
      if (conflation() || waiting.length > 0) wait(message, event, run)
      else run()
    },
    deliver(channelKey, message, event, run) {
      if (!conflation() && waiting.length === 0) return run(0)
      const last = waiting.at(-1)
      const owner = last?.event === event && last.message === message ? last : wait(message, event, null)
      const delivery: Delivery = { run, conflated: 0 }
      owner.deliveries.add(delivery)
      const key = keyOf(channelKey, message)
      if (key === undefined) return
      const before = latest.get(key)
      latest.set(key, { owner, delivery })
      if (!before) return
      before.owner.deliveries.delete(before.delivery)
      before.owner.isReplaced = true
      delivery.conflated = before.delivery.conflated + 1
    },
    flush,
  }
}
