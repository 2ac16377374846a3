import { createConnection, type Connection, type ConnectionOptions, type ConnectionRegistry, type RawIncoming, type WireData } from 'websocket-store'
import { untilPhase, waitFor } from '../../support/wait-for'

export type AnyConnection = Connection<RawIncoming, WireData>
type Options = ConnectionOptions<RawIncoming, WireData>

/** What one use of a connection needs. */
export interface Place {
  readonly url: string
  readonly deadUrl: string
  readonly registry: ConnectionRegistry
  readonly options: Options
  /** Is called with each new connection. */
  watch(connection: AnyConnection): AnyConnection
}

const FLOOD = 500

/** Waits until the connection is open, requests a flood, and waits for `count` messages. */
async function receiveFlood(connection: AnyConnection, count = FLOOD): Promise<void> {
  let received = 0
  const stop = connection.onMessage(() => void received++)
  await untilPhase(connection, 'open')
  connection.send(`flood ${count}`)
  await waitFor(() => received >= count)
  stop()
}

const createPrivate = ({ url, options, watch }: Place, more: Options = {}): AnyConnection =>
  watch(createConnection(url, { ...options, ...more }))

const getShared = ({ url, options, registry, watch }: Place, room: string): AnyConnection =>
  watch(registry.connection(`${url}/?room=${room}`, options))

/** The ways to use connections. Each creates its connections and ends them. */
export const KINDS: Readonly<Record<string, (place: Place) => Promise<void>>> = {
  async 'flooded, then disposed'(place) {
    const connection = createPrivate(place)
    connection.connect()
    await receiveFlood(connection)
    connection.dispose()
  },
  async 'shared by three holders, closed twice by the server'(place) {
    const connection = getShared(place, 'dropped')
    const releases = [1, 2, 3].map(() => connection.retain())
    const stop = connection.subscribe(() => connection.getSnapshot())
    for (const command of ['terminate', 'close 1012']) {
      await receiveFlood(connection)
      const { socket } = connection
      connection.send(command)
      await waitFor(() => connection.socket !== socket && connection.getSnapshot().phase === 'open')
    }
    stop()
    for (const release of releases) release()
  },
  async 'remounted many times'(place) {
    const connection = getShared(place, 'remounted')
    for (let i = 0; i < 50; i++) connection.retain()()
    const release = connection.retain()
    await receiveFlood(connection)
    release()
  },
  async 'one room after another'(place) {
    for (let room = 0; room < 5; room++) {
      const connection = getShared(place, String(room))
      const release = connection.retain()
      await untilPhase(connection, 'open')
      release()
    }
  },
  async 'disposed or disconnected while connecting'(place) {
    for (const end of ['dispose', 'disconnect'] as const) {
      const connection = createPrivate(place)
      connection.connect()
      connection[end]()
    }
  },
  async 'replaced several times'(place) {
    const connection = createPrivate(place)
    for (let i = 0; i < 5; i++) {
      connection.reconnect()
      if (i % 2) await untilPhase(connection, 'open')
    }
    await receiveFlood(connection)
    connection.disconnect(4000, 'enough')
    await untilPhase(connection, 'closed')
  },
  async 'silent, then replaced by the heartbeat'(place) {
    const connection = createPrivate(place, { heartbeat: { intervalMs: 50, timeoutMs: 100, isPong: (message) => message === 'ping' } })
    connection.connect()
    await untilPhase(connection, 'open')
    const { socket } = connection
    connection.send('silence')
    await waitFor(() => connection.socket !== socket && connection.getSnapshot().phase === 'open')
    connection.disconnect()
  },
  async 'with a handshake, and with one that never ends'(place) {
    const connection = createPrivate(place, {
      async handshake({ send, receive }) {
        send('hello')
        await receive()
      },
    })
    connection.connect()
    await receiveFlood(connection)
    connection.dispose()
    const stuck = createPrivate(place, { handshake: ({ receive }) => receive().then(() => undefined), handshakeTimeoutMs: 50 })
    stuck.connect()
    await waitFor(() => stuck.getSnapshot().error)
    stuck.dispose()
  },
  async 'refused, then disposed'(place) {
    const connection = createPrivate({ ...place, url: place.deadUrl })
    connection.connect()
    connection.send('never delivered')
    await waitFor(() => connection.getSnapshot().attempt > 3)
    connection.dispose()
  },
  async 'used before it is open, then released with a linger'(place) {
    const connection = getShared(place, 'queued')
    for (let i = 0; i < 100; i++) connection.send(String(i))
    let echoes = 0
    const stop = connection.onMessage(() => void echoes++)
    const release = connection.retain()
    await waitFor(() => echoes >= 100)
    stop()
    release()
  },
}
