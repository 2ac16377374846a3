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
import type { LatestMessage } from './snapshot'
import { emitFailure, type FailingConnection } from './unheard-failures'

/** The connection, as far as inbound messages are concerned. They bypass the machine: there may be thousands a second. */
interface ReceivingConnection<In> extends FailingConnection {
  readonly host: ConnectionHost
  readonly options: FailingConnection['options'] & { given(name: 'heartbeat'): unknown; get(name: 'history'): number }
  readonly listeners: Pick<Listeners<{ message: MessageListener<In> }>, 'emit'> & FailingConnection['listeners']
  readonly state: MachineState
  readonly store: Pick<Store<never>, 'mark' | 'changed'>
  readonly attempt: { readonly dialogue: Dialogue<In> | null } | null
  latest: LatestMessage<In>
  history: MessageHistory<In> | null
  frames: number
  /** The codec of the socket. */
  codec(): Codec<In, unknown> | (() => Codec<In, unknown>)
  heartbeat(): Heartbeat
}

/** Removes the frames of the heartbeat and decodes the others. An error never reaches the socket. */
export function receive<In>(connection: ReceivingConnection<In>, event: MessageEventLike): void {
  const { state, attempt, options } = connection
  // Without a dialogue nothing is received while closing.
  if (state.phase !== 'open' && !attempt?.dialogue) return
  connection.frames++
  const data = event.data as unknown
  const heartbeat = options.given('heartbeat') ? connection.heartbeat() : null
  if (heartbeat?.takes(data)) return
  let messages: readonly In[]
  try {
    messages = decodeWith(connection.codec(), data)
  } catch (error) {
    return emitFailure(connection, error as ConnectionError)
  }
  for (const message of messages)
    if (
      (message === data || !heartbeat?.takes(message)) &&
      !connection.attempt?.dialogue?.takes(message, event) &&
      // A listener of the message before may have ended the socket.
      connection.state.phase === 'open'
    )
      deliver(connection, message, event)
}

export function deliver<In>(connection: ReceivingConnection<In>, data: In, event: MessageEventLike): void {
  const { options, host, store, listeners } = connection
  connection.latest = { data, lastMessage: event }
  connection.history = remember(connection.history, options.get('history'), data, event, host.clock.now)
  store.mark()
  listeners.emit('message', data, event)
  store.changed() // again, because subscribers may show what listeners derived from the message
}
