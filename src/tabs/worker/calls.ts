import { createExchange, type Exchange } from '../../core/features/request/exchange'
import { toSent } from '../protocol/errors'
import type { OutgoingNews } from '../protocol/messages'
import type { AnyConnection } from './served'

/** The page has a timer of its own. */
const NEVER_MS = 2 ** 31 - 1

/** The requests of one page on one connection. */
export interface Calls {
  start(call: string, message: unknown): void
  cancel(call: string): void
  forget(call: string): void
  end(): void
}

export function createCalls(connection: AnyConnection, post: (news: OutgoingNews) => void): Calls {
  const running = new Map<string, Exchange>()

  function fail(call: string, error: unknown): void {
    const { code, cause } = error as { readonly code?: string; readonly cause?: unknown }
    running.delete(call)
    // The page sees the socket end, and decides whether it sends the request again.
    if (code !== 'request-lost') post({ type: 'refused', call, error: toSent(code === 'request-refused' ? cause : error) })
  }

  return {
    start(call, message) {
      const exchange = createExchange(connection, message, { timeoutMs: NEVER_MS }, {
        isLast: (reply) => connection.option('requests')?.isLast?.(reply) === true,
        take(result, isLast) {
          if (isLast) running.delete(call)
          try {
            post({ type: 'reply', call, result, isLast })
          } catch (error) {
            fail(call, error)
          }
        },
        fail: (error) => fail(call, error),
      })
      running.set(call, exchange)
      try {
        exchange.start()
      } catch (error) {
        fail(call, error)
      }
    },
    cancel(call) {
      running.get(call)?.cancel()
      running.delete(call)
    },
    forget(call) {
      running.get(call)?.end()
      running.delete(call)
    },
    end() {
      for (const exchange of running.values()) exchange.cancel()
      running.clear()
    },
  }
}
