import { canSendNow } from '../../core/features/can-send-now'
import { respond } from '../../core/features/request/respond'
import { systemClock } from '../../core/platform/clock'
import type { Connection } from '../../core/vocabulary/connection'
import type { AbortSignalLike, Unsubscribe } from '../../core/vocabulary/wire'
import type { Answer } from '../protocol/messages'
import type { Lease } from './lease'
import { callFirst } from './page-functions'

/** A page that has not said that it responds may be frozen. */
const UNSURE_MS = 5000

/**
 * The server's own requests: each is passed to one page, and to the next one when that has no handler for it or ends. Pages that
 * respond come first; the others are asked too, because their word may be on its way.
 */
export interface Asks {
  /** The page has a lease. */
  add(page: Lease): void
  setResponding(page: Lease, isOn: boolean): void
  remove(page: Lease): void
  answer(call: number, answer: Answer): void
}

interface Pending {
  readonly page: Lease
  resolve(answer: Answer): void
}

export function createAsks(connection: Connection<unknown, unknown>): Asks {
  const pages = new Set<Lease>()
  /** In the order in which they began to respond. */
  const responding = new Set<Lease>()
  const pending = new Map<number, Pending>()
  let lastCall = 0
  let stop: Unsubscribe | null = null

  function ask(page: Lease, request: unknown): Promise<Answer> {
    return new Promise((resolve) => {
      const call = ++lastCall
      pending.set(call, { page, resolve })
      page.post({ type: 'ask', call, request })
      if (!responding.has(page)) systemClock.setTimer(() => answer(call, { outcome: 'declined' }), UNSURE_MS)
    })
  }

  async function handle(request: unknown, { signal }: { readonly signal: AbortSignalLike }): Promise<unknown> {
    const answered = await callFirst(() => [...responding, ...pages], (page) => ask(page, request), signal)
    if (answered) return answered.result
    const unknown = connection.option('requests')?.replyUnknown?.(request)
    if (unknown !== undefined && !signal.aborted && canSendNow(connection)) connection.send(unknown, { queue: false })
    // It is answered, or nobody is there to answer it.
    return new Promise((_resolve, reject) => (signal).addEventListener('abort', () => reject(signal.reason as Error)))
  }

  function answer(call: number, given: Answer): void {
    pending.get(call)?.resolve(given)
    pending.delete(call)
  }

  return {
    add(page) {
      pages.add(page)
      const { requestOf, reply } = connection.option('requests') ?? {}
      if (requestOf && reply) stop ??= respond(connection, handle)
    },
    setResponding(page, isOn) {
      if (isOn) responding.add(page)
      else responding.delete(page)
    },
    remove(page) {
      pages.delete(page)
      responding.delete(page)
      if (pages.size === 0) {
        stop?.()
        stop = null
      }
      for (const [call, each] of pending) if (each.page === page) answer(call, { outcome: 'declined' })
    },
    answer,
  }
}
