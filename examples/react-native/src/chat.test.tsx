import type { AddressInfo } from 'node:net'
import { AppState, Button, Text, type AppStateStatus } from 'react-native'
import { act, create, type ReactTestRenderer } from 'react-test-renderer'
import type { WebSocketConstructor } from 'websocket-store'
import { WebSocket, WebSocketServer, type WebSocket as ServerSocket } from 'ws'
import { Chat } from './chat'
import { withHeaders } from './with-headers'

/** A real server that sends a welcome, answers in upper case, and records its clients. */
function startServer(port = 0) {
  const server = new WebSocketServer({ host: '127.0.0.1', port })
  const record = { opened: 0, token: undefined as string | undefined, sockets: new Set<ServerSocket>() }
  server.on('connection', (socket, request) => {
    record.opened++
    record.token = request.headers.authorization
    record.sockets.add(socket)
    socket.on('close', () => record.sockets.delete(socket))
    socket.on('message', (message) => socket.send(message.toString().toUpperCase()))
    socket.send('welcome')
  })
  return { server, record, url: () => `ws://127.0.0.1:${(server.address() as AddressInfo).port}/` }
}

// The WebSocket of a phone is native code. The one of `ws` replaces it and accepts headers in the same way.
const options = { transport: withHeaders(() => ({ Authorization: 'Bearer of the day' }), WebSocket as unknown as WebSocketConstructor) }

let server: ReturnType<typeof startServer>
let screen: ReactTestRenderer

const texts = () => screen.root.findAll(({ type }) => String(type) === 'Text').map(({ props }) => String(props.children))
const setAppState = (state: AppStateStatus) => act(() => jest.mocked(AppState.addEventListener).mock.calls.forEach(([, listener]) => listener(state as never)))

async function waitUntil(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 400 && !condition(); i++) await act(() => new Promise((resolve) => setTimeout(resolve, 25)))
  expect([condition(), texts()]).toEqual([true, texts()])
}

beforeEach(async () => {
  jest.mocked(AppState.addEventListener).mockClear()
  server = startServer()
  await new Promise((resolve) => server.server.once('listening', resolve))
  const url = server.url()
  await act(async () => void (screen = create(<><Chat url={url} options={options} /><Chat url={url} options={options} /></>)))
  await waitUntil(() => texts().filter((each) => each === 'open').length === 2)
})

afterEach(async () => {
  await act(async () => screen.unmount())
  for (const socket of server.record.sockets) socket.terminate()
  await new Promise((resolve) => server.server.close(resolve))
})

it('shows what the server says', () => waitUntil(() => texts().includes('welcome')))

it('sends, and shows the answer', async () => {
  await act(async () => screen.root.findAllByType(Button)[0]!.props.onPress())
  await waitUntil(() => texts().includes('HELLO'))
})

it('shares one socket among components', () => expect(server.record.opened).toBe(1))

it('passes headers with the handshake', () => expect(server.record.token).toBe('Bearer of the day'))

it('comes back after the server was killed, and sends again', async () => {
  const { port } = server.server.address() as AddressInfo
  for (const socket of server.record.sockets) socket.terminate()
  await new Promise((resolve) => server.server.close(resolve))
  await waitUntil(() => texts().includes('waiting'))
  server = startServer(port)
  await waitUntil(() => texts().includes('open'))
  await act(async () => screen.root.findAllByType(Button)[0]!.props.onPress())
  await waitUntil(() => texts().includes('HELLO'))
})

it('closes after the linger time when the last component went, and dials anew for the next', async () => {
  const url = server.url()
  await act(async () => screen.update(<Text>No chat</Text>))
  await waitUntil(() => server.record.sockets.size === 0)
  await act(async () => screen.update(<Chat url={url} options={options} />))
  await waitUntil(() => texts().includes('open'))
  expect(server.record.opened).toBe(2)
})

it('dials at once when the application comes to the front', async () => {
  setAppState('background')
  await waitUntil(() => server.record.sockets.size === 0 && texts().includes('suspended'))
  setAppState('active')
  await waitUntil(() => texts().includes('open'))
  expect(server.record.opened).toBe(2)
})
