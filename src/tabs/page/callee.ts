import { notCloneable, toSent } from '../protocol/errors'
import type { Answer, PageMessage } from '../protocol/messages'

/** Functions of the page that the worker calls. */
export interface Callee {
  run(call: number, run: (signal: AbortSignal) => unknown): void
  abort(call: number): void
  /** The worker lost this page: no result is posted any more. */
  end(): void
}

export function createCallee(post: (message: PageMessage) => void): Callee {
  const running = new Map<number, AbortController>()

  function end(call: number): void {
    running.get(call)?.abort()
    running.delete(call)
  }

  return {
    run(call, run) {
      const controller = new AbortController()
      running.set(call, controller)
      const answer = (given: Answer) => {
        // A later worker may use the number again.
        if (running.get(call) !== controller) return
        post({ type: 'returned', call, answer: given })
        running.delete(call)
      }
      post({ type: 'accepted', call })
      new Promise((resolve) => resolve(run(controller.signal)))
        .then((result) => {
          try {
            answer({ outcome: 'done', result })
          } catch (cause) {
            throw notCloneable(cause, 'The result of a function that the page lends')
          }
        })
        .catch((error: unknown) => answer({ outcome: 'failed', error: toSent(error) }))
    },
    abort: end,
    end: () => running.forEach((_, call) => end(call)),
  }
}
