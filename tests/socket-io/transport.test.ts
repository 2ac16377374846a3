import { expect, it, vi } from 'vitest'
import type { ConnectionOptions } from 'websocket-store'
import { socketIo, type SocketIoClient, type SocketIoMessage, type SocketIoOptions, type SocketIoOutgoing } from 'websocket-store/socket-io'
import { connectTo } from '../support/per-test'
import { untilPhase, waitFor } from '../support/wait-for'

type Listener = (...args: unknown[]) => void

/** A client that the test controls, for events that a real server rarely causes. */
function fakeClient(onConnect: (emitEvent: (event: string, ...args: unknown[]) => void) => void = () => {}) {
  const sockets: { options: Record<string, unknown>; connects: number; disconnects: number; emitEvent: Listener }[] = []
  const io: SocketIoClient = (_url, options) => {
    const listeners = new Map<string, Listener>()
    const state = {
      options: options as unknown as Record<string, unknown>,
      connects: 0,
      disconnects: 0,
      emitEvent: (event: unknown, ...args: unknown[]) => listeners.get(String(event))?.(...args),
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
          state.emitEvent(event, ...args)
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
])('closes the socket on `%s` with details %o', async (reason, details, close) => {
  const { io, sockets } = fakeClient((emitEvent) => emitEvent('connect'))
  const connection = connect(io, {}, { reconnect: false })
  await untilPhase(connection, 'open')
  sockets[0]!.emitEvent('disconnect', reason, details)
  expect(connection.getSnapshot().lastClose).toEqual(close)
  expect(sockets[0]!.disconnects).toBe(1)
})

it('fails an attempt when the dial fails immediately or throws', async () => {
  for (const cause of [new Error('refused'), new Error('no such transport')]) {
    const { io } = fakeClient((emitEvent) => {
      if (cause.message === 'refused') emitEvent('connect_error', cause)
      else throw cause
    })
    const connection = connect(io, {}, { reconnect: false })
    expect((await untilPhase(connection, 'closed')).error).toMatchObject({ code: 'connect-failed', cause })
  }
})

it('does not dial when the connection was disconnected in the meantime', async () => {
  const { io, sockets } = fakeClient()
  const connection = connect(io)
  connection.disconnect()
  await new Promise((resolve) => setTimeout(resolve))
  expect(sockets).toMatchObject([{ connects: 0, disconnects: 1 }])
})

it('uses the first event that ends a socket, and ignores all later events', async () => {
  const { io, sockets } = fakeClient((emitEvent) => emitEvent('connect'))
  const connection = connect(io, {}, { reconnect: { delay: () => 60_000 } })
  const closed = vi.fn()
  connection.on('close', closed)
  await untilPhase(connection, 'open')
  for (const reason of ['transport close', 'ping timeout']) sockets[0]!.emitEvent('disconnect', reason)
  sockets[0]!.emitEvent('connect_error', new Error('late'))
  expect(closed).toHaveBeenCalledTimes(1)
  expect(connection.getSnapshot().error).toBeNull()
})

it('passes options to `io`, except the options for recovery', async () => {
  const { io, sockets } = fakeClient()
  connect(io, { client: { path: '/live', transports: ['polling'], reconnection: true, retries: 3, timeout: 5, forceNew: false, autoConnect: true } })
  await waitFor(() => sockets.length === 1)
  expect(sockets[0]!.options).toEqual({
    ...{ path: '/live', transports: ['polling'] },
    ...{ reconnection: false, retries: 0, timeout: false, forceNew: true, autoConnect: false },
  })
})

it('times out when credentials do not arrive in time, and ignores late credentials', async () => {
  const sent = vi.fn()
  let answer = (_: object) => {}
  const { io, sockets } = fakeClient()
  const connection = connect(io, { auth: () => new Promise((resolve) => (answer = resolve)) }, { connectTimeoutMs: 50, reconnect: false })
  await waitFor(() => sockets[0]?.connects)
  ;(sockets[0]!.options['auth'] as (emitEvent: Listener) => void)(sent)
  expect((await untilPhase(connection, 'closed')).error).toMatchObject({ code: 'connect-timeout' })
  answer({ token: 'late' })
  await new Promise((resolve) => setTimeout(resolve))
  expect(sent).not.toHaveBeenCalled()
})
