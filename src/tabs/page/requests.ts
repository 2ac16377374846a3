import { createReplies, type Replies } from '../../core/features/request/replies'
import type { Connection } from '../../core/vocabulary/connection'
import type { RequestProtocol } from '../../core/vocabulary/request'
import { fromSent } from '../protocol/errors'
import type { OutgoingRequest, SentError } from '../protocol/messages'

/** What the socket of a page posts as it is, instead of as a message of the program. */
export class Internal {
  readonly post: OutgoingRequest

  constructor(post: OutgoingRequest) {
    this.post = post
  }
}

/** A reply that the worker has read with the program's `requests` option. */
interface RemoteReply {
  readonly result: unknown
  readonly isLast: boolean
  /** Why the request was refused. */
  readonly error: SentError | null
}

/** The page's `requests` option: the worker runs the request with the program's own. */
export const requestProtocol: RequestProtocol = {
  tag: (message, call) => new Internal({ type: 'request', call, message }),
  cancel: (call) => new Internal({ type: 'cancel', call }),
  idOf: () => undefined,
  // Handlers are called by the worker, not with each message.
  requestOf: () => undefined,
  reply: () => undefined,
  isLast: (reply) => (reply as RemoteReply).isLast,
  resultOf(reply) {
    const { result, error } = reply as RemoteReply
    if (error) throw fromSent(error)
    return result
  },
}

export interface RemoteReplies extends Replies<unknown, unknown> {
  receive(call: string, reply: RemoteReply): void
}

/** The requests of one connection. Their replies come by themselves, and no other subscriber sees them. */
export function createRemoteReplies(connection: Connection<unknown, unknown>, post: (request: OutgoingRequest) => void): RemoteReplies {
  const pending = new Map<string, (reply: unknown) => void>()
  return {
    ...createReplies(connection),
    expect(call, accept) {
      pending.set(call, accept)
      return () => {
        if (pending.delete(call)) post({ type: 'forget', call })
      }
    },
    receive(call, reply) {
      pending.get(call)?.(reply)
    },
  }
}

