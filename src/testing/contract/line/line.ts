import { type Flow, startFlow } from './flow'
import { createHead, withHost } from './head'
import { nodeNet, type TcpServer, type TcpSocket } from './node'

const HOST = '127.0.0.1'
const SOCKET_OPTIONS = { allowHalfOpen: true, noDelay: true } as const

/** One TCP connection of the client and the one to the server that belongs to it. */
export interface Pair {
  /** The response to the upgrade; '' until it is complete. */
  readonly response: string
  readonly toServer: Flow
  readonly toClient: Flow
  /** Both ends are there, and bytes pass. */
  readonly isAlive: boolean
  /** Closes the client's side with a FIN, as a process that ends does. The server's side stays as the server leaves it. */
  leave(): void
  /** Resets both sides. */
  reset(): void
  /** Drops all bytes of both directions from now on. */
  stall(): void
}

/** A TCP proxy in front of the server, which can break as networks do. */
export interface Line {
  /** The address that leads through this line to the server of `url`. */
  through(url: string): string
  readonly pairs: readonly Pair[]
  /** Dials that arrived, also those without an answer. */
  readonly dials: number
  /** Why the server could not be reached, the last time that it could not. */
  readonly problem: string | undefined
  /** Refuses dials. */
  refuse(): void
  /** Accepts TCP connections and passes nothing. */
  hang(): void
  /** Passes later dials to the server again. */
  restore(): Promise<void>
  /** Resets all connections. */
  cut(): void
  stop(): void
}

interface Target {
  readonly host: string
  readonly port: number
  readonly isSecure: boolean
  /** As the `Host` field names it. */
  readonly authority: string
}

const targetOf = ({ protocol, hostname, port, host }: URL): Target => {
  const isSecure = protocol === 'wss:' || protocol === 'https:'
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || (isSecure ? 443 : 80), isSecure, authority: host }
}

export async function openLine(): Promise<Line> {
  const { net, tls } = nodeNet()
  const pairs: Pair[] = []
  const sockets = new Set<TcpSocket>()
  let target: Target | undefined
  let server: TcpServer | undefined
  let port = 0
  let dials = 0
  let hangs = false
  let problem: string | undefined

  const keep = (socket: TcpSocket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    // An end that is broken is closed too; nobody else listens.
    socket.on('error', () => {})
  }

  function dialServer({ host, port: number, isSecure }: Target): TcpSocket {
    const options = { host, port: number, ...SOCKET_OPTIONS }
    if (!isSecure) return net.connect(options)
    // A certificate names a host, not an address. HTTP/2 has no upgrade.
    return tls.connect({ ...options, ...(net.isIP(host) === 0 && { servername: host }), ALPNProtocols: ['http/1.1'] })
  }

  function accept(near: TcpSocket): void {
    dials++
    keep(near)
    // Without a reader, the end of the client would not be seen.
    if (hangs || !target) return void near.on('data', () => {})
    const { isSecure, authority } = target
    const far = dialServer(target)
    keep(far)
    const pair = createPair(near, far, isSecure, authority)
    pairs.push(pair)
    far.on('error', (error) => {
      // Several addresses of one host fail together, in an error without a text.
      if (pair.toClient.bytes === 0) problem = error.message || (error as { code?: string }).code
    })
  }

  const listen = () =>
    new Promise<void>((resolve, reject) => {
      const next = net.createServer(SOCKET_OPTIONS, accept)
      next.once('error', reject)
      next.listen(port, HOST, resolve)
      server = next
    })
  const refuse = () => {
    server?.close()
    server = undefined
  }
  await listen()
  port = server!.address().port

  return {
    through(url) {
      const address = new URL(url)
      target = targetOf(address)
      address.protocol = 'ws:'
      address.host = `${HOST}:${port}`
      return address.href
    },
    pairs,
    get dials() {
      return dials
    },
    get problem() {
      return problem
    },
    refuse,
    hang: () => void (hangs = true),
    async restore() {
      hangs = false
      if (!server) await listen()
    },
    cut: () => pairs.forEach((pair) => pair.reset()),
    stop() {
      refuse()
      for (const socket of sockets) socket.destroy()
    },
  }
}

function createPair(near: TcpSocket, far: TcpSocket, isSecure: boolean, authority: string): Pair {
  const request = createHead((head) => withHost(head, authority))
  const response = createHead()
  const toServer = startFlow(near, far, request.read)
  const toClient = startFlow(far, near, response.read)
  let isStalled = false
  return {
    get response() {
      return response.text
    },
    toServer,
    toClient,
    get isAlive() {
      return !isStalled && !near.destroyed && !far.destroyed && !toServer.hasEnded && !toClient.hasEnded
    },
    leave() {
      toServer.stall()
      near.destroy()
      far.end()
    },
    reset() {
      near.resetAndDestroy()
      // A TLS socket cannot be reset.
      if (isSecure) far.destroy()
      else far.resetAndDestroy()
    },
    stall() {
      isStalled = true
      toServer.stall()
      toClient.stall()
    },
  }
}
