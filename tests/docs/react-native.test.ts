import { expect, it } from 'vitest'
import type { LifecycleOptions, WebSocketLike } from 'websocket-store'
import { WebSocket } from 'ws'
import { connectTo, serve } from '../support/per-test'
import { pause, waitFor } from '../support/wait-for'
import { runBlock } from './support/run-block'

const PAGE = 'docs/guides/react-native.md'

type Listener<T> = (value: T) => void
interface Signals {
  phoneSignals(
    appState: { addEventListener(type: 'change', listener: Listener<string>): { remove(): void } },
    netInfo?: { addEventListener(listener: Listener<{ isConnected: boolean | null }>): () => void },
  ): LifecycleOptions
}

/** Stand-ins for the modules of the phone. */
function createPhone() {
  const states = new Set<Listener<string>>()
  const networks = new Set<Listener<{ isConnected: boolean | null }>>()
  return {
    appState: {
      addEventListener(_type: 'change', listener: Listener<string>) {
        states.add(listener)
        return { remove: () => void states.delete(listener) }
      },
    },
    netInfo: {
      addEventListener(listener: Listener<{ isConnected: boolean | null }>) {
        networks.add(listener)
        // The real one reports the current state to a new listener, which may be unknown at first.
        listener({ isConnected: null })
        return () => void networks.delete(listener)
      },
    },
    setState: (state: string) => states.forEach((listener) => listener(state)),
    setConnected: (isConnected: boolean) => networks.forEach((listener) => listener({ isConnected })),
    listeners: () => states.size + networks.size,
  }
}

async function start() {
  const server = await serve({ onMessage: (_message, socket) => socket.send('pong') })
  const { phoneSignals } = await runBlock<Signals>(PAGE, 'export const phoneSignals', '')
  const phone = createPhone()
  const connection = connectTo(server.url, {
    lifecycle: phoneSignals(phone.appState, phone.netInfo),
    reconnect: { delay: () => 60_000 },
    heartbeat: { intervalMs: 60_000, timeoutMs: 100 },
  })
  connection.connect()
  const reaches = (phase: string) => waitFor(() => connection.getSnapshot().phase === phase)
  await reaches('open')
  return { server, phone, connection, reaches }
}

it('the background abandons the socket, and the foreground dials', async () => {
  const { server, phone, reaches } = await start()
  phone.setState('inactive')
  await pause(30)
  expect(server.alive).toBe(1)
  phone.setState('background')
  await reaches('suspended')
  await waitFor(() => server.alive === 0)
  phone.setState('active')
  await reaches('open')
  expect(server.opened).toBe(2)
})

it('a lost network keeps an open socket, and a new network checks it', async () => {
  const { server, phone, connection, reaches } = await start()
  phone.setConnected(false)
  await pause(30)
  expect(connection.getSnapshot().phase).toBe('open')
  server.silence()
  phone.setConnected(true)
  await waitFor(() => connection.getSnapshot().error?.code === 'heartbeat-timeout' || server.opened === 2)
  await reaches('open')
  expect(server.opened).toBe(2)
})

it('without a network nothing is dialled, and with the network the connection dials', async () => {
  const { server, phone, reaches } = await start()
  await server.down()
  await reaches('waiting')
  phone.setConnected(false)
  await reaches('suspended')
  await server.up()
  phone.setConnected(true)
  await reaches('open')
})

it('the listeners of the phone end with the connection', async () => {
  const { phone, connection } = await start()
  expect(phone.listeners()).toBe(2)
  connection.disconnect()
  await waitFor(() => phone.listeners() === 0)
})

it('the transport sends the headers of each dial', async () => {
  type Block = { withHeaders(headers: () => object, Base: unknown): (url: string, protocols?: string | string[]) => WebSocketLike }
  const { withHeaders } = await runBlock<Block>(PAGE, 'export const withHeaders', '')
  const server = await serve()
  let dials = 0
  const connection = connectTo(server.url, { transport: withHeaders(() => ({ Authorization: `token ${++dials}` }), WebSocket) })
  connection.connect()
  await waitFor(() => server.opened === 1)
  server.terminateAll()
  await waitFor(() => server.opened === 2)
  expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(['token 1', 'token 2'])
})
