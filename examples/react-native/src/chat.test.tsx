import type { AddressInfo } from 'node:net'
import { AppState, Button, Text, type AppStateStatus } from 'react-native'
import { act, create, type ReactTestRenderer } from 'react-test-renderer'
import type { WebSocketConstructor } from 'websocket-store'
import { WebSocket, WebSocketServer, type WebSocket as ServerSocket } from 'ws'
import { Chat } from './chat'
import { withHeaders } from './with-headers'

/** A real server that greets, answers in capitals, and remembers who came. */
function startServer(port = 0) {
  const server = new WebSocketServer({ host: '127.0.0.1', port })
  const seen = { opened: 0, token: undefined as string | undefined, sockets: new Set<ServerSocket>() }
  server.on('connection', (socket, request) => {
    seen.opened++
    seen.token = request.headers.authorization
    seen.sockets.add(socket)
    socket.on('close', () => seen.sockets.delete(socket))
    socket.on('message', (message) => socket.send(message.toString().toUpperCase()))
    socket.send('welcome')
  })
  return { server, seen, url: () => `ws://127.0.0.1:${(server.address() as AddressInfo).port}/` }
}

// The one of the phone is native; here its place is taken by another that takes headers in the same way.
const options = { transport: withHeaders(() => ({ Authorization: 'Bearer of the day' }), WebSocket as unknown as WebSocketConstructor) }

let server: ReturnType<typeof startServer>
let screen: ReactTestRenderer

const texts = () => screen.root.findAll(({ type }) => String(type) === 'Text').map(({ props }) => String(props.children))
const tellAppState = (state: AppStateStatus) => act(() => jest.mocked(AppState.addEventListener).mock.calls.forEach(([, tell]) => tell(state as never)))

async function until(isSo: () => boolean): Promise<void> {
  for (let i = 0; i < 400 && !isSo(); i++) await act(() => new Promise((resolve) => setTimeout(resolve, 25)))
  expect([isSo(), texts()]).toEqual([true, texts()])
}

beforeEach(async () => {
  jest.mocked(AppState.addEventListener).mockClear()
  server = startServer()
  await new Promise((resolve) => server.server.once('listening', resolve))
  const url = server.url()
  await act(async () => void (screen = create(<><Chat url={url} options={options} /><Chat url={url} options={options} /></>)))
  await until(() => texts().filter((each) => each === 'open').length === 2)
})

afterEach(async () => {
  await act(async () => screen.unmount())
  for (const socket of server.seen.sockets) socket.terminate()
  await new Promise((resolve) => server.server.close(resolve))
})

it('shows what the server says', () => until(() => texts().includes('welcome')))

it('sends, and shows the answer', async () => {
  await act(async () => screen.root.findAllByType(Button)[0]!.props.onPress())
  await until(() => texts().includes('HELLO'))
})

it('shares one socket among components', () => expect(server.seen.opened).toBe(1))

it('passes headers with the handshake', () => expect(server.seen.token).toBe('Bearer of the day'))

it('comes back after the server was killed, and sends again', async () => {
  const { port } = server.server.address() as AddressInfo
  for (const socket of server.seen.sockets) socket.terminate()
  await new Promise((resolve) => server.server.close(resolve))
  await until(() => texts().includes('waiting'))
  server = startServer(port)
  await until(() => texts().includes('open'))
  await act(async () => screen.root.findAllByType(Button)[0]!.props.onPress())
  await until(() => texts().includes('HELLO'))
})

it('closes after the linger time when the last component went, and dials anew for the next', async () => {
  const url = server.url()
  await act(async () => screen.update(<Text>Nobody is here</Text>))
  await until(() => server.seen.sockets.size === 0)
  await act(async () => screen.update(<Chat url={url} options={options} />))
  await until(() => texts().includes('open'))
  expect(server.seen.opened).toBe(2)
})

it('dials at once when the application comes to the front', async () => {
  tellAppState('background')
  await until(() => server.seen.sockets.size === 0 && texts().includes('suspended'))
  tellAppState('active')
  await until(() => texts().includes('open'))
  expect(server.seen.opened).toBe(2)
})
