import { type ConnectionError, failure } from './errors'
import { startHandshake, type Handshake } from './handshake'
import type { ConnectionOptions } from './option-types'
import { dial } from './platform/web-socket-transport'
import type { MachineEvent, MachineState } from './policy/machine-types'
import { ReadyState } from './ready-state'
import { resolveTarget } from './target'
import type { ConnectionUrl, EventLike, MessageEventLike, WebSocketLike } from './types'

export interface AttemptHost<In, Out> {
  readonly url: ConnectionUrl
  readonly options: ConnectionOptions<In, Out>
  baseUrl(): string | undefined
  dispatch(event: MachineEvent): void
  receive(generation: number, event: MessageEventLike): void
  sendNow(socket: WebSocketLike, message: Out): void
}

/** Everything that lives and dies with one generation: the url lookup, the socket, its handshake. */
export interface Attempt<In> {
  socket: WebSocketLike | null
  openEvent: EventLike | null
  /** Null before the `handshake` option runs. */
  handshake: Handshake<In> | null
  /** Does what the phase just entered asks for. */
  enter(state: MachineState): void
  /** @param isLate A deadline is over: the peer is not heard of any more. */
  abandon(isLate: boolean): void
}

/** @param first The state in which this generation began. */
export function createAttempt<In, Out>(host: AttemptHost<In, Out>, first: MachineState): Attempt<In> {
  const { options, dispatch } = host
  const { generation, attempt: number, lastClose } = first
  let hangUp = (_isLate: boolean) => {}
  let abort: AbortController | undefined

  /** Made on demand: most connections have nothing to abort. */
  const signal = () => (abort ??= new AbortController()).signal
  const fail = (error: unknown) => dispatch({ type: 'failed', generation, error: error as ConnectionError })

  function resolve(): void {
    const context = () => ({ attempt: number, lastClose, signal: signal() })
    try {
      const target = resolveTarget(host.url, options.protocols, context, host.baseUrl())
      if (!(target instanceof Promise)) return dispatch({ type: 'resolved', generation, ...target })
      target.then((resolved) => dispatch({ type: 'resolved', generation, ...resolved }), fail)
    } catch (error) {
      fail(error)
    }
  }

  function opened(event: EventLike): void {
    const { socket } = attempt
    if (attempt.openEvent || !socket) return
    attempt.openEvent = event
    const { protocol = '', extensions } = socket
    // WebSocket-Node has a list of its own there.
    dispatch({ type: 'socket-open', generation, protocol, extensions: typeof extensions === 'string' ? extensions : '' })
  }

  function failed(event: EventLike): void {
    dispatch({ type: 'socket-error', generation, event })
    // `ws` gives up a line that breaks the protocol, and then waits for the peer to end it.
    if (attempt.socket?.readyState === ReadyState.CLOSING) dispatch({ type: 'socket-closing', generation })
  }

  function dialTarget({ target }: MachineState): void {
    try {
      const transport = dial(target!, options, {
        open: opened,
        message: (event) => host.receive(generation, event),
        error: failed,
        close: (close, event) => dispatch({ type: 'socket-close', generation, close, event }),
      })
      attempt.socket = transport.socket
      hangUp = transport.abandon
    } catch (error) {
      return fail(error)
    }
    // A transport may hand over a socket that is open already, whose event has passed.
    if (attempt.socket.readyState === ReadyState.OPEN) opened({ type: 'open' } as EventLike)
  }

  function shakeHands(): void {
    const socket = attempt.socket!
    attempt.handshake = startHandshake<In, Out>(
      (io) => options.handshake!(io),
      (message) => host.sendNow(socket, message),
      signal(),
      (failed) => (failed ? fail(failure('handshake-failed', failed.cause)) : dispatch({ type: 'ready', generation })),
    )
  }

  const attempt: Attempt<In> = {
    socket: null,
    openEvent: null,
    handshake: null,
    enter(state) {
      switch (state.phase) {
        case 'resolving':
          return resolve()
        case 'connecting':
          return dialTarget(state)
        case 'readying':
          return shakeHands()
        case 'closing':
          return attempt.socket?.close(state.closeWith.code, state.closeWith.reason)
      }
    },
    abandon(isLate) {
      abort?.abort(failure('connect-failed'))
      hangUp(isLate)
      attempt.socket = null
    },
  }
  return attempt
}
