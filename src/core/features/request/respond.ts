import { systemClock } from '../../platform/clock'
import type { Connection } from '../../vocabulary/connection'
import { failure, mistake } from '../../vocabulary/errors'
import type { RequestHandler, RequestProtocol, RespondOptions } from '../../vocabulary/request'
import type { Unsubscribe } from '../../vocabulary/wire'
import { attached } from '../attached'
import { canSendNow } from '../can-send-now'

/**
 * Answers the server's own requests. Each request is passed to one handler and answered once, however many components share
 * the connection: to the one that was registered first among those whose `match` accepts the request. Takes no demand.
 *
 * @throws TypeError when the connection's `requests` option has no `requestOf` or no `reply`.
 */
export function respond<In, Out, Request = unknown>(
  connection: Connection<In, Out>,
  handler: RequestHandler<Request>,
  { match = () => true }: RespondOptions<Request> = {},
): Unsubscribe {
  protocolOf(connection) // throws where the mistake was made
  const add = attached(connection, 'responders', () => createResponders(connection))
  return add({ handler: handler as RequestHandler, match: match })
}

type Responder = Required<RespondOptions> & { readonly handler: RequestHandler }
type Answering<In, Out> = RequestProtocol<In, Out> & Required<Pick<RequestProtocol<In, Out>, 'requestOf' | 'reply'>>

/** Read for each use: options are live. */
function protocolOf<In, Out>(connection: Connection<In, Out>): Answering<In, Out> {
  const requests = connection.option('requests')
  if (requests?.requestOf && requests.reply) return requests as Answering<In, Out>
  throw mistake('respond-missing')
}

/** The handlers of one connection, with one listener for all of them. */
function createResponders<In, Out>(connection: Connection<In, Out>): (responder: Responder) => Unsubscribe {
  const responders = new Set<Responder>()
  let stopListening: Unsubscribe = () => {}

  function receive(message: In): void {
    const request = connection.option('requests')?.requestOf?.(message)
    if (request === undefined) return
    for (const responder of responders) if (isFor(responder, request)) return run(responder.handler, request)
    send(connection.option('requests')?.replyUnknown?.(request))
  }

  /** A `match` that throws must not prevent the other handlers. */
  function isFor({ match }: Responder, request: unknown): boolean {
    try {
      return match(request)
    } catch (error) {
      systemClock.reportError(error)
      return false
    }
  }

  function send(answer: Out | undefined): void {
    if (answer !== undefined && canSendNow(connection)) connection.send(answer, { queue: false })
  }

  function run(handler: RequestHandler, request: unknown): void {
    const controller = new AbortController()
    const { signal } = controller
    // A listener for each, because the answer is due even if all handlers were removed meanwhile.
    const stop = connection.on('close', () => controller.abort(failure('request-lost')))
    new Promise((resolve) => resolve(handler(request, { signal })))
      .then((result) => signal.aborted || send(protocolOf(connection).reply(result, request)))
      .catch((error: unknown) => {
        if (signal.aborted) return
        const requests = connection.option('requests')
        if (!requests?.replyError) throw error
        send(requests.replyError(error, request))
      })
      .catch(systemClock.reportError)
      .finally(stop)
  }

  return (responder) => {
    responders.add(responder)
    if (responders.size === 1) stopListening = connection.onMessage(receive)
    return () => {
      if (responders.delete(responder) && responders.size === 0) stopListening()
    }
  }
}
