import { mount } from '@vue/test-utils'
import { defineComponent, h, nextTick, shallowRef, watch, watchEffect, type VNodeChild } from 'vue'
import { expect, it } from 'vitest'
import { ReadyState } from 'websocket-store'
import { useWebSocket, type UseWebSocketOptions, type UseWebSocketResult } from 'websocket-store/vue'
import { createFakeLine } from '../support/fake-line'
import { startLine } from './support/line'

const many = Array.from({ length: 10_000 }, (_, i) => String(i))

/** Notifies of every change at once. If no render follows, the component did not need one. */
const sync = { notify: 'sync' } as const

function mountReader(read: (socket: UseWebSocketResult) => VNodeChild, more: UseWebSocketOptions = sync) {
  const line = startLine()
  const counts = { renders: 0 }
  const wrapper = mount(
    defineComponent(() => {
      const socket = useWebSocket(line.url, { ...line.options, ...more })
      return () => {
        counts.renders++
        return h('p', read(socket) as string)
      }
    }),
  )
  return { line, wrapper, counts }
}

it('does not render a component that reads only readyState when 10,000 messages arrive', async () => {
  const { line, counts } = mountReader(({ readyState, send }) => `${readyState.value} ${typeof send}`)
  await line.open()
  const before = counts.renders
  await line.say(...many)
  expect(counts.renders).toBe(before)
})

it('renders a component that reads nothing only once', async () => {
  const { line, counts } = mountReader(({ send }) => typeof send)
  await line.open()
  await line.say('1')
  line.cut()
  await line.settled()
  expect(counts.renders).toBe(1)
})

it('shows and tracks a field that only a later render reads', async () => {
  const isShown = shallowRef(false)
  const { line, wrapper } = mountReader(({ data }) => (isShown.value ? String(data.value) : ''))
  await line.open()
  await line.say('unread')
  isShown.value = true
  await nextTick()
  expect(wrapper.text()).toBe('unread')
  await line.say('read')
  expect(wrapper.text()).toBe('read')
})

it('gives an event handler the latest state every time, before the next render', () => {
  const read: unknown[] = []
  const line = createFakeLine()
  const wrapper = mount(
    defineComponent(() => {
      const { data } = useWebSocket(line.url, { ...line.options, ...sync })
      return () => h('button', { onClick: () => read.push(data.value) })
    }),
  )
  line.open()
  for (const message of ['1', '2', '3']) {
    line.say(message)
    void wrapper.trigger('click')
  }
  expect(read).toEqual(['1', '2', '3'])
})

it('gives each composable its own refs', async () => {
  const line = startLine()
  const sockets: UseWebSocketResult[] = []
  const Page = defineComponent(() => {
    sockets.push(useWebSocket(line.url, line.options))
    sockets.push(useWebSocket(line.url, { ...line.options, enabled: false }))
    return () => null
  })
  mount(Page)
  mount(Page)
  await line.open()
  const [first, off, second] = sockets
  expect(first!.connection.value).toBe(second!.connection.value)
  expect(new Set(sockets.map(({ data }) => data)).size).toBe(4)
  expect(new Set(sockets.map(({ readyState }) => readyState)).size).toBe(4)
  const { OPEN, UNINSTANTIATED } = ReadyState
  expect([first!.readyState.value, off!.readyState.value]).toEqual([OPEN, UNINSTANTIATED])
})

it.each(['same', 'same object'])('fires watch(data) three times for three messages that are the %s', async (kind) => {
  const fired: unknown[] = []
  const value = kind === 'same' ? 'same' : {}
  const line = startLine()
  mount(
    defineComponent(() => {
      const codec = { encode: String, decode: () => value }
      const { data } = useWebSocket(line.url, { ...line.options, ...sync, codec })
      watch(data, (message) => fired.push(message), { flush: 'sync' })
      return () => null
    }),
  )
  await line.open()
  await line.say('a', 'a', 'a')
  expect(fired).toEqual([value, value, value])
})

it('fires watch(data) for a repeated message with the default flush too', async () => {
  let fired = 0
  const line = startLine()
  mount(
    defineComponent(() => {
      const { data } = useWebSocket(line.url, { ...line.options, ...sync })
      watch(data, () => fired++)
      return () => null
    }),
  )
  await line.open()
  for (let i = 1; i <= 3; i++) {
    await line.say('same')
    expect(fired).toBe(i)
  }
})

it('does not fire watch(data) when other fields change', async () => {
  let fired = 0
  const line = startLine()
  mount(
    defineComponent(() => {
      const { data, phase } = useWebSocket(line.url, { ...line.options, ...sync })
      watch(data, () => fired++, { flush: 'sync' })
      return () => phase.value
    }),
  )
  await line.open()
  await line.say('one')
  line.cut()
  await line.settled()
  expect(fired).toBe(1)
})

it('changes all refs of a snapshot before any effect of the default flush runs', async () => {
  const seen: string[] = []
  const line = startLine()
  mount(
    defineComponent(() => {
      const { readyState, phase } = useWebSocket(line.url, { ...line.options, ...sync })
      watchEffect(() => void seen.push(`${readyState.value} ${phase.value}`))
      return () => null
    }),
  )
  await line.open()
  line.close(1008)
  await line.settled()
  expect(seen.at(-1)).toBe('3 closed')
  for (const entry of seen) expect(entry).toMatch(/^(0 (resolving|connecting)|1 open|3 closed)$/)
})

it('shows a synchronous watcher of data or readyState the rest of the same snapshot', async () => {
  const seen: unknown[] = []
  const line = startLine()
  mount(
    defineComponent(() => {
      const { data, lastMessage, readyState, phase, lastClose } = useWebSocket(line.url, { ...line.options, ...sync })
      watch(data, (message) => seen.push([message, lastMessage.value?.data]), { flush: 'sync' })
      watch(readyState, (state) => seen.push([state, phase.value, lastClose.value?.code]), { flush: 'sync' })
      return () => null
    }),
  )
  await line.open()
  await line.say('a', 'b', 'b')
  line.close(1008)
  await line.settled()
  const messages = ['a', 'b', 'b'].map((message) => [message, message])
  expect(seen).toEqual([[1, 'open', undefined], ...messages, [3, 'closed', 1008]])
})

it('shows the latest state after a synchronous watcher causes a change during an update', async () => {
  const line = startLine()
  const enabled = shallowRef(true)
  let socket!: UseWebSocketResult
  mount(
    defineComponent(() => {
      socket = useWebSocket(line.url, { ...line.options, ...sync, enabled })
      watch(socket.phase, (phase) => phase === 'open' && (enabled.value = false), { flush: 'sync' })
      return () => null
    }),
  )
  await line.open()
  const { phase, url, readyState } = socket
  expect([phase.value, url.value, readyState.value]).toEqual(['idle', null, -1])
})

it('passes every message to an onMessage listener until it is unsubscribed', async () => {
  const [own, stopped]: [unknown[], unknown[]] = [[], []]
  let stop = () => {}
  const { line, wrapper } = mountReader((socket) => {
    if (own.length === 0) socket.onMessage((message) => own.push(message))
    stop = socket.onMessage((message) => stopped.push(message))
    return null
  })
  await line.open()
  await line.say('1')
  stop()
  await line.say('2')
  wrapper.unmount()
  await line.say('3')
  expect([own, stopped]).toEqual([['1', '2'], ['1']])
})
