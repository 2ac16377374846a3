import { expect, it, vi } from 'vitest'
import type { ConnectionOptions } from 'websocket-store'
import { socketIo, type SocketIoClient, type SocketIoMessage, type SocketIoOptions, type SocketIoOutgoing } from 'websocket-store/socket-io'
import { connectTo } from '../support/per-test'
import { untilPhase, waitFor } from '../support/wait-for'

type Listener = (...args: unknown[]) => void

/** A client that does what the test says, for what a real server does too seldom. */
function fakeClient(onConnect: (tell: (event: string, ...args: unknown[]) => void) => void = () => {}) {
  const sockets: { options: Record<string, unknown>; connects: number; disconnects: number; tell: Listener }[] = []
  const io: SocketIoClient = (_url, options) => {
    const listeners = new Map<string, Listener>()
    const state = {
      options: options as unknown as Record<string, unknown>,
      connects: 0,
      disconnects: 0,
      tell: (event: unknown, ...args: unknown[]) => listeners.get(String(event))?.(...args),
    }
    sockets.push(state)
    const emit = () => {}
    const client = {
      connected: false,
      volatile: { emit },
      io: {},
      emit,
      on: (event: string, listener: Listener) => listeners.set(event, listener),
      onAny: () => {},
      connect() {
        state.connects++
        onConnect((event, ...args) => {
          client.connected = event === 'connect'
          state.tell(event, ...args)
        })
      },
      disconnect: () => void state.disconnects++,
    }
    return client as never
  }
  return { io, sockets }
}

const connect = (io: SocketIoClient, options: SocketIoOptions<SocketIoMessage, SocketIoOutgoing> = {}, more: ConnectionOptions<never, never> = {}) => {
  const connection = connectTo('http://127.0.0.1:1', { ...socketIo(io, options), ...more } as ConnectionOptions<SocketIoMessage, SocketIoOutgoing>)
  connection.connect()
  return connection
}

it.each([
  ['io server disconnect', undefined, { code: 1000, reason: 'io server disconnect', wasClean: true }],
  ['ping timeout', undefined, { code: 1006, reason: 'ping timeout', wasClean: false }],
  ['transport error', new Error('broken'), { code: 1006, reason: 'transport error', wasClean: false }],
  ['parse error', new Error('broken'), { code: 1006, reason: 'parse error', wasClean: false }],
  ['transport close', { description: 'network connection lost' }, { code: 1006, reason: 'transport close', wasClean: false }],
  ['transport close', { description: '', context: { code: 1012, wasClean: true } }, { code: 1012, reason: 'transport close', wasClean: true }],
])('takes `%s` with %o for the end of a socket', async (reason, details, close) => {
  const { io, sockets } = fakeClient((tell) => tell('connect'))
  const connection = connect(io, {}, { reconnect: false })
  await untilPhase(connection, 'open')
  sockets[0]!.tell('disconnect', reason, details)
  expect(connection.getSnapshot().lastClose).toEqual(close)
  expect(sockets[0]!.disconnects).toBe(1)
})

it('hears a dial that fails at once, or throws', async () => {
  for (const cause of [new Error('refused'), new Error('no such transport')]) {
    const { io } = fakeClient((tell) => {
      if (cause.message === 'refused') tell('connect_error', cause)
      else throw cause
    })
    const connection = connect(io, {}, { reconnect: false })
    expect((await untilPhase(connection, 'closed')).error).toMatchObject({ code: 'connect-failed', cause })
  }
})

it('does not dial for a connection that was given up meanwhile', async () => {
  const { io, sockets } = fakeClient()
  const connection = connect(io)
  connection.disconnect()
  await new Promise((resolve) => setTimeout(resolve))
  expect(sockets).toMatchObject([{ connects: 0, disconnects: 1 }])
})

it('listens to the first word on how a socket ended, and to none after it', async () => {
  const { io, sockets } = fakeClient((tell) => tell('connect'))
  const connection = connect(io, {}, { reconnect: { delay: () => 60_000 } })
  const closed = vi.fn()
  connection.on('close', closed)
  await untilPhase(connection, 'open')
  for (const reason of ['transport close', 'ping timeout']) sockets[0]!.tell('disconnect', reason)
  sockets[0]!.tell('connect_error', new Error('late'))
  expect(closed).toHaveBeenCalledTimes(1)
  expect(connection.getSnapshot().error).toBeNull()
})

it('hands options to `io`, but for those of recovery', async () => {
  const { io, sockets } = fakeClient()
  connect(io, { client: { path: '/live', transports: ['polling'], reconnection: true, retries: 3, timeout: 5, forceNew: false, autoConnect: true } })
  await waitFor(() => sockets.length === 1)
  expect(sockets[0]!.options).toEqual({
    ...{ path: '/live', transports: ['polling'] },
    ...{ reconnection: false, retries: 0, timeout: false, forceNew: true, autoConnect: false },
  })
})

it('gives up credentials that do not come in time, and uses none that come too late', async () => {
  const sent = vi.fn()
  let answer = (_: object) => {}
  const { io, sockets } = fakeClient()
  const connection = connect(io, { auth: () => new Promise((resolve) => (answer = resolve)) }, { connectTimeoutMs: 50, reconnect: false })
  await waitFor(() => sockets[0]?.connects)
  ;(sockets[0]!.options['auth'] as (tell: Listener) => void)(sent)
  expect((await untilPhase(connection, 'closed')).error).toMatchObject({ code: 'connect-timeout' })
  answer({ token: 'late' })
  await new Promise((resolve) => setTimeout(resolve))
  expect(sent).not.toHaveBeenCalled()
})
