// The real broker of the npm package `aedes`, which speaks MQTT 3.1 and 3.1.1 and refuses version 5. What it sends is
// cut into short frames, since a packet can be split over frames and a frame can hold several packets.
import { Duplex } from 'node:stream'
import { Aedes, type AuthenticateError } from 'aedes'
import { parser, type Packet } from 'mqtt-packet'
import type { WebSocket } from 'ws'
import { startWsServer, type WsServer } from '../support/ws-server'

export interface MqttServer extends WsServer {
  /** What each socket sent, in order. */
  readonly packets: readonly Packet[][]
  /** What was published: by clients, and as the last will of clients. */
  readonly published: readonly { readonly topic: string; readonly payload: string }[]
  publish(topic: string, payload: string, qos: 0 | 1): Promise<void>
}

export interface MqttServerSettings {
  /** @default everybody may connect */
  readonly password?: string
  /** Length of the frames that it sends. @default 7 */
  readonly frameBytes?: number
}

export async function startServer({ password, frameBytes = 7 }: MqttServerSettings = {}): Promise<MqttServer> {
  const packets: Packet[][] = []
  const published: { topic: string; payload: string }[] = []
  const broker = await Aedes.createBroker({
    authenticate(_client, _username, given, done) {
      const isAllowed = password === undefined || given?.toString() === password
      done(isAllowed ? null : (Object.assign(new Error('bad password'), { returnCode: 4 }) as AuthenticateError), isAllowed)
    },
    authorizeSubscribe: (_client, subscription, done) => done(null, subscription.topic.startsWith('secret/') ? null : subscription),
  })
  broker.on('publish', ({ topic, payload }) => void (topic.startsWith('$SYS/') || published.push({ topic, payload: payload.toString() })))

  const server = await startWsServer({
    protocols: ['mqtt'],
    onConnection(socket, request) {
      const received: Packet[] = []
      const stream = parser().on('packet', (packet) => received.push(packet))
      packets.push(received)
      socket.on('message', (data: Buffer) => stream.parse(data))
      broker.handle(streamOf(socket, frameBytes), request)
    },
  })
  return {
    ...server,
    packets,
    published,
    publish: (topic, payload, qos) =>
      new Promise((resolve, reject) =>
        broker.publish({ cmd: 'publish', topic, payload, qos, dup: false, retain: false }, (error) => (error ? reject(error) : resolve())),
      ),
    async close() {
      await server.close()
      await new Promise<void>((resolve) => broker.close(resolve))
    },
  }
}

/** The socket as the stream that the broker reads and writes. */
function streamOf(socket: WebSocket, frameBytes: number): Duplex {
  let waiting = Buffer.alloc(0)
  function flush(): void {
    for (let at = 0; at < waiting.length; at += frameBytes) socket.send(waiting.subarray(at, at + frameBytes))
    waiting = Buffer.alloc(0)
  }
  const stream = new Duplex({
    read() {},
    write(chunk: Buffer, _encoding, done) {
      // Packets of the same turn are joined, so that they share frames.
      if (waiting.length === 0) setImmediate(flush)
      waiting = Buffer.concat([waiting, chunk])
      done()
    },
    final(done) {
      flush()
      socket.close()
      done()
    },
    destroy(error, done) {
      flush()
      socket.close()
      done(error)
    },
  })
  socket.on('message', (data: Buffer) => stream.push(data))
  socket.on('close', () => stream.destroy())
  return stream
}
