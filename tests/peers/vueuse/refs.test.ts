import { mount } from '@vue/test-utils'
import { describe, expect, it, onTestFinished } from 'vitest'
import { defineComponent, h, KeepAlive, nextTick, ref, watch } from 'vue'
import { useWebSocket } from 'websocket-store/vue'
import { pause } from '../../support/wait-for'
import { eventually, inScope, serve } from '../../support/vue-peers'

// There, `data` is an ordinary ref: two equal texts in a row are one change, and a watcher misses the second.
describe('VU 8: equal messages in a row are so many messages', () => {
  it('fires a watcher of data for each of them', async () => {
    const server = await serve()
    const seen: unknown[] = []
    const { readyState } = inScope(() => {
      const socket = useWebSocket(server.url, { notify: 'sync' })
      watch(socket.data, (value) => seen.push(value), { flush: 'sync' })
      return socket
    })
    await eventually(() => expect(readyState.value).toBe(1))
    for (let sent = 0; sent < 3; sent++) server.broadcast('tick')
    await eventually(() => expect(seen).toEqual(['tick', 'tick', 'tick']))
  })

  it('fires an ordinary watcher when an equal message comes later', async () => {
    const server = await serve()
    const seen: unknown[] = []
    const { readyState } = inScope(() => {
      const socket = useWebSocket(server.url)
      watch(socket.data, (value) => seen.push(value))
      return socket
    })
    await eventually(() => expect(readyState.value).toBe(1))
    for (let sent = 1; sent <= 3; sent++) {
      server.broadcast('tick')
      await eventually(() => expect(seen).toHaveLength(sent))
    }
  })
})

// There, sharing goes through a wrapper that ignores the url of everyone but the first and closes with the last; and a
// component hidden by KeepAlive goes on rendering for every message.
describe('VU 12: sharing goes by url and outlasts a remount, and the hidden rest', () => {
  it('gives another url another connection, and the same url the same one', async () => {
    const server = await serve()
    const [a, b, again] = ['a', 'b', 'a'].map((room) => inScope(() => useWebSocket(`${server.url}/${room}`)))
    await eventually(() => expect([a, b, again].map((each) => each?.readyState.value)).toEqual([1, 1, 1]))
    expect(server.requests.map(({ url }) => url).sort()).toEqual(['/a', '/b'])
    b?.send('only for b')
    await eventually(() => expect(b?.data.value).toBe('only for b'))
    expect(a?.data.value).toBeUndefined()
    expect(again?.connection.value).toBe(a?.connection.value)
  })

  it('keeps the socket from the last user to the next', async () => {
    const server = await serve()
    for (let visit = 0; visit < 5; visit++) {
      const { readyState, scope } = inScope(() => useWebSocket(server.url))
      await eventually(() => expect(readyState.value).toBe(1))
      scope.stop()
      await pause(20)
    }
    expect(server.opened).toBe(1)
    expect(server.closes).toEqual([])
  })

  it('renders nothing of a hidden component, and the latest message when it is shown again', async () => {
    const server = await serve()
    const isShown = ref(true)
    let renders = 0
    const heard: unknown[] = []
    const Ticker = defineComponent(() => {
      const { data } = useWebSocket(server.url, { deactivated: 'pause', onMessage: (message) => heard.push(message) })
      return () => {
        renders++
        return h('p', String(data.value))
      }
    })
    const page = mount(() => h(KeepAlive, null, () => (isShown.value ? h(Ticker) : h('i', 'elsewhere'))))
    onTestFinished(() => page.unmount())
    await eventually(() => expect(server.alive).toBe(1))
    server.broadcast('shown')
    await eventually(() => expect(page.text()).toBe('shown'))

    isShown.value = false
    await nextTick()
    const before = renders
    for (let sent = 0; sent < 10; sent++) {
      server.broadcast(`hidden ${sent}`)
      await eventually(() => expect(heard).toHaveLength(sent + 2))
      await pause(20)
    }
    expect(renders).toBe(before)

    isShown.value = true
    await eventually(() => expect(page.text()).toBe('hidden 9'))
    expect(server.opened).toBe(1)
  })
})
