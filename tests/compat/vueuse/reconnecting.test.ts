import { describe, expect, it, vi } from 'vitest'
import { nextTick, ref } from 'vue'
import type { CloseInfo } from 'websocket-store'
import { useWebSocket } from 'websocket-store/compat/vueuse'
import { eventually, inScope, serve } from '../../support/vue-peers'
import { pause } from '../../support/wait-for'

describe('VU 7: retries end when the server closes each socket after accepting it', () => {
  it('retries once after 4401, with the url of that moment, and then calls onFailed', async () => {
    const server = await serve({ onConnection: (socket) => socket.close(4401, 'who are you') })
    const onFailed = vi.fn()
    const onDisconnected = vi.fn()
    const { status } = inScope(() => useWebSocket(server.url, { autoReconnect: { delay: 5, onFailed }, onDisconnected }))
    await eventually(() => expect(onFailed).toHaveBeenCalledTimes(1))
    await pause(50)
    expect(server.opened).toBe(2)
    expect(onDisconnected).toHaveBeenCalledTimes(2)
    expect(status.value).toBe('CLOSED')
  })

  it('counts retries across sockets that closed soon after they opened', async () => {
    const server = await serve({ onConnection: (socket) => socket.close(4000) })
    const onFailed = vi.fn()
    inScope(() => useWebSocket(server.url, { autoReconnect: { retries: 3, delay: 5, onFailed } }))
    await eventually(() => expect(onFailed).toHaveBeenCalledTimes(1))
    expect(server.opened).toBe(4)
  })

  it('passes the close to a retries function, which then decides about every code', async () => {
    const server = await serve({ onConnection: (socket) => socket.close(4401, 'who are you') })
    const retries = vi.fn((retried: number, { code }: CloseInfo) => code === 4401 && retried < 3)
    inScope(() => useWebSocket(server.url, { autoReconnect: { retries, delay: 5 } }))
    await eventually(() => expect(retries).toHaveBeenCalledTimes(4))
    expect(retries.mock.lastCall).toEqual([3, { code: 4401, reason: 'who are you', wasClean: true }])
    await pause(30)
    expect(server.opened).toBe(4)
  })
})

describe('VU 9: a cancelled navigation does not close the connection', () => {
  it('stays open through beforeunload', async () => {
    const server = await serve()
    const { status, data } = inScope(() => useWebSocket(server.url))
    await eventually(() => expect(status.value).toBe('OPEN'))
    window.dispatchEvent(new Event('beforeunload', { cancelable: true }))
    server.broadcast('still here')
    await eventually(() => expect(data.value).toBe('still here'))
    expect(server.closes).toEqual([])
  })
})

describe('VU 10: only a different url reconnects, and not after close()', () => {
  it('keeps its socket when a getter returns an equal URL again', async () => {
    const server = await serve()
    const unrelated = ref(0)
    const { status } = inScope(() =>
      useWebSocket(() => {
        void unrelated.value
        return new URL('/same', server.url)
      }),
    )
    await eventually(() => expect(status.value).toBe('OPEN'))
    for (let change = 0; change < 10; change++) {
      unrelated.value++
      await nextTick()
      expect(status.value).toBe('OPEN')
    }
    expect(server.opened).toBe(1)
  })

  it('stays closed when the url changes after close(), until open()', async () => {
    const server = await serve()
    const room = ref('a')
    const { status, close, open } = inScope(() => useWebSocket(() => `${server.url}/${room.value}`))
    await eventually(() => expect(status.value).toBe('OPEN'))
    close()
    room.value = 'b'
    await pause(50)
    expect(status.value).toBe('CLOSED')
    expect(server.requests).toHaveLength(1)
    open()
    await eventually(() => expect(status.value).toBe('OPEN'))
    expect(server.requests.map(({ url }) => url)).toEqual(['/a', '/b'])
  })

  it('opens when the url changes with immediate false, as in VueUse', async () => {
    const server = await serve()
    const room = ref('a')
    inScope(() => useWebSocket(() => `${server.url}/${room.value}`, { immediate: false }))
    room.value = 'b'
    await eventually(() => expect(server.requests.map(({ url }) => url)).toEqual(['/b']))
  })
})

it('works with open() and close() called from the callbacks', async () => {
  const server = await serve()
  const log: string[] = []
  const { status } = inScope(() => {
    const socket = useWebSocket(server.url, {
      onConnected: () => {
        log.push('connected')
        socket.close()
      },
      onDisconnected: () => {
        log.push('disconnected')
        if (log.length < 4) socket.open()
      },
    })
    return socket
  })
  await eventually(() => expect(log).toEqual(['connected', 'disconnected', 'connected', 'disconnected']))
  expect(status.value).toBe('CLOSED')
  await eventually(() => expect(server.alive).toBe(0))
})

it('an event is no close code, so that close can be an event handler', async () => {
  const server = await serve()
  const { close, status } = inScope(() => useWebSocket(server.url))
  await eventually(() => expect(status.value).toBe('OPEN'))
  ;(close as unknown as (event: Event) => void)(new Event('click'))
  await eventually(() => expect(server.closes).toEqual([{ code: 1000, reason: '' }]))
})

describe('signals of the page', () => {
  it('retry soon when the network is back, with autoReconnect', async () => {
    const server = await serve({ refuse: () => (server.requests.length === 1 ? 503 : undefined) })
    const { status } = inScope(() => useWebSocket(server.url, { autoReconnect: { delay: 600_000 } }))
    await eventually(() => expect(status.value).toBe('CLOSED'))
    window.dispatchEvent(new Event('online'))
    await eventually(() => expect(status.value).toBe('OPEN'))
  })

  it('change nothing without autoReconnect', async () => {
    const server = await serve()
    const { status } = inScope(() => useWebSocket(server.url))
    await eventually(() => expect(status.value).toBe('OPEN'))
    window.dispatchEvent(Object.assign(new Event('pagehide'), { persisted: true }))
    expect(status.value).toBe('OPEN')
    server.closeAll()
    await eventually(() => expect(status.value).toBe('CLOSED'))
    window.dispatchEvent(new Event('online'))
    await pause(1100)
    expect(server.requests).toHaveLength(1)
  })
})
