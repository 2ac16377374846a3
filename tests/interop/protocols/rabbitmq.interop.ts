import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { channel, createConnection, request } from 'websocket-store'
import { sendFrame, stompOptions, type StompSettings } from '../../../examples/protocols/stomp/client'
import { ending, quick } from '../../protocols/support/quick'
import { pause, untilPhase, waitFor } from '../../support/wait-for'
import { startRabbit } from './rabbitmq'

let rabbit: Awaited<ReturnType<typeof startRabbit>>
beforeAll(async () => void (rabbit = await startRabbit()), 60_000)
afterAll(() => rabbit.remove())

const GUEST = { login: 'guest', passcode: 'guest' }
const connect = (settings: StompSettings = GUEST) => ending(createConnection(rabbit.url, quick(stompOptions(settings))))

function bodiesOf(connection: ReturnType<typeof connect>, destination: string) {
  const bodies: string[] = []
  const source = channel(connection, destination)
  onTestFinished(source.onMessage(({ body }) => void bodies.push(body)))
  return { source, bodies }
}

describe('RabbitMQ over Web STOMP', () => {
  it('connects, subscribes with a receipt, and delivers what a request has sent', async () => {
    const connection = connect()
    connection.connect()
    const { source, bodies } = bodiesOf(connection, '/queue/one')
    await waitFor(() => source.getSnapshot().status === 'subscribed')
    expect(connection.getSnapshot().protocol).toBe('v12.stomp')
    for (const body of ['eins', 'zwei äöü\n\n']) await request(connection, sendFrame('/queue/one', body))
    await waitFor(() => bodies.length === 2)
    expect(bodies).toEqual(['eins', 'zwei äöü\n\n'])
  })

  it('refuses a wrong passcode for good', async () => {
    const connection = connect({ ...GUEST, passcode: 'wrong' })
    connection.connect()
    await untilPhase(connection, 'closed')
    expect(connection.getSnapshot().error).toMatchObject({ code: 'handshake-failed', fatal: true })
  })

  it('keeps a silent connection while both sides send heartbeats', async () => {
    const connection = connect({ ...GUEST, heartbeatMs: 300 })
    const events: string[] = []
    connection.on('close', ({ code }) => void events.push(`close ${code}`))
    connection.onMessage(({ command }) => void events.push(command))
    connection.connect()
    await untilPhase(connection, 'open')
    await pause(2500)
    expect([events, connection.getSnapshot().phase]).toEqual([[], 'open'])
  })

  // RabbitMQ sends no receipt then: it closes by itself, with this reason.
  it('closes cleanly when the client says DISCONNECT', async () => {
    const connection = connect()
    connection.connect()
    await untilPhase(connection, 'open')
    connection.disconnect()
    await untilPhase(connection, 'closed')
    expect(connection.getSnapshot()).toMatchObject({ lastClose: { code: 1000, reason: 'STOMP died', wasClean: true }, error: null })
  })

  it('subscribes again after the broker was killed, and gets what was published meanwhile', async () => {
    const connection = connect()
    connection.connect()
    const { source, bodies } = bodiesOf(connection, '/queue/two')
    await waitFor(() => source.getSnapshot().status === 'subscribed')
    await rabbit.end('SIGKILL')
    await untilPhase(connection, 'waiting')
    connection.send(sendFrame('/queue/two', 'while it was away'))
    await rabbit.start()
    await waitFor(() => bodies.length === 1, { timeoutMs: 30_000 })
    expect(bodies).toEqual(['while it was away'])
  }, 60_000)
})
