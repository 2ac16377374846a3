import type { ConnectionOptions } from './option-types'
import type { MessageEventLike } from './types'

type Inbound<In> = readonly [message: In, event: MessageEventLike]

/** The `handshake` option at work on one socket: messages go to it until it is done. */
export interface Handshake<In> {
  deliver(message: In, event: MessageEventLike): void
  /** Takes the next of what arrived and was not received by it; those messages belong to the subscribers. */
  unread(): Inbound<In> | undefined
}

/** What may wait to be received: a server that floods before it is trusted gets no further. */
const MAX_UNREAD = 1000
const MAX_UNREAD_SIZE = 2 ** 24

export function startHandshake<In, Out>(
  run: NonNullable<ConnectionOptions<In, Out>['handshake']>,
  send: (message: Out) => void,
  signal: AbortSignal,
  settle: (failure: { readonly cause: unknown } | null) => void,
): Handshake<In> {
  const inbox: Inbound<In>[] = []
  const receivers: (readonly [resolve: (message: In) => void, reject: (reason: Error) => void])[] = []
  let unreadSize = 0

  function unread(): Inbound<In> | undefined {
    const next = inbox.shift()
    if (next) unreadSize -= sizeOf(next[1])
    return next
  }

  const receive = () =>
    new Promise<In>((resolve, reject) => {
      const next = unread()
      if (next) resolve(next[0])
      else if (signal.aborted) reject(signal.reason as Error)
      else receivers.push([resolve, reject])
    })
  signal.addEventListener('abort', () => receivers.forEach(([, reject]) => reject(signal.reason as Error)))

  Promise.resolve()
    .then(() => run({ send, receive, signal }))
    .then(
      () => settle(null),
      (cause: unknown) => settle({ cause }),
    )

  return {
    deliver(message, event) {
      const receiver = receivers.shift()
      if (receiver) return receiver[0](message)
      if (inbox.length >= MAX_UNREAD || unreadSize >= MAX_UNREAD_SIZE)
        return settle({ cause: new RangeError('too much arrived that the handshake did not receive') })
      inbox.push([message, event])
      unreadSize += sizeOf(event)
    },
    unread,
  }
}

/** Roughly, in memory; of what a transport of the user's hands out, 0. */
function sizeOf({ data }: MessageEventLike): number {
  const { length = 0, byteLength = length, size = byteLength } = Object(data) as Partial<Record<string, number>>
  return size
}
