import { generate } from 'mqtt-packet'
import { describe, expect, it } from 'vitest'
import { channel, createConnection, request } from 'websocket-store'
import { mqttOptions, publish, type MqttSettings } from '../../examples/protocols/mqtt/client'
import { startServer, type MqttServer, type MqttServerSettings } from '../../examples/protocols/mqtt/server'
import { matches } from '../../examples/protocols/mqtt/topic-filter'
import { untilPhase, waitFor } from '../support/wait-for'
import { ending, quick } from './support/quick'
import { shows } from './support/shows'

let clients = 0

function connect(server: MqttServer, settings: Partial<MqttSettings> = {}) {
  const connection = ending(createConnection(server.url, quick(mqttOptions({ clientId: `client-${++clients}`, version: 4, ...settings }))))
  const release = connection.retain()
  const open = (filter: string) => {
    const topic = channel(connection, filter)
    const received: string[] = []
    const leave = topic.onMessage((packet) => void (packet.cmd === 'publish' && received.push(`${packet.topic}=${String(packet.payload)}`)))
    return { topic, received, leave, isSubscribed: () => topic.getSnapshot().status === 'subscribed' }
  }
  return { connection, release, open }
}

async function start(settings: Partial<MqttSettings> = {}, serverSettings: MqttServerSettings = {}) {
  const server = ending(await startServer(serverSettings))
  return { server, ...connect(server, settings) }
}

const commandsOf = (server: MqttServer, socket: number) => (server.packets[socket] ?? []).map(({ cmd }) => cmd)

describe('MQTT', () => {
  it('connects with its credentials in the subprotocol, and stops for good when the broker refuses them', shows('connect', 'authenticate'), async () => {
    const { server, connection } = await start({ username: 'me', password: 'right' }, { password: 'right' })
    await untilPhase(connection, 'open')
    expect(connection.getSnapshot().protocol).toBe('mqtt')
    expect(server.packets[0]).toMatchObject([{ cmd: 'connect', protocolVersion: 4, clean: false, username: 'me', keepalive: 30 }])
    const refused = connect(server, { username: 'me', password: 'wrong' })
    await untilPhase(refused.connection, 'closed')
    expect(refused.connection.getSnapshot().error).toMatchObject({ code: 'handshake-failed' })
  })

  it.each([1, 3, 1000])('subscribes once for two holders and receives each message once, in frames of %i bytes', shows('subscribe'), async (frameBytes) => {
    const { server, open } = await start({}, { frameBytes })
    const [a, b] = [open('room/1'), open('room/1')]
    await waitFor(a.isSubscribed)
    await Promise.all([server.publish('room/1', 'x'.repeat(300), 0), server.publish('room/2', 'no', 0), server.publish('room/1', 'y', 0)])
    await waitFor(() => a.received.length === 2)
    expect(a.received).toEqual([`room/1=${'x'.repeat(300)}`, 'room/1=y'])
    expect(b.received).toEqual(a.received)
    expect(commandsOf(server, 0)).toEqual(['connect', 'subscribe'])
  })

  it('passes a message to all filters that match it', shows('special'), async () => {
    const { server, open } = await start()
    const [all, temperatures, kitchen] = [open('house/#'), open('house/+/temperature'), open('house/kitchen/humidity')]
    await waitFor(() => all.isSubscribed() && temperatures.isSubscribed() && kitchen.isSubscribed())
    await server.publish('house/kitchen/temperature', '21', 0)
    await server.publish('house/hall', 'dark', 0)
    await waitFor(() => all.received.length === 2)
    expect(all.received).toEqual(['house/kitchen/temperature=21', 'house/hall=dark'])
    expect(temperatures.received).toEqual(['house/kitchen/temperature=21'])
    expect(kitchen.received).toEqual([])
  })

  it('shows a filter that the broker refuses as an error and keeps the others', shows('subscribe'), async () => {
    const { open } = await start()
    const [secret, room] = [open('secret/1'), open('room/1')]
    const statuses: string[] = []
    secret.topic.subscribe(() => void statuses.push(secret.topic.getSnapshot().status))
    await waitFor(() => room.isSubscribed() && secret.topic.getSnapshot().status === 'error')
    expect(secret.topic.getSnapshot().error).toEqual(new Error('The broker refused secret/1.'))
    expect(statuses).not.toContain('subscribed')
  })

  it('does not join half a packet of a broken socket with the next one', shows('cut and resume', 'special'), async () => {
    const { server, connection, open } = await start()
    const room = open('room/1')
    await waitFor(room.isSubscribed)
    const packet = generate(publish('room/1', 'before'))
    server.broadcast(Buffer.concat([packet, packet.subarray(0, 5)]))
    await waitFor(() => room.received.length === 1)
    server.cut()
    await waitFor(() => server.packets.length === 2 && connection.getSnapshot().phase === 'open' && room.isSubscribed())
    await server.publish('room/1', 'after', 0)
    await waitFor(() => room.received.length === 2)
    expect(room.received).toEqual(['room/1=before', 'room/1=after'])
  })

  it('publishes with QoS 0 without an answer, and with QoS 1 until the broker has acknowledged', shows('request'), async () => {
    const { server, connection } = await start()
    connection.send(publish('a', 'first'))
    await expect(request(connection, publish('b', 'second', 1))).resolves.toMatchObject({ cmd: 'puback' })
    expect(server.published).toEqual([{ topic: 'a', payload: 'first' }, { topic: 'b', payload: 'second' }])
  })

  it('sends a publish with QoS 1 again when the acknowledgement was lost with the socket', shows('request', 'special'), async () => {
    const { server, connection } = await start()
    await untilPhase(connection, 'open')
    const done = request(connection, publish('b', 'important', 1), { retryOnReconnect: true })
    server.cut()
    await expect(done).resolves.toMatchObject({ cmd: 'puback' })
    expect(commandsOf(server, 1)).toContain('publish')
  })

  it('acknowledges what the broker sends with QoS 1, once', shows('special'), async () => {
    const { server, open } = await start()
    const [a, b] = [open('room/+'), open('room/1')]
    await waitFor(() => a.isSubscribed() && b.isSubscribed())
    await server.publish('room/1', 'x', 1)
    await waitFor(() => commandsOf(server, 0).includes('puback'))
    await server.publish('room/2', 'y', 1)
    await waitFor(() => commandsOf(server, 0).filter((cmd) => cmd === 'puback').length === 2)
    expect(a.received).toEqual(['room/1=x', 'room/2=y'])
    expect(b.received).toEqual(['room/1=x'])
  })

  it('subscribes once after a cut, and receives what came with QoS 1 meanwhile', shows('cut and resume'), async () => {
    const { server, connection, open } = await start()
    const room = open('room/1')
    await waitFor(room.isSubscribed)
    server.cut()
    await untilPhase(connection, 'waiting')
    await server.publish('room/1', 'missed', 1)
    await waitFor(() => room.received.length === 1 && room.isSubscribed())
    await server.publish('room/1', 'live', 1)
    await waitFor(() => room.received.length === 2)
    expect(room.received).toEqual(['room/1=missed', 'room/1=live'])
    expect(commandsOf(server, 1).filter((cmd) => cmd === 'subscribe')).toHaveLength(1)
  })

  it('pings, and takes the answers of the broker', shows('heartbeat'), async () => {
    const { server, connection } = await start({ pingMs: 20 })
    await waitFor(() => commandsOf(server, 0).filter((cmd) => cmd === 'pingreq').length >= 3)
    await waitFor(() => connection.getSnapshot().latencyMs !== null)
  })

  it('disconnects after the last release, so that the broker forgets the last will', shows('leave cleanly', 'special'), async () => {
    const { server, connection, release, open } = await start({ will: { topic: 'wills', payload: 'gone' } })
    const room = open('room/1')
    await waitFor(room.isSubscribed)
    room.leave()
    await waitFor(() => commandsOf(server, 0).includes('unsubscribe'))
    release()
    await untilPhase(connection, 'idle')
    await waitFor(() => server.closes.length === 1)
    expect(commandsOf(server, 0)).toEqual(['connect', 'subscribe', 'unsubscribe', 'disconnect'])
    expect(server.closes).toEqual([{ code: 1000, reason: '' }])
    // A later publish shows that the will is not on its way.
    await server.publish('after', '', 0)
    expect(server.published.map(({ topic }) => topic)).toEqual(['after'])
  })

  it('leaves its last will to the broker when the connection breaks', shows('special'), async () => {
    const { server, connection } = await start({ will: { topic: 'wills', payload: 'gone' } })
    await untilPhase(connection, 'open')
    server.cut()
    await waitFor(() => server.published.length > 0)
    expect(server.published[0]).toEqual({ topic: 'wills', payload: 'gone' })
  })
})

describe('topic filters', () => {
  it.each([
    ['a/b', 'a/b', true],
    ['a/b', 'a/b/c', false],
    ['a/+', 'a/b', true],
    ['a/+', 'a', false],
    ['a/+/c', 'a//c', true],
    ['a/#', 'a', true],
    ['a/#', 'a/b/c', true],
    ['#', 'a/b', true],
    ['#', '$SYS/load', false],
    ['+/load', '$SYS/load', false],
    ['$SYS/#', '$SYS/load', true],
  ])('%s and the topic %s', (filter, topic, expected) => {
    expect(matches(filter, topic)).toBe(expected)
  })
})
