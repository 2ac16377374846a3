import type { ConnectionOptions } from './option-types'
import type { MessageEventLike } from './types'

type Inbound<In> = readonly [message: In, event: MessageEventLike]

/** The `handshake` option at work on one socket: messages go to it until it is done. */
export interface Handshake<In> {
  deliver(message: In, event: MessageEventLike): void
  /** What arrived and was not received by it; those messages belong to the subscribers. */
  leftovers(): readonly Inbound<In>[]
}

export function startHandshake<In, Out>(
  run: NonNullable<ConnectionOptions<In, Out>['handshake']>,
  send: (message: Out) => void,
  signal: AbortSignal,
  settle: (failure: { readonly cause: unknown } | null) => void,
): Handshake<In> {
  const inbox: Inbound<In>[] = []
  const receivers: ((message: In) => void)[] = []

  const receive = () =>
    new Promise<In>((resolve, reject) => {
      const next = inbox.shift()
      if (next) return resolve(next[0])
      if (signal.aborted) return reject(signal.reason as Error)
      receivers.push(resolve)
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
    })

  Promise.resolve()
    .then(() => run({ send, receive, signal }))
    .then(
      () => settle(null),
      (cause: unknown) => settle({ cause }),
    )

  return {
    deliver(message, event) {
      const receiver = receivers.shift()
      if (receiver) receiver(message)
      else inbox.push([message, event])
    },
    leftovers: () => inbox.splice(0),
  }
}
