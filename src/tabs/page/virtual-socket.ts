import type { Attempt } from '../../core/connection/attempt'
import type { MachineState } from '../../core/policy/machine-types'
import { byteLength } from '../../core/policy/send-queue'
import type { EventLike, WebSocketLike } from '../../core/vocabulary/wire'
import type { OutgoingRequest } from '../protocol/messages'
import { notCloneable } from '../protocol/errors'
import { Waiting } from './remote-options'
import { Internal } from './requests'

type Post = (request: OutgoingRequest) => void

/** A page's end of the socket in the worker. It takes messages, and passes them over the port. */
export class VirtualSocket implements WebSocketLike {
  readyState = 1
  readonly url: string
  readonly protocol: string
  readonly extensions: string
  readonly #post: Post
  #number = 0
  /** Bytes of messages that the worker has not taken yet. */
  #onTheWay: { readonly number: number; readonly bytes: number }[] = []
  #buffered = 0

  constructor({ target, protocol, extensions }: MachineState, post: Post) {
    this.url = target?.url ?? ''
    this.protocol = protocol
    this.extensions = extensions
    this.#post = post
  }

  get bufferedAmount(): number {
    return this.#onTheWay.reduce((sum, { bytes }) => sum + bytes, this.#buffered)
  }

  send(given: unknown): void {
    const message = given instanceof Waiting ? given.message : given
    try {
      if (message instanceof Internal) return this.#post(message.post)
      const number = this.#number + 1
      this.#post({ type: 'send', number, message })
      this.#number = number
      // At least one: whatever it is, it is not on the wire.
      this.#onTheWay.push({ number, bytes: byteLength(message) || 1 })
    } catch (cause) {
      throw notCloneable(cause)
    }
  }

  taken(upTo: number, bufferedAmount: number): void {
    this.#onTheWay = this.#onTheWay.filter(({ number }) => number > upTo)
    this.#buffered = bufferedAmount
  }

  /** A page cannot close the socket that it shares: it leaves, with `disconnect()` of the connection. */
  close(): void {
    this.readyState = 3
  }
}

/** An attempt of the worker, as the page sees it: there is a socket while it is open, and nothing to do before. */
export class VirtualAttempt implements Attempt<unknown> {
  socket: VirtualSocket | null = null
  openEvent: EventLike | null = null
  readonly codec = null
  readonly dialogue = null
  renewal: Promise<void> | null = null
  readonly #post: Post
  readonly #renew: () => Promise<void>

  constructor(post: Post, renew: () => Promise<void>) {
    this.#post = post
    this.#renew = renew
  }

  enter(state: MachineState): void {
    if (state.phase === 'closing' && this.socket) this.socket.readyState = 2
    if (state.phase !== 'open') return
    this.socket = new VirtualSocket(state, this.#post)
    this.openEvent = { type: 'open' } as EventLike
  }

  abandon(): void {
    this.socket?.close()
    this.socket = null
  }

  renew(): void {
    this.renewal = this.#renew()
    this.renewal.catch(() => {})
  }

  farewell(): undefined {
    return undefined
  }
}
