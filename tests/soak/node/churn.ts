// Runs with --expose-gc and the number of seconds to churn. Prints one line about what each round left behind, and stores nothing.
import { createServer, type AddressInfo } from 'node:net'
import { getDefaultRegistry, type ConnectionOptions, type RawIncoming, type WireData } from 'websocket-store'
import { WebSocket } from 'ws'
import { startServerProcess } from '../support/server-process'
import { KINDS, type Place } from './kinds'
import { surviveOutage } from './outage'
import { heapUsed, settle, type Remains } from './remains'

export interface Round extends Remains {
  readonly atSeconds: number
  readonly heapUsed: number
  readonly made: number
  readonly dialled: number
}

const IN_PARALLEL = 3
const OUTAGE_EVERY = 5

/** A url on which no server listens. */
async function getDeadUrl(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise<unknown>((resolve) => server.close(resolve))
  return `ws://127.0.0.1:${port}`
}

let connections: WeakRef<object>[] = []
let lifecycleListeners = 0
let dialled = 0

class CountedSocket extends WebSocket {
  constructor(...args: ConstructorParameters<typeof WebSocket>) {
    super(...args)
    dialled++
  }
}

const options: ConnectionOptions<RawIncoming, WireData> = {
  WebSocket: CountedSocket,
  reconnect: { minDelayMs: 10, maxDelayMs: 50 },
  lingerMs: 20,
  closeTimeoutMs: 500,
  lifecycle: {
    source() {
      lifecycleListeners++
      return () => void lifecycleListeners--
    },
  },
}

const server = await startServerProcess()
const deadUrl = await getDeadUrl()
const place: Place = {
  url: server.url,
  deadUrl,
  registry: getDefaultRegistry(),
  options,
  watch(connection) {
    connections.push(new WeakRef(connection))
    return connection
  },
}

async function runRound(hasOutage: boolean): Promise<void> {
  connections = []
  dialled = 0
  const lanes = Array.from({ length: IN_PARALLEL }, (_, lane) => ({ ...place, url: `${server.url}/${lane}` }))
  await Promise.all(lanes.flatMap((lane) => Object.values(KINDS).map((kind) => kind(lane))))
  if (hasOutage) await surviveOutage(server, place)
  await server.terminateSilenced()
}

const startedAt = performance.now()
const endAt = startedAt + Number(process.argv[2]) * 1000
for (let number = 0; performance.now() < endAt; number++) {
  await runRound(number % OUTAGE_EVERY === 1)
  const remains = await settle(server, () => ({ connections, lifecycleListeners }))
  const atSeconds = Math.round((performance.now() - startedAt) / 100) / 10
  const line: Round = { ...remains, made: connections.length, dialled, atSeconds, heapUsed: await heapUsed() }
  console.log(JSON.stringify(line))
}
await server.kill()
process.exit()
