import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { channel, createConnection, request } from 'websocket-store'
import { mqttOptions, publish, type MqttSettings } from '../../../examples/protocols/mqtt/client'
import { ending, quick } from '../../protocols/support/quick'
import { untilPhase, waitFor } from '../../support/wait-for'
import { versionOf } from '../kit/parts'
import { freePort, startProcess, type ServerProcess } from '../kit/process'

const MOSQUITTO = '/usr/sbin/mosquitto'

let broker: ServerProcess
const folder = mkdtempSync(join(tmpdir(), 'websocket-store-mosquitto-'))

beforeAll(async () => {
  versionOf(MOSQUITTO, 'mosquitto', '-h')
  const [port, other] = [await freePort(), await freePort()]
  const file = join(folder, 'mosquitto.conf')
  // Version 2.0.11 does not start with a listener for WebSockets alone.
  writeFileSync(file, `allow_anonymous true\nlistener ${other} 127.0.0.1\nlistener ${port} 127.0.0.1\nprotocol websockets\n`)
  broker = await startProcess(() => [MOSQUITTO, '-c', file], port)
})
afterAll(async () => {
  await broker.stop()
  rmSync(folder, { recursive: true, force: true })
})

let clients = 0

function connect(settings: Partial<MqttSettings> = {}) {
  const clientId = `client-${++clients}`
  const connection = ending(createConnection(`ws://127.0.0.1:${broker.port}`, quick(mqttOptions({ clientId, ...settings }))))
  const release = connection.retain()
  const open = async (filter: string) => {
    const topic = channel(connection, filter)
    const received: string[] = []
    onTestFinished(topic.onMessage((packet) => void (packet.cmd === 'publish' && received.push(`${packet.topic}=${String(packet.payload)}`))))
    await waitFor(() => topic.getSnapshot().status === 'subscribed')
    return received
  }
  return { connection, release, open }
}

const breakSocket = ({ connection }: ReturnType<typeof connect>) => (connection.socket as unknown as { terminate(): void }).terminate()

describe.each([5, 4] as const)('Mosquitto with version %i of MQTT', (version) => {
  it('passes a message to all filters that match it, with QoS 0 and 1', async () => {
    const [reader, writer] = [connect({ version }), connect({ version })]
    const [all, one] = [await reader.open('room/#'), await reader.open('room/+/light')]
    writer.connection.send(publish('room/hall/light', 'on'))
    await expect(request(writer.connection, publish('room/hall/door', 'shut', 1))).resolves.toMatchObject({ cmd: 'puback' })
    await waitFor(() => all.length === 2)
    expect([all, one]).toEqual([['room/hall/light=on', 'room/hall/door=shut'], ['room/hall/light=on']])
  })

  it('receives what came with QoS 1 while its socket was lost, once', async () => {
    const [reader, writer] = [connect({ version }), connect({ version })]
    const received = await reader.open('room/1')
    await untilPhase(writer.connection, 'open')
    breakSocket(reader)
    await untilPhase(reader.connection, 'waiting')
    await request(writer.connection, publish('room/1', 'missed', 1))
    await waitFor(() => received.length === 1)
    await request(writer.connection, publish('room/1', 'live', 1))
    await waitFor(() => received.length === 2)
    expect(received).toEqual(['room/1=missed', 'room/1=live'])
  })

  it('leaves its last will to the broker when its socket breaks, and not after its last release', async () => {
    const wills = await connect({ version }).open('wills')
    const [crashing, leaving] = ['crashed', 'left'].map((payload) => connect({ version, will: { topic: 'wills', payload } }))
    await untilPhase(crashing!.connection, 'open')
    await untilPhase(leaving!.connection, 'open')
    leaving!.release()
    await untilPhase(leaving!.connection, 'idle')
    breakSocket(crashing!)
    await waitFor(() => wills.length > 0)
    expect(wills).toEqual(['wills=crashed'])
  })

  it('pings, and takes the answers', async () => {
    const { connection } = connect({ version, pingMs: 30 })
    await waitFor(() => connection.getSnapshot().latencyMs !== null)
    expect(connection.getSnapshot().phase).toBe('open')
  })
})
