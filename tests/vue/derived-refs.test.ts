import { effectScope, reactive, shallowReactive, shallowRef, watch, type Ref } from 'vue'
import { expect, it, onTestFinished, vi } from 'vitest'
import { useChannel, useConnection, useWebSocket, type UseWebSocketOptions } from 'websocket-store/vue'
import { startLine } from './support/line'

function within<T>(setup: () => T): T {
  const scope = effectScope(true)
  onTestFinished(() => scope.stop())
  return scope.run(setup)!
}

it('calls select again when a ref that it reads changes', async () => {
  const line = startLine()
  const unit = shallowRef('EUR')
  const socket = within(() => useWebSocket(line.url, { ...line.options, notify: 'sync', select: (message) => `${String(message)} ${unit.value}` }))
  await line.open()
  await line.say('7')
  expect(socket.data.value).toBe('7 EUR')
  unit.value = 'USD'
  expect(socket.data.value).toBe('7 USD')
})

it('filters the latest message again when a ref that filter reads changes', async () => {
  const line = startLine()
  const allowed = shallowRef('a')
  const filter = (message: unknown) => String(message).startsWith(allowed.value)
  const socket = within(() => useWebSocket(line.url, { ...line.options, notify: 'sync', filter }))
  const seen = vi.fn()
  within(() => watch(socket.data, seen, { flush: 'sync' }))
  await line.open()
  await line.say('a1', 'b1')
  expect(socket.data.value).toBe('a1')
  allowed.value = 'b'
  expect(socket.data.value).toBe('b1')
  expect(seen.mock.calls.map(([data]) => data as unknown)).toEqual(['a1', 'b1'])
})

it('applies a new filter and a new select when reactive options replace them', async () => {
  const line = startLine()
  const options: UseWebSocketOptions = shallowReactive({ ...line.options, notify: 'sync', filter: () => false })
  const socket = within(() => useWebSocket(line.url, options))
  await line.open()
  await line.say('late')
  expect(socket.data.value).toBeUndefined()
  options.filter = (message) => message === 'late'
  expect(socket.data.value).toBe('late')
  options.select = (message) => `#${String(message)}`
  expect(socket.data.value).toBe('#late')
})

it('calls select of a channel again when a ref that it reads changes', async () => {
  const line = startLine()
  const unit = shallowRef('EUR')
  const channels = { subscribe: String, route: () => 'a' }
  const { data } = within(() => {
    const connection = useConnection(line.url, { ...line.options, notify: 'sync', channels })
    return useChannel(connection, 'a', { select: (message) => `${String(message)} ${unit.value}` })
  })
  await line.open()
  await line.say('7')
  unit.value = 'USD'
  expect(data.value).toBe('7 USD')
})

it('shows a synchronous watcher all fields of the same snapshot', async () => {
  const line = startLine()
  const socket = within(() => useWebSocket(line.url, { ...line.options, notify: 'sync' }))
  const seen: unknown[] = []
  within(() => watch(socket.phase, (phase) => seen.push([phase, socket.readyState.value]), { flush: 'sync' }))
  await line.open()
  line.close(1008)
  await line.settled()
  expect(seen).toEqual([
    ['open', 1],
    ['closed', 3],
  ])
})

it('creates a ref once, on its first read, and lists all refs', () => {
  const line = startLine()
  const socket = within(() => useWebSocket(line.url, line.options))
  const { readyState } = socket
  expect(socket.readyState).toBe(readyState)
  expect('data' in socket).toBe(true)
  expect(Object.keys(socket)).toEqual(expect.arrayContaining(['readyState', 'phase', 'data', 'latencyMs', 'send', 'connection']))
  expect(Object.keys({ ...socket })).toEqual(Object.keys(socket))
  expect(reactive({ ...socket }).readyState).toBe(readyState.value)
})

it('returns read-only refs', () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  const line = startLine()
  const { readyState } = within(() => useWebSocket(line.url, line.options))
  ;(readyState as Ref).value = 7
  expect(readyState.value).toBe(0)
  expect(warn).toHaveBeenCalledTimes(1)
})

it('dials next with a transport that was replaced in a plain options object', async () => {
  const line = startLine()
  const other = startLine()
  const options: UseWebSocketOptions = { ...line.options, notify: 'sync', reconnect: { delay: () => 0 } }
  const socket = within(() => useWebSocket(line.url, options))
  await line.open()
  options.transport = other.transport
  socket.reconnect()
  await other.open()
  expect([line.dials.length, other.dials.length]).toEqual([1, 1])
})

it('applies a new heartbeat in reactive options at once', async () => {
  const line = startLine()
  const options: UseWebSocketOptions = reactive({ ...line.options, notify: 'sync' }) as UseWebSocketOptions
  within(() => useWebSocket(line.url, options))
  await line.open()
  options.heartbeat = { intervalMs: 1000 }
  await line.advance(1000)
  expect(line.messages).toEqual(['ping'])
})
