import { expect, it, onTestFinished, vi } from 'vitest'
import { effectScope, reactive } from 'vue'
import { useChannel, useConnection, useWebSocket, type UseChannelOptions, type UseWebSocketOptions } from 'websocket-store/vue'
import { createFakeConnection } from '../support/fake-connection'
import { collectUncaught } from '../support/uncaught'
import { waitFor } from '../support/wait-for'
import { startLine } from './support/line'

function within<T>(setup: () => T): T {
  const scope = effectScope(true)
  onTestFinished(() => scope.stop())
  return scope.run(setup)!
}

it('a connection inside a reactive object still works', () => {
  const fake = createFakeConnection()
  const { connection } = reactive({ connection: fake.connection })
  expect(connection.socket).toBe(null)
  connection.connect()
  fake.socket.open()
  expect(connection.openEvent).toMatchObject({ type: 'open' })
  expect(connection.bufferedAmount).toBe(0)
  expect(connection.send('hello')).toBe('sent')
  expect(fake.socket.sent).toEqual(['hello'])
})

it.each([
  ['reactive', (options: UseWebSocketOptions) => reactive(options) as UseWebSocketOptions],
  ['plain', (options: UseWebSocketOptions) => options],
])('uses callbacks and a filter that are added later to a %s options object', async (_name, make) => {
  const line = startLine()
  const callbacks = { onOpen: vi.fn(), onMessage: vi.fn(), onClose: vi.fn(), onError: vi.fn() }
  const options = make({ ...line.options, notify: 'sync' })
  const { data } = within(() => useWebSocket(line.url, options))
  Object.assign(options, callbacks, { filter: (message: unknown) => message !== 'no' })
  await line.open()
  await line.say('yes', 'no')
  line.close(1008)
  await line.settled()
  expect(Object.values(callbacks).map(({ mock }) => mock.calls.length)).toEqual([1, 1, 1, 1])
  expect(data.value).toBe('yes')
})

it('calls an onMessage that is added later to the options of a channel', async () => {
  const line = startLine()
  const options: UseChannelOptions<unknown> = {}
  within(() => {
    const protocol = { channels: { subscribe: String, route: String } }
    useChannel(useConnection(line.url, { ...line.options, ...protocol }), 'a', options)
  })
  options.onMessage = vi.fn()
  await line.open()
  await line.say('a')
  expect(options.onMessage).toHaveBeenCalledTimes(1)
})

it('calls the other listeners when onMessage throws', async () => {
  const line = startLine()
  const listener = vi.fn()
  const thrown = new Error('expected')
  const uncaught = collectUncaught()
  const { onMessage } = within(() =>
    useWebSocket(line.url, {
      ...line.options,
      onMessage() {
        throw thrown
      },
    }),
  )
  onMessage(listener)
  await line.open()
  await line.say('1')
  expect(listener).toHaveBeenCalledTimes(1)
  await waitFor(() => uncaught.length === 1)
  expect(uncaught).toEqual([thrown])
})
