import { systemClock } from '../../core/platform/clock'
import type { PortLike } from '../../core/platform/ports'
import type { Unsubscribe } from '../../core/vocabulary/wire'
import type { WorkerMessage } from '../protocol/messages'

/** How long messages wait after a post. Browsers do not run frequent timers earlier. */
const GATHER_MS = 4
/** One post is one task of the page, which must not be long. */
const MAX_BATCH = 64

/** What comes in floods. Everything else is posted at once, after what waits. */
const GATHERED: ReadonlySet<WorkerMessage['type']> = new Set(['message', 'routed'])

/** The posts to one page. Messages that follow each other within 4 ms are one post, because a post costs a page more than its message. */
export interface Batches {
  /** Throws when a message that is not gathered cannot be cloned. */
  post(message: WorkerMessage): void
  /** What waits is not posted. */
  clear(): void
}

/** @param onRefused The message cannot be cloned. It was not posted. */
export function createBatches(port: PortLike, onRefused: (id: number, cause: unknown) => void): Batches {
  let waiting: WorkerMessage[] = []
  let stopTimer: Unsubscribe | null = null
  /** Connections whose last `message` was refused: what refers to it cannot be posted either. */
  const refused = new Set<number>()

  function send(batch: WorkerMessage[]): void {
    try {
      port.postMessage(batch.length === 1 ? batch[0] : batch)
    } catch (cause) {
      if (batch.length > 1) return batch.forEach((message) => sendAlone(message))
      refuse(batch[0]!, cause)
    }
  }

  function sendAlone(message: WorkerMessage): void {
    if (message.type === 'message') refused.delete(message.id)
    if (message.type !== 'routed' || message.own || !refused.has(message.id)) send([message])
  }

  function refuse(message: WorkerMessage, cause: unknown): void {
    if (!('id' in message)) return
    if (message.type === 'message') refused.add(message.id)
    onRefused(message.id, cause)
  }

  function flush(): void {
    const batch = waiting
    waiting = []
    if (batch.length === 0) return
    if (refused.size > 0) batch.forEach(sendAlone)
    else send(batch)
  }

  function gather(): void {
    stopTimer = systemClock.setTimer(() => {
      stopTimer = null
      if (waiting.length === 0) return
      flush()
      gather()
    }, GATHER_MS)
  }

  return {
    post(message) {
      if (!GATHERED.has(message.type)) {
        flush()
        return port.postMessage(message)
      }
      waiting.push(message)
      if (!stopTimer) {
        flush()
        gather()
      } else if (waiting.length >= MAX_BATCH) flush()
    },
    clear() {
      waiting = []
      refused.clear()
      stopTimer?.()
      stopTimer = null
    },
  }
}
