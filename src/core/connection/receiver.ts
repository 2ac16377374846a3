import { decodeWith } from '../codec/codec'
import type { MachineState } from '../policy/machine-types'
import type { Store } from '../reactive/store'
import type { ConnectionError } from '../vocabulary/errors'
import type { MessageListener } from '../vocabulary/events'
import type { Codec, MessageEventLike } from '../vocabulary/wire'
import type { Dialogue } from './dialogue'
import type { Heartbeat } from './heartbeat'
import { remember, type MessageHistory } from './history'
import type { ConnectionHost } from './host'
import type { Listeners } from './listeners'
import { NO_MESSAGE, type LatestMessage } from './snapshot'
import { emitFailure, type FailingConnection } from './unheard-failures'

interface ReceiverOptions {
  given(name: 'heartbeat'): unknown
  get(name: 'history'): number
}

/** The connection, as its receiver sees it. */
interface ReceiverHost<In> extends FailingConnection {
  readonly host: ConnectionHost
  readonly options: ReceiverOptions & FailingConnection['options']
  readonly listeners: Pick<Listeners<{ message: MessageListener<In> }>, 'emit'> & FailingConnection['listeners']
  readonly state: MachineState
  readonly store: Pick<Store<never>, 'mark' | 'changed'>
  readonly attempt: { readonly dialogue: Dialogue<In> | null } | null
  /** The codec of the socket. */
  codec(): Codec<In, unknown> | (() => Codec<In, unknown>)
  heartbeat(): Heartbeat
}

/** Decodes each frame and delivers its messages. They bypass the machine: there may be thousands a second, and they decide nothing. */
export class Receiver<In> {
  latest: LatestMessage<In> = NO_MESSAGE
  history: MessageHistory<In> | null = null
  /** Inbound frames so far, of any kind. */
  frames = 0
  readonly #connection: ReceiverHost<In>

  constructor(connection: ReceiverHost<In>) {
    this.#connection = connection
  }

  /** Removes the frames of the heartbeat and decodes the others. An error never reaches the socket. */
  receive(event: MessageEventLike): void {
    const connection = this.#connection
    const { phase } = connection.state
    // Without a dialogue nothing is received any more while closing.
    if (phase !== 'open' && !connection.attempt?.dialogue) return
    this.frames++
    const data = event.data as unknown
    const heartbeat = connection.options.given('heartbeat') ? connection.heartbeat() : null
    if (heartbeat?.takes(data)) return
    let messages: readonly In[]
    try {
      messages = decodeWith(connection.codec(), data)
    } catch (error) {
      return emitFailure(connection, error as ConnectionError)
    }
    for (const message of messages) if (message === data || !heartbeat?.takes(message)) this.#take(message, event)
  }

  /** The dialogue comes first. A listener of the message before may have ended the socket. */
  #take(message: In, event: MessageEventLike): void {
    const { attempt, state } = this.#connection
    if (!attempt?.dialogue?.takes(message, event) && state.phase === 'open') this.deliver(message, event)
  }

  deliver(data: In, event: MessageEventLike): void {
    const { options, host, store, listeners } = this.#connection
    this.latest = { data, lastMessage: event }
    this.history = remember(this.history, options.get('history'), data, event, host.clock.now)
    store.mark()
    listeners.emit('message', data, event)
    store.changed() // again, because subscribers may show what listeners derived from the message
  }

  reset(): void {
    this.latest = NO_MESSAGE
    this.history = null
  }
}
