import { type ConnectionError, failure, tryTo } from './errors'
import { startHandshake, type Handshake } from './handshake'
import type { Outbound } from './outbound'
import { abandon, dial, listen } from './platform/web-socket-transport'
import { ABNORMAL_CLOSE } from './policy/close-code'
import type { MachineEvent, MachineState } from './policy/machine-types'
import type { Settings } from './policy/settings'
import { assertProtocols, normalizeUrl } from './policy/url'
import { isClosing, isOpen } from './ready-state'
import type { CloseInfo, ConnectionUrl, EventLike, MessageEventLike, WebSocketLike } from './types'

export interface AttemptHost<In, Out> {
  readonly url: ConnectionUrl
  readonly settings: Settings<In, Out>
  baseUrl(): string | undefined
  dispatch(event: MachineEvent): void
  receive(event: MessageEventLike): void
  readonly outbound: Pick<Outbound<Out>, 'sendNow'>
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

type Answers = [url: string | URL, protocols: string | string[] | undefined]
type Unstamped<E> = E extends { readonly generation: number } ? Omit<E, 'generation'> : never

/** @param first The state in which this generation began. */
export function createAttempt<In, Out>(host: AttemptHost<In, Out>, first: MachineState): Attempt<In> {
  const { settings } = host
  const { generation, attempt: number, lastClose } = first
  const abort = new AbortController()
  const { signal } = abort

  const tell = (event: Unstamped<MachineEvent>) => host.dispatch({ ...event, generation })
  const fail = (error: unknown) => tell({ type: 'failed', error: error as ConnectionError })

  const listeners = {
    open(event: EventLike) {
      const { socket } = attempt
      if (attempt.openEvent || !socket) return
      attempt.openEvent = event
      const { protocol = '', extensions } = socket
      // WebSocket-Node has a list of its own there.
      tell({ type: 'socket-open', protocol, extensions: typeof extensions === 'string' ? extensions : '' })
    },
    message(event: MessageEventLike) {
      if (!signal.aborted) host.receive(event)
    },
    error(event: EventLike) {
      // Some engines fire nothing else for a failed handshake; after it, only `close` decides.
      if (!attempt.openEvent) tell({ type: 'socket-close', close: ABNORMAL_CLOSE, event })
      // `ws` gives up a line that breaks the protocol, and then waits for the peer to end it.
      else if (attempt.socket && isClosing(attempt.socket)) tell({ type: 'socket-closing' })
    },
    close(event: EventLike) {
      const { code = 1005, reason = '', wasClean = false } = event as EventLike & Partial<CloseInfo>
      tell({ type: 'socket-close', close: { code, reason, wasClean }, event })
    },
  }

  /** Synchronous when there is nothing to ask. */
  function resolve(): void {
    const given = [host.url, settings.protocols]
    if (!given.some((each) => typeof each === 'function')) return resolved(given)
    const context = { attempt: number, lastClose, signal }
    const answers = given.map(async (each) => (typeof each === 'function' ? each(context) : each))
    void Promise.all(answers).then(resolved, (cause: unknown) => fail(failure('url-failed', cause)))
  }

  function resolved(answers: unknown[]): void {
    const [url, protocols] = answers as Answers
    try {
      assertProtocols(protocols)
      tell({ type: 'resolved', url: normalizeUrl(url, host.baseUrl()), protocols })
    } catch (error) {
      fail(error)
    }
  }

  function connect({ target }: MachineState): void {
    try {
      const socket = (attempt.socket = dial(target!, settings))
      tryTo(() => (socket.binaryType = settings.binaryType)) // some know one type and throw at any other
      listen(socket, listeners)
      // A transport may hand over a socket that is open already, whose event has passed.
      if (isOpen(socket)) listeners.open({ type: 'open' } as EventLike)
    } catch (error) {
      fail(error)
    }
  }

  function shakeHands(): void {
    const socket = attempt.socket!
    attempt.handshake = startHandshake<In, Out>(
      settings.handshake!,
      (message) => host.outbound.sendNow(socket, message),
      signal,
      (failed) => (failed ? fail(failure('handshake-failed', failed.cause)) : tell({ type: 'ready' })),
    )
  }

  const attempt: Attempt<In> = {
    socket: null,
    openEvent: null,
    handshake: null,
    enter(state) {
      const { phase, closeWith } = state
      if (phase === 'resolving') resolve()
      if (phase === 'connecting') connect(state)
      if (phase === 'readying') shakeHands()
      if (phase === 'closing') attempt.socket?.close(closeWith.code, closeWith.reason)
    },
    abandon(isLate) {
      abort.abort(failure('connect-failed'))
      if (attempt.socket) abandon(attempt.socket, listeners, isLate)
      attempt.socket = null
    },
  }
  return attempt
}
