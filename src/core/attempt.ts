import { ConnectionError } from './errors'
import { startHandshake, type Handshake } from './handshake'
import { dial, type Transport } from './platform/web-socket-transport'
import type { MachineEvent } from './policy/machine-types'
import { isFatal, resolveTarget, type Target } from './target'
import type { ConnectionOptions } from './option-types'
import type { CloseInfo, ConnectionUrl, EventLike, MessageEventLike, WebSocketLike } from './types'

export interface AttemptHost<In, Out> {
  readonly generation: number
  readonly attempt: number
  readonly lastClose: CloseInfo | null
  readonly url: ConnectionUrl
  readonly options: ConnectionOptions<In, Out>
  readonly baseUrl: string | undefined
  dispatch(event: MachineEvent): void
  receive(event: MessageEventLike): void
  sendNow(socket: WebSocketLike, message: Out): void
}

/** Everything that lives and dies with one generation: the url lookup, the socket, its handshake. */
export interface Attempt<In> {
  readonly socket: WebSocketLike | null
  readonly openEvent: EventLike | null
  /** Null before the `handshake` option runs. */
  readonly handshake: Handshake<In> | null
  /** Subprotocols were offered and the server chose none. */
  readonly isProtocolIgnored: boolean
  resolve(): void
  dial(target: Target): void
  startHandshake(): void
  abandon(): void
}

export function createAttempt<In, Out>(host: AttemptHost<In, Out>): Attempt<In> {
  const { generation, options, dispatch } = host
  let transport: Transport | null = null
  let openEvent: EventLike | null = null
  let handshake: Handshake<In> | null = null
  let abort: AbortController | null = null
  let hasOffer = false

  /** Made on demand: most connections have nothing to abort. */
  function signal(): AbortSignal {
    abort ??= new AbortController()
    return abort.signal
  }

  function fail(error: unknown): void {
    const failure =
      error instanceof ConnectionError
        ? error
        : new ConnectionError('connect-failed', 'The attempt failed; `cause` says why.', { cause: error })
    dispatch({ type: 'failed', generation, error: failure })
  }

  const opened = (event: EventLike) => {
    if (openEvent || !transport) return
    openEvent = event
    const { protocol, extensions: agreed } = transport.socket
    const extensions = typeof agreed === 'string' ? agreed : ''
    dispatch({ type: 'socket-open', generation, protocol: protocol ?? '', extensions, event })
  }

  return {
    get socket() {
      return transport?.socket ?? null
    },
    get openEvent() {
      return openEvent
    },
    get handshake() {
      return handshake
    },
    get isProtocolIgnored() {
      return hasOffer && !transport?.socket.protocol
    },

    resolve() {
      const resolved = (target: Target) => dispatch({ type: 'resolved', generation, ...target })
      const context = () => ({ attempt: host.attempt, lastClose: host.lastClose, signal: signal() })
      try {
        const target = resolveTarget(host.url, options.protocols, context, host.baseUrl)
        if (target instanceof Promise) target.then(resolved, fail)
        else resolved(target)
      } catch (error) {
        fail(error)
      }
    },

    dial({ url, protocols }) {
      hasOffer = protocols !== undefined && protocols.length > 0
      try {
        transport = dial(url, protocols, options, {
          open: opened,
          message: host.receive,
          error: (event) => dispatch({ type: 'socket-error', generation, event }),
          close: (close, event) => dispatch({ type: 'socket-close', generation, close, event }),
        })
      } catch (error) {
        fail(error)
        return
      }
      // A transport may hand over a socket that is open already, whose event has passed.
      if (transport.isOpen) opened({ type: 'open' } as EventLike)
    },

    startHandshake() {
      const { socket } = transport!
      handshake = startHandshake<In, Out>(
        (io) => options.handshake!(io),
        (message) => host.sendNow(socket, message),
        signal(),
        (failure) => {
          if (!failure) return dispatch({ type: 'ready', generation })
          const { cause } = failure
          fail(
            new ConnectionError('handshake-failed', 'The handshake option failed; `cause` says why.', {
              cause,
              fatal: isFatal(cause),
            }),
          )
        },
      )
    },

    abandon() {
      abort?.abort(new ConnectionError('connect-failed', 'The attempt was given up.'))
      transport?.abandon()
      transport = null
    },
  }
}

/** Reported, not fatal: some servers only read the offer. */
export const protocolIgnored = () =>
  new ConnectionError(
    'protocol-mismatch',
    'The server chose none of the offered subprotocols. Check the names it knows, or remove the protocols option.',
  )
