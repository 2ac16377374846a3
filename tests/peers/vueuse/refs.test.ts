import { mount } from '@vue/test-utils'
import { describe, expect, it, onTestFinished } from 'vitest'
import { defineComponent, h, KeepAlive, nextTick, ref, watch } from 'vue'
import { useWebSocket } from 'websocket-store/vue'
import { pause } from '../../support/wait-for'
import { eventually, inScope, serve } from '../../support/vue-peers'

// In VueUse, `data` is an ordinary ref. Two equal texts in a row are one change, and a watcher misses the second one.
describe('VU 8: equal messages in a row are separate messages', () => {
  it('fires a watcher of data for each equal message', async () => {
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

  it('fires a watcher with the default flush when an equal message arrives later', async () => {
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

// In VueUse, a wrapper does the sharing. It uses only the url of the first component, and closes after the last one. A
// component hidden by KeepAlive still renders for every message.
describe('VU 12: sharing is per url and survives a remount, and hidden components do not render', () => {
  it('uses one connection per url', async () => {
    const server = await serve()
    const [a, b, again] = ['a', 'b', 'a'].map((room) => inScope(() => useWebSocket(`${server.url}/${room}`)))
    await eventually(() => expect([a, b, again].map((each) => each?.readyState.value)).toEqual([1, 1, 1]))
    expect(server.requests.map(({ url }) => url).sort()).toEqual(['/a', '/b'])
    b?.send('only for b')
    await eventually(() => expect(b?.data.value).toBe('only for b'))
    expect(a?.data.value).toBeUndefined()
    expect(again?.connection.value).toBe(a?.connection.value)
  })

  it('keeps the socket between the last component and the next one', async () => {
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

  it('does not render a hidden component, and shows the latest message when it is shown again', async () => {
    const server = await serve()
    const isShown = ref(true)
    let renders = 0
    const received: unknown[] = []
    const Ticker = defineComponent(() => {
      const { data } = useWebSocket(server.url, { deactivated: 'pause', onMessage: (message) => received.push(message) })
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
      await eventually(() => expect(received).toHaveLength(sent + 2))
      await pause(20)
    }
    expect(renders).toBe(before)

    isShown.value = true
    await eventually(() => expect(page.text()).toBe('hidden 9'))
    expect(server.opened).toBe(1)
  })
})
