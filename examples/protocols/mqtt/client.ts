// MQTT 3.1.1 over WebSocket. Topic filters, wildcards included, become channels. A publish with QoS 1 is a request.
import { generate, parser, type Packet } from 'mqtt-packet'
import { batch, defineOptions, type Codec } from 'websocket-store'
import { matches } from './topic-filter'

export interface MqttSettings {
  readonly clientId: string
  readonly username?: string
  readonly password?: string
  /** The broker publishes it when the connection breaks, not when we disconnect. */
  readonly will?: { readonly topic: string; readonly payload: string }
  /** @default 30 */
  readonly keepAliveSeconds?: number
  /** How often a PINGREQ is sent. @default two thirds of the keep-alive time */
  readonly pingMs?: number
}

/** A packet can start in one frame and end in another, and a frame can hold several: each socket needs a parser of its own. */
function mqttCodec(): Codec<Packet, Packet> {
  const packets: Packet[] = []
  const stream = parser().on('packet', (packet) => packets.push(packet))
  return {
    name: 'mqtt',
    encode: (packet) => generate(packet),
    decode(data) {
      stream.parse(Buffer.from(data as ArrayBuffer))
      return batch(packets.splice(0))
    },
  }
}

/** The options of one client. Create them once, outside of components. */
export function mqttOptions(settings: MqttSettings) {
  const { clientId, username, password, will, keepAliveSeconds = 30, pingMs = (keepAliveSeconds * 2000) / 3 } = settings
  const filters = new Set<string>()
  /** What waits for an acknowledgement, by packet identifier (§2.3.1): the filter of a SUBSCRIBE, the id of a request. */
  const pending = new Map<number, string>()
  let lastId = 0
  function identify(what: string): number {
    lastId = (lastId % 65_535) + 1
    pending.set(lastId, what)
    return lastId
  }
  const pendingOf = (packet: Packet, cmd: Packet['cmd']) => (packet.cmd === cmd ? pending.get(packet.messageId!) : undefined)

  return defineOptions({
    protocols: 'mqtt',
    codec: mqttCodec,
    async handshake({ send, receive }) {
      send({
        cmd: 'connect',
        // The broker keeps the session, and what arrives with QoS 1 while the socket is down.
        clean: false,
        clientId,
        keepalive: keepAliveSeconds,
        ...(username !== undefined && { username }),
        ...(password !== undefined && { password: Buffer.from(password) }),
        ...(will && { will: { ...will, qos: 1 } }),
      })
      const answer = await receive()
      const returnCode = answer.cmd === 'connack' ? answer.returnCode : undefined
      // §3.2.2.3: 0 is accepted. Only "server unavailable" (3) can change on its own.
      if (returnCode !== 0) throw Object.assign(new Error(`The broker refused the connection: ${returnCode}.`), { fatal: returnCode !== 3 })
    },
    heartbeat: {
      intervalMs: pingMs,
      message: () => generate({ cmd: 'pingreq' }),
      isPong: (packet) => (packet as Packet).cmd === 'pingresp',
    },
    // Without a DISCONNECT the broker publishes the will.
    farewell: (send) => send({ cmd: 'disconnect' }),
    // Acknowledges what the broker sends with QoS 1, once, however many components share the connection.
    setup: (connection) =>
      connection.onMessage((packet) => {
        if (packet.cmd === 'publish' && packet.qos === 1) connection.send({ cmd: 'puback', messageId: packet.messageId! }, { queue: false })
      }),
    channels: {
      subscribe(filter) {
        filters.add(filter)
        return { cmd: 'subscribe', messageId: identify(filter), subscriptions: [{ topic: filter, qos: 1 }] }
      },
      unsubscribe(filter) {
        filters.delete(filter)
        return { cmd: 'unsubscribe', messageId: identify(filter), unsubscriptions: [filter] }
      },
      // The broker does not say which filters matched.
      route: (packet) => (packet.cmd === 'publish' ? [...filters].filter((filter) => matches(filter, packet.topic)) : undefined),
      ackOf: (packet) => (isRefused(packet) ? undefined : pendingOf(packet, 'suback')),
      errorOf(packet) {
        const key = isRefused(packet) ? pendingOf(packet, 'suback') : undefined
        return key === undefined ? undefined : { key, error: new Error(`The broker refused ${key}.`) }
      },
    },
    requests: {
      tag: (packet, id) => ({ ...packet, messageId: identify(id) }) as Packet,
      idOf: (packet) => pendingOf(packet, 'puback'),
    },
  })
}

/** §3.9.3: 0x80 instead of a granted QoS. */
const isRefused = (packet: Packet): boolean => packet.cmd === 'suback' && packet.granted[0] === 0x80

/** With QoS 0 nothing is acknowledged: `connection.send(publish(…))`. With QoS 1: `await request(connection, publish(…, 1))`. */
export const publish = (topic: string, payload: string, qos: 0 | 1 = 0): Packet => ({ cmd: 'publish', topic, payload, qos, dup: false, retain: false })
