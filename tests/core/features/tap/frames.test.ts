import { describe, expect, it } from 'vitest'
import { batch, json, type Codec, type TapEvent } from 'websocket-store'
import { insideOf } from '../../../../src/core/connection/connection-facade'
import { tapped } from './support'

const URL = 'wss://server.example/feed'
const shown = (events: readonly TapEvent[]) =>
  events.flatMap((event) => (event.type === 'frame' ? [`${event.direction} ${event.role} ${String(event.data)} ${JSON.stringify(event.messages)}`] : []))
/** Several messages in one frame, or none. */
const lines = {
  decode: (data: unknown) => batch(String(data).split(',').filter(Boolean)),
  encode: (text: unknown) => text,
} as never

describe('tap: frames', () => {
  it('tells frames as they are on the wire and as messages, in both directions', async () => {
    const { registry, server, events, of } = tapped({}, {})
    const connection = registry.connection(URL, { codec: json<{ n: number }, object>() })
    connection.send({ queued: true })
    connection.connect()
    await server.connected()
    await server.settled()
    connection.send({ text: 'é' })
    server.send('{"n":1}')
    await server.settled()
    expect(shown(events)).toEqual([
      'out message {"queued":true} [{"queued":true}]',
      'out message {"text":"é"} [{"text":"é"}]',
      'in message {"n":1} [{"n":1}]',
    ])
    expect(of('frame').map(({ bytes }) => bytes)).toEqual([15, 13, 7])
  })

  it('tells the pings and pongs of the heartbeat apart', async () => {
    const { registry, server, events } = tapped({ heartbeat: { intervalMs: 1000, isPong: (message) => message === 'pong' } }, { heartbeat: true })
    const connection = registry.connection(URL)
    connection.connect()
    await server.connected()
    await server.settled()
    connection.ping()
    await server.settled()
    expect(shown(events)).toEqual(['out heartbeat ping []', 'in heartbeat pong []'])
    expect(connection.getSnapshot().latencyMs).not.toBeNull()
  })

  it('hides the payload of the handshake, and shows what the handshake left', async () => {
    const { registry, server, events } = tapped({
      handshake: async ({ send, receive }) => {
        send('token s3cret')
        await receive((message) => message === 'welcome')
      },
    })
    server.on('token s3cret', batch(['early', 'welcome', 'late']))
    const connection = registry.connection(URL)
    const received: unknown[] = []
    connection.onMessage((message) => received.push(message))
    connection.connect()
    await server.received('token s3cret')
    await server.settled()
    expect(received).toEqual(['early', 'late'])
    expect(shown(events).toSorted()).toEqual([
      'in handshake null []', 'in message early ["early"]', 'in message late ["late"]', 'out handshake null []',
    ])
  })

  it('hides the payload of a renewal, while messages flow', async () => {
    let run = 0
    const { registry, server, events } = tapped({
      handshake: async ({ send, receive, isRenewal }) => {
        if (!isRenewal) return
        send(`token ${++run}`)
        await receive((message) => message === 'renewed')
      },
    })
    server.on('token 1', batch(['data', 'renewed']))
    const connection = registry.connection(URL)
    connection.onMessage(() => {})
    connection.connect()
    await server.connected()
    await server.settled()
    await connection.renew()
    expect(shown(events)).toEqual(['out handshake null []', 'in message data ["data"]', 'in handshake null []'])
  })

  it('tells a frame that holds several messages or none, and one that cannot be decoded', async () => {
    const codec: Codec<string, string> = {
      decode: (data) => {
        if (data === 'bad') throw new Error('bad')
        return batch(String(data).split(',').filter(Boolean))
      },
      encode: (text) => text,
    }
    const { registry, server, events } = tapped({ codec: codec as never })
    const connection = registry.connection(URL)
    connection.on('error', () => {})
    connection.connect()
    await server.connected()
    await server.settled()
    for (const data of ['a,b', ',', 'bad']) server.send(data)
    await server.settled()
    expect(shown(events)).toEqual(['in message a,b ["a","b"]', 'in message , []', 'in message bad []'])
  })

  it('tells nothing of frames that come after disconnect()', async () => {
    const { registry, server, events } = tapped()
    const connection = registry.connection(URL)
    connection.connect()
    await server.connected()
    await server.settled()
    server.send('late')
    connection.disconnect()
    await server.settled()
    expect(shown(events)).toEqual([])
  })

  it('tells a frame before those that are sent because of it', async () => {
    const reply = (message: unknown) => (message === 'are you there' ? 'yes' : undefined)
    const { registry, server, events, of } = tapped({ heartbeat: { reply } })
    const connection = registry.connection(URL)
    connection.onMessage((message) => {
      connection.send(`answer to ${String(message)}`)
      connection.send('more')
    })
    connection.connect()
    await server.connected()
    await server.settled()
    server.send('a')
    server.send('are you there')
    await server.settled()
    expect(shown(events)).toEqual([
      ...['in message a ["a"]', 'out message answer to a ["answer to a"]', 'out message more ["more"]'],
      ...['in heartbeat are you there []', 'out heartbeat yes []'],
    ])
    const times = of('frame').map(({ at }) => at)
    expect(times).toEqual(times.toSorted())
  })

  it('tells all messages of a frame, also when a listener sends after the first one', async () => {
    const { registry, server, events } = tapped({ codec: lines })
    const connection = registry.connection(URL)
    connection.onMessage((message) => message === 'a' && connection.send('answer'))
    connection.connect()
    await server.connected()
    await server.settled()
    server.send('a,b')
    await server.settled()
    expect(shown(events).toSorted()).toEqual(['in message a,b ["a","b"]', 'out message answer ["answer"]'])
  })

  it('tells a frame with a pong and a message as a message', async () => {
    const { registry, server, events } = tapped({ codec: lines, heartbeat: { isPong: (message) => message === 'pong' } })
    const connection = registry.connection(URL)
    connection.onMessage(() => {})
    connection.connect()
    await server.connected()
    await server.settled()
    server.send('pong,a')
    server.send('pong,')
    await server.settled()
    expect(shown(events)).toEqual(['in message pong,a ["a"]', 'in heartbeat pong, []'])
  })

  it('hides a frame of which the handshake received a part, and tells all messages of the others', async () => {
    const { registry, server, events } = tapped({
      codec: lines,
      heartbeat: { isPong: (message) => message === 'pong' },
      handshake: async ({ receive }) => void (await receive((message) => String(message).startsWith('token'))),
    })
    const connection = registry.connection(URL)
    const received: unknown[] = []
    connection.onMessage((message) => received.push(message))
    connection.connect()
    const client = await server.connected()
    await server.settled()
    for (const data of ['a,b', 'pong,token 1,c', 'pong,d', 'pong,']) client.send(data)
    await server.settled()
    expect(received).toEqual(['a', 'b', 'c', 'd'])
    const renewed = connection.renew()
    client.send('pong,e,token 2')
    await renewed
    expect(received.at(-1)).toBe('e')
    expect(shown(events).toSorted()).toEqual([
      ...['in handshake null []', 'in handshake null []', 'in heartbeat pong, []'],
      ...['in message a,b ["a","b"]', 'in message pong,d ["d"]'],
    ])
  })

  it('hides what farewell sends because a listener of drop disconnects', async () => {
    const { registry, server, events } = tapped({
      queue: { highWaterMarkBytes: 0, maxMessages: 1 },
      farewell: (send) => send('token s3cret'),
    })
    const connection = registry.connection(URL)
    connection.on('drop', () => connection.disconnect())
    connection.connect()
    await server.connected()
    await server.settled()
    connection.send('a')
    connection.send('b')
    await server.settled()
    expect(shown(events)).toEqual(['out handshake null []'])
  })

  it('takes no frame for a pong because a pong came while it was handled', async () => {
    const { registry, server, events } = tapped({ heartbeat: { isPong: (message) => message === 'pong' } })
    const connection = registry.connection(URL)
    const inside = insideOf(connection)
    connection.onMessage((message) => message === 'a' && inside.receive({ type: 'message', data: 'pong' } as never))
    connection.connect()
    await server.connected()
    await server.settled()
    server.send('a')
    await server.settled()
    expect(shown(events)).toEqual(['in heartbeat pong []', 'in message a ["a"]'])
  })
})
