// MQTT 5 and 3.1.1 over WebSocket. Topic filters, wildcards included, become channels. A publish with QoS 1 is a request.
import { generate, parser, type Packet } from 'mqtt-packet'
import { batch, defineOptions, type Codec } from 'websocket-store'
import { matches } from './topic-filter'

export interface MqttSettings {
  readonly clientId: string
  /** 5, or 4 for MQTT 3.1.1, which some brokers do not go beyond. @default 5 */
  readonly version?: 4 | 5
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
function mqttCodec(protocolVersion: 4 | 5): Codec<Packet, Packet> {
  const packets: Packet[] = []
  const stream = parser({ protocolVersion }).on('packet', (packet) => packets.push(packet))
  return {
    name: 'mqtt',
    encode: (packet) => generate(packet, { protocolVersion }),
    decode(data) {
      stream.parse(Buffer.from(data as ArrayBuffer))
      return batch(packets.splice(0))
    },
  }
}

/** The options of one client. Create them once, outside of components. */
export function mqttOptions(settings: MqttSettings) {
  const { clientId, version = 5, username, password, will, keepAliveSeconds = 30, pingMs = (keepAliveSeconds * 2000) / 3 } = settings
  /** The identifier of each filter. The broker of a session that it kept still uses those of before. */
  const filters = new Map<string, number>()
  /** What waits for an acknowledgement, by packet identifier (§2.3.1): the filter of a SUBSCRIBE, the id of a request. */
  const pending = new Map<number, string>()
  let lastId = 0
  let lastFilter = 0
  function identify(what: string): number {
    lastId = (lastId % 65_535) + 1
    pending.set(lastId, what)
    return lastId
  }
  const pendingOf = (packet: Packet, cmd: Packet['cmd']) => (packet.cmd === cmd ? pending.get(packet.messageId!) : undefined)

  return defineOptions({
    protocols: 'mqtt',
    codec: () => mqttCodec(version),
    async handshake({ send, receive }) {
      send({
        cmd: 'connect',
        protocolVersion: version,
        // The broker keeps the session for an hour, and what arrives with QoS 1 while the socket is down.
        clean: false,
        ...(version === 5 && { properties: { sessionExpiryInterval: 3600 } }),
        clientId,
        keepalive: keepAliveSeconds,
        ...(username !== undefined && { username }),
        ...(password !== undefined && { password: Buffer.from(password) }),
        ...(will && { will: { ...will, qos: 1 } }),
      })
      const answer = await receive()
      const code = answer.cmd === 'connack' ? (answer.reasonCode ?? answer.returnCode ?? 0) : undefined
      // §3.2.2: 0 is accepted.
      if (code !== 0) throw Object.assign(new Error(`The broker refused the connection: ${code}.`), { fatal: !TEMPORARY.includes(code!) })
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
        const subscriptionIdentifier = filters.get(filter) ?? ++lastFilter
        filters.set(filter, subscriptionIdentifier)
        const properties = version === 5 && { properties: { subscriptionIdentifier } }
        return { cmd: 'subscribe', messageId: identify(filter), subscriptions: [{ topic: filter, qos: 1 }], ...properties }
      },
      unsubscribe(filter) {
        filters.delete(filter)
        return { cmd: 'unsubscribe', messageId: identify(filter), unsubscriptions: [filter] }
      },
      route(packet) {
        if (packet.cmd !== 'publish') return undefined
        const identifiers = packet.properties?.subscriptionIdentifier
        // A broker of version 5 may send a copy for each filter, and says which. One of 3.1.1 does not say it.
        const isFor = ([filter, id]: [string, number]) => (identifiers ? [identifiers].flat().includes(id) : matches(filter, packet.topic))
        return [...filters].filter(isFor).map(([filter]) => filter)
      },
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

/** Server unavailable (3 in MQTT 3.1.1), busy, quota exceeded, rate exceeded: these can change on their own. */
const TEMPORARY: readonly number[] = [3, 0x88, 0x89, 0x97, 0x9f]

/** §3.9.3: 0x80 or more instead of a granted QoS. */
const isRefused = (packet: Packet): boolean => packet.cmd === 'suback' && Number(packet.granted[0]) >= 0x80

/** With QoS 0 nothing is acknowledged: `connection.send(publish(…))`. With QoS 1: `await request(connection, publish(…, 1))`. */
export const publish = (topic: string, payload: string, qos: 0 | 1 = 0): Packet => ({ cmd: 'publish', topic, payload, qos, dup: false, retain: false })
