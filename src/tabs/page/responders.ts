import { systemClock } from '../../core/platform/clock'
import type { Connection } from '../../core/vocabulary/connection'
import { failure } from '../../core/vocabulary/errors'
import type { RequestHandler, RespondOptions } from '../../core/vocabulary/request'
import type { Unsubscribe } from '../../core/vocabulary/wire'
import { toSent } from '../protocol/errors'
import type { OutgoingRequest } from '../protocol/messages'

type Responder = Required<RespondOptions> & { readonly handler: RequestHandler }

/** The handlers of one page for the server's own requests. The worker chooses a page for each request. */
export interface RemoteResponders {
  add(responder: Responder): Unsubscribe
  receive(call: number, request: unknown): void
  /** The connection is wanted again, and the worker does not know yet that this page responds. */
  wanted(): void
}

export function createRemoteResponders(connection: Connection<unknown, unknown>, post: (request: OutgoingRequest) => void): RemoteResponders {
  const responders = new Set<Responder>()

  function isFor({ match }: Responder, request: unknown): boolean {
    try {
      return match(request)
    } catch (error) {
      systemClock.reportError(error)
      return false
    }
  }

  function run({ handler }: Responder, call: number, request: unknown): void {
    const controller = new AbortController()
    const { signal } = controller
    const stop = connection.on('close', () => controller.abort(failure('request-lost')))
    new Promise((resolve) => resolve(handler(request, { signal })))
      .then((result) => post({ type: 'answer', call, answer: { outcome: 'done', result } }))
      .catch((error: unknown) => post({ type: 'answer', call, answer: { outcome: 'failed', error: toSent(error) } }))
      .finally(stop)
  }

  return {
    add(responder) {
      responders.add(responder)
      if (responders.size === 1) post({ type: 'respond', isOn: true })
      return () => {
        if (responders.delete(responder) && responders.size === 0) post({ type: 'respond', isOn: false })
      }
    },
    receive(call, request) {
      for (const responder of responders) if (isFor(responder, request)) return run(responder, call, request)
      post({ type: 'answer', call, answer: { outcome: 'declined' } })
    },
    wanted() {
      if (responders.size > 0) post({ type: 'respond', isOn: true })
    },
  }
}
