// One gateway: reads the stream of the engine, and serves it to many sockets.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Engine } from '../engine'
import { CLOSE, DRAINING } from '../protocol'
import { createFeed } from './feed'
import { createCounters, metricsText } from './metrics'
import { createPresence } from './presence'
import { createSession } from './session'
import { createSockets } from './sockets'

export interface GatewaySettings {
  /** Its name, for clients and in leases. Different for each gateway. */
  readonly name: string
  readonly secret: string
  /** Entries that are kept in memory. */
  readonly windowSize: number
  /** The sockets are closed over this time when the gateway stops. */
  readonly drainMs: number
  /** A user of a killed gateway is shown for this time. The same for all gateways. */
  readonly leaseMs: number
  /** A client that is further behind is closed. */
  readonly maxBufferedBytes: number
  onError(error: unknown): void
}

export interface Gateway {
  /** Resolves with the port. `/health` answers from then on, and sockets are accepted when the gateway is ready. */
  listen(port: number, host: string): Promise<number>
  /** Resolves when the window was read for the first time. */
  readonly ready: Promise<void>
  /** Accepts no more sockets, closes its sockets slowly, and stops. */
  drain(): Promise<void>
}

export function createGateway(engine: Engine, settings: GatewaySettings): Gateway {
  const { name, secret, windowSize, drainMs, leaseMs, maxBufferedBytes, onError } = settings
  const counters = createCounters()
  let isDraining = false
  let onReady: () => void
  const ready = new Promise<void>((resolve) => (onReady = resolve))

  const presence = createPresence({
    engine,
    gateway: name,
    leaseMs,
    onChange: (channel, users) => feed.emit({ type: 'members', channel, users }),
    onError,
  })
  const feed = createFeed({
    engine,
    windowSize,
    // Leaves room for the live messages that follow.
    maxResumedBytes: maxBufferedBytes / 2,
    counters,
    onReady: () => onReady(),
    onPlaceLost: () => void sockets.closeAll(CLOSE.restart, 'stream changed', 0),
    onError,
  })
  const sockets = createSockets({
    maxBufferedBytes,
    counters,
    createSession: (subscriber, close) => createSession({ gateway: name, secret, feed, presence, subscriber, close }),
  })

  /** A gateway that cannot read the stream keeps its sockets, but others serve new ones better. */
  const isHealthy = (): boolean => feed.isReady && engine.isConnected() && !isDraining

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const { window, subscriptions } = feed
    if (request.url === '/health') {
      const body = { ok: isHealthy(), engine: engine.isConnected(), last: window.last, sockets: sockets.size }
      response.writeHead(body.ok ? 200 : 503, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    } else if (request.url === '/metrics') {
      const { first, last } = window
      const gauges = { sockets: sockets.size, subscriptions, windowFirst: first, windowLast: last, isEngineConnected: engine.isConnected() }
      response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(metricsText(counters, gauges))
    } else response.writeHead(404).end()
  }

  const server = createServer(answer)
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => {})
    // The proxy tries the next gateway. So clients do not notice that this one is not ready.
    if (!isHealthy()) return socket.end('HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\ncontent-length: 0\r\n\r\n')
    sockets.server.handleUpgrade(request, socket, head, (webSocket) => sockets.server.emit('connection', webSocket, request))
  })

  return {
    ready,
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, host, () => resolve((server.address() as AddressInfo).port))
      }),
    async drain() {
      isDraining = true
      await sockets.closeAll(CLOSE.restart, DRAINING, drainMs)
      feed.stop()
      sockets.stop()
      await presence.stop()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
