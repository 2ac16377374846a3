import { Button } from 'react-native'
import { act, create, type ReactTestRenderer } from 'react-test-renderer'
import { text } from 'websocket-store'
import { RegistryProvider } from 'websocket-store/react'
import { createTestServer } from 'websocket-store/testing'
import 'websocket-store/testing/jest'
import { Chat } from './chat'

// Without a network: a server inside the test, whose events and timers run in `act()`.
async function renderChat() {
  const server = createTestServer({ codec: text(), deliver: (run) => act(run) })
  let screen: ReactTestRenderer | undefined
  // The registry of the server, so that the tests share no connection.
  const chat = (
    <RegistryProvider registry={server.registry}>
      <Chat url="wss://example.org/chat" options={{}} />
    </RegistryProvider>
  )
  await act(async () => void (screen = create(chat)))
  const show = () => screen!.root.findAll(({ type }) => String(type) === 'Text').map(({ props }) => String(props.children))
  return { server, screen: screen!, show }
}

it('the test server receives and answers under Jest', async () => {
  const { server, screen, show } = await renderChat()
  server.on('hello', 'HELLO')
  await server.connected()
  await server.settled()
  await act(async () => screen.root.findByType(Button).props.onPress())
  await expect(server).toHaveReceived('hello')
  await server.settled()
  expect(show()).toEqual(['open', 'Send hello', 'HELLO'])
  await act(async () => screen.unmount())
  server.stop()
})

it('the test server works under fake timers of Jest', async () => {
  jest.useFakeTimers()
  const { server, screen, show } = await renderChat()
  await server.connected()
  await server.settled()
  expect(show()).toEqual(['open', 'Send hello'])
  server.refuse()
  server.cut()
  await act(() => jest.advanceTimersByTimeAsync(60_000))
  expect(show()).toEqual(['waiting', 'Send hello'])
  server.accept()
  await act(() => jest.advanceTimersByTimeAsync(60_000))
  expect(show()).toEqual(['open', 'Send hello'])
  await act(async () => screen.unmount())
  server.stop()
  jest.useRealTimers()
})
