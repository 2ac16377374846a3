import type { ConnectionOptions } from '../vocabulary/options'
import { createQueue } from '../policy/send-queue'
import { QUEUE } from '../policy/defaults'
import type { MessageEventLike } from '../vocabulary/wire'

type Inbound<In> = readonly [message: In, event: MessageEventLike]

/** The `handshake` option at work on one socket: messages go to it until it is done. */
export interface Handshake<In> {
  deliver(message: In, event: MessageEventLike): void
  /** Takes the next of what arrived and was not received by it; those messages belong to the subscribers. */
  unread(): Inbound<In> | undefined
}

/** What may wait to be received: a server that floods before it is trusted gets no further. */
const BOUNDS = { ...QUEUE, maxBytes: 2 ** 24 }

export function startHandshake<In, Out>(
  run: NonNullable<ConnectionOptions<In, Out>['handshake']>,
  send: (message: Out) => void,
  signal: AbortSignal,
  settle: (failure: { readonly cause: unknown } | null) => void,
): Handshake<In> {
  const receivers: (readonly [resolve: (message: In) => void, reject: (reason: Error) => void])[] = []
  const inbox = createQueue<Inbound<In>>(() => BOUNDS, () => {
    settle({ cause: new RangeError('too much arrived that the handshake did not receive') })
  })
  const unread = () => inbox.shift(0)?.message

  const receive = () =>
    new Promise<In>((resolve, reject) => {
      const next = unread()
      if (next) resolve(next[0])
      else if (signal.aborted) reject(signal.reason as Error)
      else receivers.push([resolve, reject])
    })
  signal.addEventListener('abort', () => receivers.forEach(([, reject]) => reject(signal.reason as Error)))

  Promise.resolve({ send, receive, signal })
    .then(run)
    .then(
      () => settle(null),
      (cause: unknown) => settle({ cause }),
    )

  return {
    deliver(message, event) {
      const receiver = receivers.shift()
      if (receiver) receiver[0](message)
      else inbox.push([message, event], event.data, 0)
    },
    unread,
  }
}
