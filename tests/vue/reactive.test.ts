import { expect, it, onTestFinished, vi } from 'vitest'
import { effectScope, reactive } from 'vue'
import { useChannel, useConnection, useWebSocket, type UseChannelOptions, type UseWebSocketOptions } from 'websocket-store/vue'
import { createFakeConnection } from '../support/fake-connection'
import { collectUncaught } from '../support/uncaught'
import { waitFor } from '../support/wait-for'
import { fakeLine } from './support/fake-line'

function within<T>(setup: () => T): T {
  const scope = effectScope(true)
  onTestFinished(() => scope.stop())
  return scope.run(setup)!
}

it('a connection that was put into a reactive object works as before', () => {
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
])('what is put into a %s object of options later counts', (_name, make) => {
  const line = fakeLine()
  const told = { onOpen: vi.fn(), onMessage: vi.fn(), onClose: vi.fn(), onError: vi.fn() }
  const options = make({ ...line.options, notify: 'sync' })
  const { data } = within(() => useWebSocket(line.url, options))
  Object.assign(options, told, { filter: (message: unknown) => message !== 'no' })
  line.open()
  line.say('yes', 'no')
  line.close(1008)
  expect(Object.values(told).map(({ mock }) => mock.calls.length)).toEqual([1, 1, 1, 1])
  expect(data.value).toBe('yes')
})

it('an onMessage that is given to a channel later is called', () => {
  const line = fakeLine()
  const options: UseChannelOptions<unknown> = {}
  within(() => {
    const protocol = { channels: { subscribe: String, route: String } }
    useChannel(useConnection(line.url, { ...line.options, ...protocol }), 'a', options)
  })
  options.onMessage = vi.fn()
  line.open()
  line.say('a')
  expect(options.onMessage).toHaveBeenCalledTimes(1)
})

it('an onMessage that throws keeps no listener from hearing', async () => {
  const line = fakeLine()
  const heard = vi.fn()
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
  onMessage(heard)
  line.open()
  line.say('1')
  expect(heard).toHaveBeenCalledTimes(1)
  await waitFor(() => uncaught.length === 1)
  expect(uncaught).toEqual([thrown])
})
