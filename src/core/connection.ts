import type { ConnectionHost } from './host'
import { Interpreter } from './interpreter'
import type { ConnectionOptions } from './option-types'
import { assertCloseArguments } from './policy/close-code'
import { labelOf } from './policy/url'
import type { Connection, ConnectionUrl } from './types'

/** A function, because a reactive proxy around a connection would not hand out the object itself. */
const INSIDE = Symbol()

type WithAccessors<T> = T & { readonly __proto__: typeof accessors; [INSIDE](): unknown }
type Accessed<In, Out> = Pick<Connection<In, Out>, 'options' | 'queuedMessages' | 'bufferedAmount' | 'socket' | 'openEvent'>

/** What users hold: functions that may be passed on alone, over the interpreter. */
export function createConnectionIn<In, Out>(
  host: ConnectionHost,
  url: ConnectionUrl,
  options: ConnectionOptions<In, Out>,
): Connection<In, Out> {
  const inside = new Interpreter<In, Out>(host, url, options)
  const { store, listeners } = inside
  const connection: WithAccessors<Omit<Connection<In, Out>, keyof Accessed<In, Out>>> = {
    __proto__: accessors,
    [INSIDE]: () => inside,
    key: labelOf(url, options, host.baseUrl()),
    notify: inside.settings.notify,
    getSnapshot: () => store.getSnapshot(),
    subscribe: (listener) => inside.handle(store.subscribe(listener)),
    onMessage: (listener) => inside.handle(listeners.on('message', listener)),
    on: (type, listener) => inside.handle(listeners.on(type, listener as never)),
    retain() {
      inside.dispatch({ type: 'retain' })
      return inside.handle(() => inside.dispatch({ type: 'release' }))
    },
    connect: () => inside.dispatch({ type: 'connect' }),
    disconnect(code = 1000, reason = '') {
      assertCloseArguments(code, reason)
      inside.dispatch({ type: 'disconnect', code, reason })
    },
    reconnect: () => inside.dispatch({ type: 'reconnect' }),
    send: (message, { queue = true } = {}) => inside.send(message, queue),
    dispose: () => inside.dispose(),
  }
  return connection as unknown as Connection<In, Out>
}

const insideOf = (connection: object) => (connection as { [INSIDE](): Interpreter<unknown, unknown> })[INSIDE]()

/** On one prototype: accessors of its own would cost each connection two kilobytes. */
const accessors = {
  // Not a field: a console would print the secrets in it.
  get options() {
    return insideOf(this).options
  },
  get queuedMessages() {
    return insideOf(this).outbound.queuedMessages()
  },
  get bufferedAmount() {
    return insideOf(this).attempt?.socket?.bufferedAmount ?? 0
  },
  get socket() {
    return insideOf(this).attempt?.socket ?? null
  },
  get openEvent() {
    const { state, attempt } = insideOf(this)
    return state.phase === 'open' ? (attempt?.openEvent ?? null) : null
  },
}
