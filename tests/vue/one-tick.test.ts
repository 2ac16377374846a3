import { mount } from '@vue/test-utils'
import { defineComponent, effectScope, h, nextTick, reactive, ref, shallowRef } from 'vue'
import { expect, it, onTestFinished, vi } from 'vitest'
import { useChannel, useConnection, useMessages, useWebSocket, type UseWebSocketOptions } from 'websocket-store/vue'
import { createFakeLine } from '../support/fake-line'
import type { Line } from '../support/line'
import { pause, waitFor } from '../support/wait-for'
import { startLine } from './support/line'

function within<T>(setup: () => T): T {
  const scope = effectScope(true)
  onTestFinished(() => scope.stop())
  return scope.run(setup)!
}

const channels = { subscribe: String, unsubscribe: (key: string) => `-${key}`, route: (message: unknown) => String(message)[0] }
const dialled = (line: Line) => line.dials.map(({ url }) => url.slice(line.url.length))

/** Uses a url that depends on two reactive values. */
function useParts(line: Pick<Line, 'url' | 'options'>, more?: UseWebSocketOptions) {
  const parts = reactive({ host: 'a', room: '1' })
  const socket = within(() => useWebSocket(() => `${line.url}${parts.host}/${parts.room}`, { ...line.options, ...more }))
  return { parts, socket }
}

it('dials once when two parts of the url change in one tick', async () => {
  const line = startLine()
  const { parts } = useParts(line)
  parts.host = 'b'
  parts.room = '2'
  await line.settled()
  expect(dialled(line)).toEqual(['a/1', 'b/2'])
})

it('dials once when a parent replaces both props of the url in one render', async () => {
  const line = startLine()
  const props = shallowRef({ host: 'a', room: '1' })
  const Child = defineComponent(
    (own: { host: string; room: string }) => {
      useWebSocket(() => `${line.url}${own.host}/${own.room}`, line.options)
      return () => null
    },
    { props: { host: { type: String, required: true }, room: { type: String, required: true } } },
  )
  mount(() => h(Child, props.value))
  props.value = { host: 'b', room: '2' }
  await line.settled()
  expect(dialled(line)).toEqual(['a/1', 'b/2'])
})

it('shows no state and no message of the old url in the tick of the change', () => {
  // A real socket delivers nothing in that tick. Another one could.
  const line = createFakeLine()
  const onMessage = vi.fn()
  const { parts, socket } = useParts(line, { notify: 'sync', onMessage })
  line.open()
  line.say('old')
  parts.host = 'b'
  line.say('late')
  expect([socket.data.value, socket.readyState.value, onMessage.mock.calls.length]).toEqual([undefined, 0, 1])
  expect(socket.connection.value?.key).toBe(`${line.url}b/1`)
})

it.each([0, 1000])('keeps the socket when the url changes and changes back in one tick, with a linger of %d ms', async (lingerMs) => {
  const line = startLine()
  const { parts, socket } = useParts(line, { lingerMs, notify: 'sync' })
  await line.open()
  parts.host = 'b'
  parts.host = 'a'
  await pause(20)
  await line.say('on')
  expect([dialled(line), line.connections.length, socket.data.value]).toEqual([['a/1'], 1, 'on'])
})

it('dials only the new url when enabled and the url change in one tick', async () => {
  const line = startLine()
  const enabled = ref(false)
  const { parts } = useParts(line, { enabled } as object)
  enabled.value = true
  parts.host = 'b'
  await line.settled()
  expect(dialled(line)).toEqual(['b/1'])
})

it('does not dial when it is disabled again, or its scope stops, in the tick that enables it', async () => {
  const line = startLine()
  const enabled = ref(false)
  useParts(line, { enabled } as object)
  const scope = effectScope(true)
  scope.run(() => useConnection(line.url, { ...line.options, enabled }))
  enabled.value = true
  scope.stop()
  enabled.value = false
  await pause(5)
  expect(dialled(line)).toEqual([])
})

it('subscribes to one channel when two parts of its key change in one tick', async () => {
  const line = startLine()
  const [topic, part] = [ref('x'), ref('1')]
  within(() => {
    const { channel } = useChannel(useConnection(line.url, { ...line.options, channels }), () => topic.value + part.value)
    useMessages(channel)
  })
  await line.open()
  topic.value = 'y'
  part.value = '2'
  await line.settled()
  expect(line.messages).toEqual(['x1', 'y2'])
})

it.each(['open', 'reconnect'] as const)('%s() dials at once, and the socket stays open without a linger', async (name) => {
  const line = startLine()
  const calls = { onOpen: vi.fn(), onMessage: vi.fn() }
  const { socket } = useParts(line, { enabled: false, lingerMs: 0, notify: 'sync', ...calls })
  socket[name]()
  expect(socket.phase.value).toBe('connecting')
  await line.open()
  await line.say('first')
  expect([socket.data.value, calls.onMessage.mock.calls.length]).toEqual(['first', 1])
  expect(calls.onOpen.mock.calls[0]?.[1]).toEqual({ isReconnect: false, isLateJoin: false })
  await pause(20)
  expect(line.connections).toHaveLength(1)
  socket.close()
  await waitFor(() => line.connections.length === 0)
})

it.each(['open', 'reconnect'] as const)('%s() in the tick of a url change dials the new url, and the socket stays open without a linger', async (name) => {
  const line = startLine()
  const { parts, socket } = useParts(line, { lingerMs: 0, notify: 'sync' })
  parts.host = 'b'
  socket[name]()
  await pause(20)
  await line.open()
  expect([dialled(line).at(-1), line.connections.length, socket.readyState.value]).toEqual(['b/1', 1, 1])
})

it('calls onError when open() dials an invalid url', () => {
  const onError = vi.fn()
  const { open } = within(() => useWebSocket('http://[', { enabled: false, onError }))
  open()
  expect(onError).toHaveBeenCalled()
})

it('sends to the new url in the tick of the url change', async () => {
  const line = startLine()
  const { parts, socket } = useParts(line)
  await line.open()
  parts.host = 'b'
  expect(socket.send('hello')).toBe('queued')
  const second = await line.connected(2)
  await line.settled()
  expect([line.messages, second.messages]).toEqual([['hello'], ['hello']])
})

it('releases its demand when its own onOpen disables it during a late join', async () => {
  const line = startLine()
  const first = within(() => useConnection(line.url, line.options))
  await line.open()
  const enabled = ref(true)
  const onMessage = vi.fn()
  const retained = vi.spyOn(first.value!, 'retain')
  within(() => useWebSocket(line.url, { ...line.options, enabled, onMessage, onOpen: () => (enabled.value = false) } as object))
  await nextTick()
  await line.say('after')
  expect(onMessage).not.toHaveBeenCalled()
  expect(retained).toHaveBeenCalledTimes(1)
})

it('dials the url that onOpen sets during a late join', async () => {
  const line = startLine()
  const other = within(() => useConnection(`${line.url}b/1`, line.options))
  await line.open()
  const { parts } = useParts(line, {
    onOpen: () => {
      parts.host = 'c'
    },
  })
  parts.host = 'b'
  await line.settled()
  expect(dialled(line)).toEqual(['b/1', 'a/1', 'c/1'])
  expect(other.value?.getSnapshot().phase).toBe('open')
})
