import { assertCloseArguments } from '../policy/close-arguments'
import { labelOf } from '../policy/identity'
import type { Connection, ConnectionOptions, OptionsHolder } from '../vocabulary/connection'
import type { Unsubscribe } from '../vocabulary/wire'
import type { ConnectionHost } from './host'
import { Interpreter } from './interpreter'
import { warnOfConflict } from './option-conflict'
import type { LiveOptions } from './live-options'

/**
 * A function, because a reactive proxy around a connection would not hand out the object itself. Found by name, so that a tool in an
 * ESM copy finds a connection of a CJS copy.
 */
const INSIDE = Symbol.for('websocket-store/inside')

type WithAccessors<T> = T & { readonly __proto__: typeof accessors; [INSIDE](): unknown }
type Accessed<In, Out> = Pick<Connection<In, Out>, keyof typeof accessors>

/** A connection over an interpreter of its own. */
export const createConnectionIn = <In, Out>(host: ConnectionHost, options: LiveOptions<In, Out>): Connection<In, Out> =>
  facadeOf(new Interpreter<In, Out>(host, options))

/** What users hold: functions that may be passed on alone, over the interpreter. */
export function facadeOf<In, Out>(inside: Interpreter<In, Out>): Connection<In, Out> {
  const { options, store, listeners } = inside
  const connection: WithAccessors<Omit<Connection<In, Out>, keyof Accessed<In, Out>>> = {
    __proto__: accessors,
    [INSIDE]: () => inside,
    key: labelOf(options.given('url')!, options.all(), inside.host.baseUrl()),
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
    send: (message, options = {}) => inside.send(message, options),
    dispose: () => inside.dispose(),
  }
  return (inside.facade = connection as unknown as Connection<In, Out>)
}

/** For tools: what is behind a connection. */
export const insideOf = (connection: object): Interpreter<unknown, unknown> => (connection as { [INSIDE](): Interpreter<unknown, unknown> })[INSIDE]()

/** On one prototype: its own accessors would cost each connection two kilobytes, its own functions 72 bytes each. */
const accessors = {
  get setOptions() {
    const inside = insideOf(this)
    return (options: object) => {
      inside.options.setOwner({ url: inside.options.given('url'), options })
      inside.optionsChanged()
    }
  },
  get renew() {
    const inside = insideOf(this)
    return () => inside.renew()
  },
  get ping() {
    const inside = insideOf(this)
    return () => inside.dispatch({ type: 'ping' })
  },
  get clearQueue() {
    const inside = insideOf(this)
    return (predicate?: (message: unknown) => boolean) => inside.clearQueue(predicate)
  },
  holdOptions(holder: OptionsHolder<unknown, unknown>, isPassive?: boolean): Unsubscribe {
    const inside = insideOf(this)
    const named = inside.options.named()
    if (named && !isPassive) warnOfConflict(this as unknown as { readonly key: string }, named, holder.options, true)
    const release = inside.options.hold(holder, isPassive)
    inside.optionsChanged()
    return () => {
      release()
      inside.optionsChanged()
    }
  },
  optionsChanged() {
    insideOf(this).optionsChanged()
  },
  option(name: keyof ConnectionOptions<never, never>) {
    return insideOf(this).options.given(name)
  },
  // Not a field: a console would print the secrets in it.
  get options() {
    return insideOf(this).options.all()
  },
  get notify() {
    return insideOf(this).notify
  },
  get history() {
    const { history, options } = insideOf(this)
    return history?.messages(options.get('history')) ?? []
  },
  get queuedMessages() {
    return insideOf(this).sender.queuedMessages()
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
