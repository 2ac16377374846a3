import { isPong, pingMessage, replyTo } from '../policy/heartbeat'
import type { MachineEvent, MachineState } from '../policy/machine-types'
import { tryTo } from '../policy/try-to'
import type { WebSocketLike, WireData } from '../vocabulary/wire'
import type { ConnectionHost } from './host'
import type { LiveOptions } from './live-options'
import type { Sender } from './sender'

/** A server that answers no ping must not make the list of them grow. */
const MAX_PINGS = 32

/** The connection, as its heartbeat uses it. */
interface HeartbeatHost {
  readonly host: Pick<ConnectionHost, 'clock'>
  readonly options: Pick<LiveOptions<never, never>, 'given' | 'get'>
  readonly state: MachineState
  readonly frames: number
  readonly attempt: { readonly socket: WebSocketLike | null } | null
  readonly sender: Pick<Sender<never>, 'sendRaw'>
  readonly store: { changed(): void }
  dispatch(event: MachineEvent): void
}

/** Sends the pings of one socket, and takes out the frames that belong to them. */
export class Heartbeat {
  /** From the last answered ping to its pong. */
  latencyMs: number | null = null
  /** When the last frame came (epoch ms). */
  frameAt = 0
  readonly #connection: HeartbeatHost
  /** When the pings without a pong were sent, the oldest first. */
  readonly #sentAt: number[] = []

  constructor(connection: HeartbeatHost) {
    this.#connection = connection
  }

  /** A ping that cannot be made or sent is reported and skipped; no deadline starts from it. */
  ping(): void {
    // `frames` before the ping, because its answer may arrive while it is sent.
    const { options, host, state, frames } = this.#connection
    const heartbeat = options.get('heartbeat')
    tryTo(() => {
      const message = heartbeat && pingMessage(heartbeat)
      if (!message) return
      this.#send(message)
      if (this.#sentAt.push(host.clock.now()) > MAX_PINGS) this.#sentAt.shift()
      this.#connection.dispatch({ type: 'ping-sent', generation: state.generation, frames })
    }, host.clock.reportError)
  }

  /**
   * Whether a message is a pong, or a ping of the server, which is then answered. Subscribers receive neither.
   *
   * @param message The frame as received, or the decoded message.
   */
  takes(message: unknown): boolean {
    const { options, host, store } = this.#connection
    const heartbeat = options.given('heartbeat')
    if (!heartbeat) return false
    this.frameAt = host.clock.now()
    if (isPong(heartbeat, message)) {
      const sentAt = this.#sentAt.shift()
      if (sentAt === undefined) return true
      this.latencyMs = this.frameAt - sentAt
      store.changed()
      return true
    }
    const answer = replyTo(heartbeat, message)
    if (answer !== undefined) tryTo(() => this.#send(answer), host.clock.reportError)
    return answer !== undefined
  }

  #send(data: WireData): void {
    const { attempt, sender } = this.#connection
    if (attempt?.socket) sender.sendRaw(attempt.socket, data)
  }
}
