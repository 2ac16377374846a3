import { QUEUE } from '../policy/defaults'
import { createQueue, type Queue } from '../policy/send-queue'
import type { MessageEventLike } from '../vocabulary/wire'

type Inbound<In> = readonly [message: In, event: MessageEventLike]

interface Waiting<In> {
  match(message: In): boolean
  resolve(message: In): void
  reject(reason: unknown): void
}

/** What may wait to be received: a server that floods before it is trusted gets no further. */
const BOUNDS = { ...QUEUE, maxBytes: 2 ** 24 }

/** The messages of a function of the options that talks to the server on one socket: `handshake`, its renewal, `farewell`. */
export class Dialogue<In> {
  readonly #signal: AbortSignal
  readonly #waiting = new Set<Waiting<In>>()
  /** What the function has not received. Null: such messages go to the subscribers at once. */
  readonly #inbox: Queue<Inbound<In>> | null
  #lastEvent: MessageEventLike | null = null
  #isOver = false

  /**
   * @param signal Aborts when the socket is lost.
   * @param onOverflow Given where the socket is not open yet: messages wait for the function, then for the subscribers.
   */
  constructor(signal: AbortSignal, onOverflow: (() => void) | null) {
    this.#signal = signal
    this.#inbox = onOverflow && createQueue<Inbound<In>>(() => BOUNDS, onOverflow)
    signal.addEventListener('abort', () => this.#waiting.forEach(({ reject }) => reject(signal.reason)))
  }

  /** The next message that matches. */
  readonly receive = (match: (message: In) => boolean = () => true): Promise<In> =>
    new Promise<In>((resolve, reject) => {
      const next = this.#inbox?.shift(0, ([message]) => match(message))
      if (next) resolve(next.message[0])
      else if (this.#signal.aborted) reject(this.#signal.reason as Error)
      else this.#waiting.add({ match, resolve, reject })
    })

  /** Whether the function takes the message. */
  takes(message: In, event: MessageEventLike): boolean {
    if (this.#isOver) return false
    for (const waiting of this.#waiting)
      try {
        if (!waiting.match(message)) continue
        this.#waiting.delete(waiting)
        waiting.resolve(message)
        return true
      } catch (error) {
        this.#waiting.delete(waiting)
        waiting.reject(error)
      }
    // All messages of a frame share its bytes.
    this.#inbox?.push([message, event], event.data, 0, event === this.#lastEvent ? 0 : undefined)
    this.#lastEvent = event
    return this.#inbox !== null
  }

  /** Takes the next message that arrived and was not received: it belongs to the subscribers. */
  unread(): Inbound<In> | undefined {
    return this.#inbox?.shift(0)?.message
  }

  /** The function is done. */
  end(): void {
    this.#isOver = true
  }
}
