import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { json, messages, type Connection, type ConnectionOptions } from 'websocket-store'
import { createConnectionIn } from '../../src/core/connection/connection-facade'
import { LiveOptions } from '../../src/core/connection/live-options'
import { createFakeHost } from '../support/fake-host'
import { createFakeNetwork } from '../support/fake-socket'
import { settled } from '../support/fake-connection'

const SECRET_URL = 'wss://user:secret@host.test/path?token=secret'
const warn = vi.fn<(text: string) => void>()

beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(warn))
afterEach(() => {
  warn.mockReset()
  vi.unstubAllEnvs()
})

/** A connection without listeners. */
function create(options: ConnectionOptions<unknown, unknown> = {}, url = SECRET_URL) {
  const host = createFakeHost()
  const network = createFakeNetwork()
  const given = { url, options: { WebSocket: network.WebSocket, codec: json(), ...options } }
  const connection = createConnectionIn<unknown, unknown>(host, new LiveOptions(given, null, {}))
  return { connection, host, network }
}

/** Receives a frame that is not JSON. */
async function failToDecode({ connection, network }: ReturnType<typeof create>, times = 1) {
  connection.connect()
  network.latest.open()
  for (let i = 0; i < times; i++) network.latest.message('secret')
  await settled()
}

describe('an unhandled failure', () => {
  it('causes a warning with the fix, without the url and the payload', async () => {
    await failToDecode(create())
    expect(warn).toHaveBeenCalledTimes(1)
    const text = warn.mock.calls[0]![0]
    expect(text).toMatch(/^\[websocket-store\] wss:\/\/host\.test\/path.*decode-failed.*codec option.*onError/)
    expect(text).not.toContain('secret')
  })

  it('causes one warning for each code and connection', async () => {
    const [one, other] = [create(), create()]
    await failToDecode(one, 3)
    one.network.latest.message('again')
    await settled()
    expect(warn).toHaveBeenCalledTimes(1)
    one.network.latest.closeWith(1008)
    await settled()
    expect(warn).toHaveBeenCalledTimes(2)
    await failToDecode(other)
    expect(warn).toHaveBeenCalledTimes(3)
  })

  it('causes a warning for an unusable url', async () => {
    create({}, 'ftp://secret').connection.connect()
    await settled()
    expect(warn.mock.calls[0]![0]).toContain('invalid-url')
  })

  it('causes a warning although a listener reads other fields', async () => {
    const fake = create()
    const phases: string[] = []
    fake.connection.on('state', ({ phase }) => phases.push(phase))
    fake.connection.subscribe(() => phases.push(fake.connection.getSnapshot().phase))
    await failToDecode(fake)
    expect(phases).toContain('open')
    expect(warn).toHaveBeenCalledTimes(1)
  })
})

describe('no warning', () => {
  it.each<[string, (connection: Connection<unknown, unknown>) => void]>([
    ['by an `error` listener', (connection) => connection.on('error', () => {})],
    ['by a reader of `error`', (connection) => void connection.getSnapshot().error],
    ['by a copy of the whole snapshot', (connection) => void { ...connection.getSnapshot() }],
    ['by a subscriber that reads `error`', (connection) => connection.subscribe(() => connection.getSnapshot().error)],
    ['by a `state` listener that reads `error`', (connection) => connection.on('state', (snapshot) => snapshot.error)],
  ])('appears when the failure is handled %s', async (_, handle) => {
    const fake = create()
    handle(fake.connection)
    await failToDecode(fake)
    expect(warn).not.toHaveBeenCalled()
  })

  it('appears when a loop over the messages throws it', async () => {
    const fake = create()
    const loop = (async () => {
      for await (const message of messages(fake.connection)) expect(message).toBeUndefined()
    })()
    fake.connection.connect()
    fake.network.latest.open()
    fake.network.latest.closeWith(1008)
    await expect(loop).rejects.toMatchObject({ code: 'closed' })
    await settled()
    expect(warn).not.toHaveBeenCalled()
  })

  it('appears in production', async () => {
    vi.stubEnv('NODE_ENV', 'production')
    await failToDecode(create())
    expect(warn).not.toHaveBeenCalled()
  })

  it('appears where `process` does not exist', async () => {
    vi.stubGlobal('process', undefined)
    const fake = create()
    fake.connection.connect()
    fake.network.latest.open()
    fake.network.latest.message('secret')
    vi.unstubAllGlobals()
    await settled()
    expect(warn).not.toHaveBeenCalled()
  })
})

describe('a snapshot', () => {
  it('has the same fields, values and copies in development and in production', () => {
    const [development, production] = ['development', 'production'].map((mode) => {
      vi.stubEnv('NODE_ENV', mode)
      const { connection, network } = create()
      connection.connect()
      network.latest.fail()
      const snapshot = connection.getSnapshot()
      expect(Object.isFrozen(snapshot)).toBe(true)
      expect(connection.getSnapshot()).toBe(snapshot)
      return snapshot
    })
    expect(Object.keys(development!)).toEqual(Object.keys(production!))
    const plain = (snapshot: object) => ({ ...snapshot, error: null, retryAt: 0 })
    expect(plain(development!)).toEqual(plain(production!))
    expect({ ...development }.error).toBe(development!.error)
    expect(development!.error).toMatchObject({ code: 'connect-failed' })
  })
})
