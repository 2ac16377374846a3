import { dial, listen, abandon } from '../platform/web-socket'
import { ABNORMAL_CLOSE } from '../policy/close-code'
import type { MachineEvent, MachineState, Target } from '../policy/machine-types'
import { assertProtocols } from '../policy/protocols'
import { tryTo } from '../policy/try-to'
import { normalizeUrl } from '../policy/url'
import { type ConnectionError, failure, mistake } from '../vocabulary/errors'
import type { ConnectionUrl } from '../vocabulary/events'
import type { ConnectionOptions } from '../vocabulary/connection'
import { isEnding, isOpen } from '../vocabulary/ready-state'
import type { CloseInfo, Codec, EventLike, MessageEventLike, WebSocketLike } from '../vocabulary/wire'
import { Dialogue } from './dialogue'
import type { ConnectionHost } from './host'
import type { LiveOptions } from './live-options'
import type { Sender } from './sender'

/** The connection, as its attempts see it. */
export interface AttemptedConnection<In, Out> {
  readonly options: LiveOptions<In, Out>
  readonly host: Pick<ConnectionHost, 'baseUrl' | 'clock'>
  dispatch(event: MachineEvent): void
  receive(event: MessageEventLike): void
  readonly sender: Pick<Sender<Out>, 'sendNow'>
}

/** Everything that lives and dies with one generation: the url lookup, the socket, its handshake. */
export interface Attempt<In> {
  socket: WebSocketLike | null
  openEvent: EventLike | null
  /** The codec of this socket, made when it is first needed, where the option is a function. */
  codec: Codec<In, never> | null
  /** Of the last function that talks to the server: `handshake`, its renewal or `farewell`. Messages go there first. */
  dialogue: Dialogue<In> | null
  /** The last renewal. */
  renewal: Promise<void> | null
  /** Starts the work of the phase that was just entered. */
  enter(state: MachineState): void
  /**
   * @param isLate A deadline is over: the peer does not answer any more.
   * @param closing The code and reason of `disconnect()`.
   */
  abandon(isLate: boolean, closing: Partial<MachineState['closeWith']>): void
  /** Runs the `handshake` option again. */
  renew(): void
  /** Runs the `farewell` option where the socket can still send, and returns its result. */
  farewell(): Promise<void> | undefined
}

/** The options of one dial. */
interface DialOptions<In, Out> {
  readonly url: ConnectionUrl
  readonly protocols: ConnectionOptions<In, Out>['protocols']
  readonly WebSocket: ConnectionOptions<In, Out>['WebSocket']
  readonly transport: ConnectionOptions<In, Out>['transport']
  readonly binaryType: 'arraybuffer' | 'blob'
  readonly handshake: ConnectionOptions<In, Out>['handshake']
}

type Answers = [url: string | URL, protocols: string | string[] | undefined]
type Unstamped<E> = E extends { readonly generation: number } ? Omit<E, 'generation'> : never

class OneAttempt<In, Out> implements Attempt<In> {
  socket: WebSocketLike | null = null
  openEvent: EventLike | null = null
  codec: Codec<In, never> | null = null
  dialogue: Dialogue<In> | null = null
  renewal: Promise<void> | null = null
  readonly #connection: AttemptedConnection<In, Out>
  readonly #generation: number
  #controller: AbortController | null = null
  /** Read together: options of different components are never mixed in one dial. Null once the socket is open. */
  #dial: DialOptions<In, Out> | null

  constructor(connection: AttemptedConnection<In, Out>, generation: number) {
    const { options } = connection
    this.#dial = {
      url: options.given('url')!,
      protocols: options.given('protocols'),
      WebSocket: options.given('WebSocket'),
      transport: options.given('transport'),
      binaryType: options.get('binaryType'),
      handshake: options.given('handshake'),
    }
    this.#connection = connection
    this.#generation = generation
  }

  enter(state: MachineState): void {
    const { phase, target, closeWith } = state
    if (phase === 'resolving') this.#resolve(state)
    if (phase === 'connecting') this.#connect(target!)
    if (phase === 'readying') void this.#shakeHands(this.#dial!.handshake!, false)
    if (phase === 'open') this.#dial = null
    if (phase === 'closing') this.#close(closeWith)
  }

  renew(): void {
    const handshake = this.#connection.options.given('handshake')
    if (!handshake) return this.#dispatch({ type: 'ready' })
    this.renewal = this.#shakeHands(handshake, true)
    // The connection reports it, too.
    this.renewal.catch(() => {})
  }

  farewell(): Promise<void> | undefined {
    const { options, host } = this.#connection
    const { reportError } = host.clock
    const farewell = this.socket && isOpen(this.socket) && options.given('farewell')
    if (!farewell) return undefined
    const io = this.#startDialogue(true)
    let result: unknown
    tryTo(() => (result = farewell(io.send, io)), reportError)
    if (!result) return undefined
    // The end of the socket rejects what it waits for.
    return Promise.resolve(result as Promise<void>).catch((error: unknown) => {
      if (!io.signal.aborted) reportError(error)
    })
  }

  abandon(isLate: boolean, closing: Partial<MachineState['closeWith']>): void {
    this.#controller?.abort(failure(this.openEvent ? 'socket-lost' : 'connect-failed'))
    if (this.socket) abandon(this.socket, this.#listeners, isLate, closing)
    this.socket = null
  }

  readonly #listeners = {
    open: (event = { type: 'open' } as EventLike) => {
      const { socket } = this
      if (this.openEvent || !socket) return
      this.openEvent = event
      const { protocol = '', extensions } = socket
      const hasHandshake = this.#dial?.handshake !== undefined
      // WebSocket-Node has a list there.
      this.#dispatch({ type: 'socket-open', protocol, extensions: typeof extensions === 'string' ? extensions : '', hasHandshake })
    },
    message: (event: MessageEventLike) => {
      if (this.socket) this.#connection.receive(event)
    },
    error: (event: EventLike) => {
      // Some engines fire nothing else for a failed handshake; after it, only `close` decides.
      if (!this.openEvent) this.#dispatch({ type: 'socket-close', close: ABNORMAL_CLOSE, event })
      // `ws` gives up a line that breaks the protocol, and then waits for the peer to end it.
      else if (this.socket && isEnding(this.socket)) this.#dispatch({ type: 'socket-closing' })
    },
    close: (event = { type: 'close' } as EventLike) => {
      const { code = 1005, reason = '', wasClean = false } = event as EventLike & Partial<CloseInfo>
      this.#dispatch({ type: 'socket-close', close: Object.freeze({ code, reason, wasClean }), event })
    },
  }

  #dispatch(event: Unstamped<MachineEvent>): void {
    this.#connection.dispatch({ ...event, generation: this.#generation })
  }

  #fail(error: unknown): void {
    this.#dispatch({ type: 'failed', error: error as ConnectionError })
  }

  /** Created only when a function receives it. */
  #signal(): AbortSignal {
    this.#controller ??= new AbortController()
    return this.#controller.signal
  }

  /** Synchronous when neither is a function. */
  #resolve({ attempt, lastClose }: MachineState): void {
    const given = [this.#dial!.url, this.#dial!.protocols]
    if (!given.some((each) => typeof each === 'function')) return this.#resolved(given)
    const context = { attempt, lastClose, signal: this.#signal() }
    const answers = given.map(async (each) => (typeof each === 'function' ? each(context) : each))
    void Promise.all(answers).then(
      (all) => this.#resolved(all),
      (cause: unknown) => this.#fail(failure('url-failed', cause)),
    )
  }

  #resolved(answers: unknown[]): void {
    const [url, protocols] = answers as Answers
    try {
      assertProtocols(protocols)
      this.#dispatch({ type: 'resolved', url: normalizeUrl(url, this.#connection.host.baseUrl()), protocols })
    } catch (error) {
      this.#fail(error)
    }
  }

  #connect(target: Target): void {
    try {
      const socket = (this.socket = dial(target, this.#dial!, this.#connection))
      tryTo(() => (socket.binaryType = this.#dial!.binaryType)) // some know one type and throw at any other
      listen(socket, this.#listeners)
      // A transport may hand over a socket that is open already, whose event has passed.
      if (isOpen(socket)) this.#listeners.open()
    } catch (error) {
      this.#fail(error)
    }
  }

  /** @param isOpen Messages that the function does not receive go to the subscribers at once. */
  #startDialogue(isOpen: boolean) {
    const signal = this.#signal()
    const socket = this.socket!
    const overflow = () => this.#fail(failure('handshake-failed', mistake('handshake-overflow')))
    const { receive } = (this.dialogue = new Dialogue<In>(signal, isOpen ? null : overflow))
    const send = (message: Out) => this.#connection.sender.sendNow(socket, message)
    return { send, receive, signal, isRenewal: isOpen }
  }

  /** Starts after its caller returns. */
  #shakeHands(handshake: NonNullable<ConnectionOptions<In, Out>['handshake']>, isRenewal: boolean): Promise<void> {
    const io = this.#startDialogue(isRenewal)
    const { dialogue } = this
    return Promise.resolve(io)
      .then(handshake)
      .then(
        (result) => {
          dialogue!.end()
          this.#dispatch({ type: 'ready', renewAfterMs: result?.renewAfterMs })
        },
        (cause: unknown) => {
          const error = failure('handshake-failed', cause)
          this.#fail(error)
          if (isRenewal) throw error
        },
      )
  }

  #close({ code, reason }: MachineState['closeWith']): void {
    const close = () => this.socket?.close(code, reason)
    this.dialogue = null // nothing else is received from now on
    const farewell = this.farewell()
    if (farewell) void farewell.then(() => tryTo(close, this.#connection.host.clock.reportError))
    else close()
  }
}

export const createAttempt = <In, Out>(connection: AttemptedConnection<In, Out>, generation: number): Attempt<In> =>
  new OneAttempt(connection, generation)
