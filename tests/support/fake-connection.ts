import { createConnectionIn } from '../../src/core/connection/connection-facade'
import { LiveOptions } from '../../src/core/connection/live-options'
import type { Connection, ConnectionOptions } from '../../src/core/vocabulary/connection'
import type { ConnectionUrl } from '../../src/core/vocabulary/events'
import type { RawIncoming, WireData } from '../../src/core/vocabulary/wire'
import { createFakeHost, type FakeHost } from './fake-host'
import { createFakeNetwork, type Engine, type FakeNetwork, type FakeSocket } from './fake-socket'

export const URL_OF_TESTS = 'wss://host.test/path'

export interface FakeConnection<In, Out> {
  readonly connection: Connection<In, Out>
  readonly host: FakeHost
  readonly network: FakeNetwork
  readonly sockets: readonly FakeSocket[]
  /** The socket dialled last. */
  readonly socket: FakeSocket
  /** Calls of listeners, in order: `open`, `reopen`, `close 1006`, `error connect-failed`, `message hi`, `drop hi expired`. */
  readonly log: string[]
  /** Every phase that a `state` event reported. */
  readonly phases: string[]
  readonly phase: string
  advance(ms: number): void
  /** Connects and opens the first socket. */
  open(protocol?: string): FakeSocket
}

export interface FakeConnectionOptions<In, Out> extends ConnectionOptions<In, Out> {
  url?: ConnectionUrl
  engine?: Engine
  base?: string
}

/** A connection with a fake clock, fake sockets and a fake host. It logs the events that it emits. */
export function createFakeConnection<In = RawIncoming, Out = WireData>({
  url = URL_OF_TESTS,
  engine = 'browser',
  base,
  ...options
}: FakeConnectionOptions<In, Out> = {}): FakeConnection<In, Out> {
  const host = createFakeHost(base)
  const network = createFakeNetwork(engine)
  const connection = createConnectionIn<In, Out>(host, new LiveOptions({ url, options: { WebSocket: network.WebSocket, ...options } }, null, {}))
  const log: string[] = []
  const phases: string[] = []
  connection.on('open', (_event, { isReconnect }) => log.push(isReconnect ? 'reopen' : 'open'))
  connection.on('close', ({ code }) => log.push(`close ${code}`))
  connection.on('error', ({ code }) => log.push(`error ${code}`))
  connection.on('drop', ({ message, reason }) => log.push(`drop ${String(message)} ${reason}`))
  connection.on('state', ({ phase }) => phases.push(phase))
  connection.onMessage((message) => log.push(`message ${typeof message === 'string' ? message : JSON.stringify(message)}`))
  return {
    connection,
    host,
    network,
    sockets: network.sockets,
    get socket() {
      return network.latest
    },
    log,
    phases,
    get phase() {
      return connection.getSnapshot().phase
    },
    advance: (ms) => host.clock.advance(ms),
    open(protocol) {
      connection.connect()
      network.latest.open(protocol)
      return network.latest
    },
  }
}

/** Waits until settled promises have run their callbacks. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
