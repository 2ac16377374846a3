import { createLocalPorts, createPagePort, createPortHub, portName, type PortHub } from './ports'
import { createPortEnd, type Port } from '../protocol/port-end'
import type { ElectionSettings, Proof } from './election-types'
import { createElection, type Election, type ElectionPlatform, type Leadership } from './runner'

/** What a leader does: the same part that runs in a worker. */
export interface Service {
  /** A page is connected, or the leader's own page. */
  connect(port: Port): void
  /** Closes all sockets at once. */
  stop(): void
  /**
   * Sends a ping on an open socket. Calls `done('frame')` when an inbound frame followed, and `done('idle')` if no socket is open or none
   * has a heartbeat. Does not call it while the server is silent.
   */
  probe(done: (of: Proof) => void): void
  /** When the last frame came from a server (epoch ms), 0 before the first. */
  lastFrameAt(): number
}

/** A leader that closed the port of a page, but still leads, is called again after this time, in ms. */
const RECONNECT_MS = 1000

export interface LeaderLineOptions {
  /** Names the election. All pages of an origin that use the same name share one leader. */
  readonly name: string
  /** Unique for each page. */
  readonly id: string
  readonly platform: ElectionPlatform
  /** Starts a leader in this page. */
  serve(): Service
  /** Whether a message from the leader carries a frame of the server. Only these show that the leader works. */
  isFrame(message: unknown): boolean
  /** What the page receives when its leader is lost, and again when it has another: the new one knows nothing of this page. */
  readonly lostMessage: unknown
  /** The browser refuses locks to this page, so it serves itself from now on. */
  onUnavailable(): void
  readonly settings?: Partial<ElectionSettings>
}

export interface LeaderLine {
  /** One port for the life of the page, independent of who leads. It takes part in the election from `start()` to `close()`. */
  readonly port: Port
  readonly election: Election
}

/** The port of a page that serves nobody but itself. */
export function connectAlone(service: Service): Port {
  const [own, served] = createLocalPorts()
  service.connect(served)
  served.addEventListener('close', () => service.stop())
  return own
}

/** Elects a leader among the pages of an origin. For the page, a new leader is a worker that does not know it yet. */
export function createLeaderLine({ name, id, platform, serve, isFrame, lostMessage, onUnavailable, settings = {} }: LeaderLineOptions): LeaderLine {
  let service: Service | null = null
  let hub: PortHub | null = null
  let current: Port | null = null
  let known: Leadership | null = null
  let frameAt = 0

  const end = createPortEnd(
    // Without a leader it is lost, as on a lost socket. The page sends what it wants again after `lostMessage`.
    (message) => current?.postMessage(message),
    () => {
      election.stop()
      disconnect()
    },
    () => election.start(),
  )

  const election = createElection({
    name,
    id,
    platform,
    settings,
    host: {
      lead(epoch) {
        const started = serve()
        service = started
        hub = createPortHub(platform, (page) => portName(name, epoch, id, page), (port) => started.connect(port))
      },
      resign() {
        hub?.close()
        service?.stop()
        hub = null
        service = null
      },
      onLeader(leadership) {
        known = leadership
        disconnect()
        if (leadership) connect(leadership)
      },
      accept: (page) => hub?.accept(page),
      probe: (done) => service?.probe(done),
      frameAt: () => service?.lastFrameAt() ?? frameAt,
      onUnavailable() {
        onUnavailable()
        use(connectAlone(serve()))
      },
    },
  })

  function connect(leadership: Leadership): void {
    frameAt = 0
    use(leadership.leader === id ? connectOwn() : dial(leadership), () => {
      // Most often the leader ended, and another follows within milliseconds.
      platform.setTimer(() => current === null && known === leadership && connect(leadership), RECONNECT_MS)
    })
  }

  function use(port: Port, onClosed = () => {}): void {
    current = port
    port.addEventListener('message', ({ data }) => {
      if (isFrame(data)) frameAt = platform.now()
      if (current === port) end.receive(data)
    })
    port.addEventListener('close', () => {
      if (current !== port) return
      disconnect()
      onClosed()
    })
    port.start()
    end.receive(lostMessage)
  }

  function disconnect(): void {
    const port = current
    current = null
    port?.close()
    if (port) end.receive(lostMessage)
  }

  function dial({ epoch, leader }: Leadership): Port {
    return createPagePort(platform, portName(name, epoch, leader, id), () => election.dial(leader, epoch))
  }

  function connectOwn(): Port {
    const [own, served] = createLocalPorts()
    service?.connect(served)
    return own
  }

  return { port: end.port, election }
}
