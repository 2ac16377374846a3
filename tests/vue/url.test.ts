import { mount } from '@vue/test-utils'
import { computed, defineComponent, nextTick, ref, shallowRef, type MaybeRefOrGetter } from 'vue'
import { expect, it, vi } from 'vitest'
import { useConnection, useMessages, useWebSocket, type UseWebSocketOptions } from 'websocket-store/vue'
import { startLine } from './support/line'

type Url = MaybeRefOrGetter<string | URL | null | undefined>

function mountSocket(url: Url, options: UseWebSocketOptions) {
  let socket!: ReturnType<typeof useWebSocket>
  mount(
    defineComponent(() => {
      socket = useWebSocket(url, options)
      return () => socket.readyState.value
    }),
  )
  return socket
}

it.each([true, false])('does not dial again when a getter returns an equal new URL(), share: %s', async (share) => {
  const line = startLine()
  const unrelated = ref(0)
  const socket = mountSocket(() => new URL(unrelated.value < 0 ? 'ws://other.test' : line.url), { ...line.options, share })
  const { value: connection } = socket.connection
  await line.open()
  for (let i = 0; i < 5; i++) {
    unrelated.value++
    await nextTick()
  }
  expect(socket.connection.value).toBe(connection)
  expect(line.dials).toHaveLength(1)
  expect(line.connections).toHaveLength(1)
})

it.each([
  ['a ref', (url: string) => shallowRef<string | null>(url)],
  ['a computed', (url: string) => computed(() => url)],
  ['a getter', (url: string) => () => url],
  ['a string', (url: string) => url],
  ['a URL', (url: string) => new URL(url)],
] as const)('accepts %s as the url', async (_name, make) => {
  const line = startLine()
  const { readyState } = mountSocket(make(line.url), line.options)
  await line.open()
  expect(readyState.value).toBe(1)
})

it('switches at once when a url ref changes, and shows nothing of the old url', async () => {
  const [line, other] = [startLine(), startLine()]
  const url = shallowRef(line.url)
  const transport = (address: string) => new (address.startsWith(line.url) ? line : other).options.WebSocket(address)
  const { data, readyState, connection } = mountSocket(url, { transport, notify: 'sync' })
  await line.open()
  await line.say('old')
  expect(data.value).toBe('old')
  url.value = other.url
  expect([data.value, readyState.value, connection.value?.key]).toEqual([undefined, 0, other.url])
  await line.say('late')
  expect(data.value).toBeUndefined()
})

it('joins once when refs change that the filter and the callbacks read', async () => {
  const line = startLine()
  const first = mountSocket(line.url, { ...line.options, notify: 'sync' })
  await line.open()
  await line.say('a1')
  const prefix = ref('a')
  const onOpen = vi.fn(() => void prefix.value)
  const filter = (message: unknown) => String(message).startsWith(prefix.value)
  const late = mountSocket(line.url, { ...line.options, notify: 'sync', filter, onOpen })
  expect(late.data.value).toBe('a1')
  prefix.value = 'b'
  await line.say('a2', 'b1')
  expect([first.data.value, late.data.value]).toEqual(['b1', 'b1'])
  expect(onOpen).toHaveBeenCalledTimes(1)
})

it('keeps the history when the limit is a getter whose value changes', async () => {
  const line = startLine()
  const limit = ref(10)
  let messages!: ReturnType<typeof useMessages>
  mount(
    defineComponent(() => {
      const connection = useConnection(line.url, { ...line.options, notify: 'sync' })
      messages = useMessages(connection, {
        get limit() {
          return limit.value
        },
      })
      return () => messages.value.length
    }),
  )
  await line.open()
  await line.say('1', '2', '3')
  limit.value = 2
  await line.say('4')
  expect(messages.value).toEqual(['3', '4'])
})
