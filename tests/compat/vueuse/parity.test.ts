import { useWebSocket as theirs, type UseWebSocketReturn } from '@vueuse/core'
import { mount } from '@vue/test-utils'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { defineComponent, h, nextTick, ref, watch } from 'vue'
import { useWebSocket as ours } from 'websocket-store/compat/vueuse'
import { eventually, inScope, serve } from '../../support/vue-peers'
import { pause } from '../../support/wait-for'

// Each behaviour is tested with VueUse and with the drop-in.
const IMPLEMENTATIONS: readonly (readonly [name: string, useWebSocket: typeof theirs])[] = [
  ['VueUse', theirs],
  ['the drop-in', ours],
]
describe.each(IMPLEMENTATIONS)('useWebSocket of %s', (_, useWebSocket) => {
  /** A log of the callbacks, with the status that each of them sees. */
  function logged(url: string, options: Parameters<typeof theirs>[1] = {}) {
    const log: string[] = []
    const state = inScope(() => {
      const add = (text: string): void => void log.push(`${text} ${state.status.value}`)
      const state: UseWebSocketReturn<string> = useWebSocket<string>(url, {
        onConnected: () => add('connected'),
        onDisconnected: (_ws, { code }) => add(`disconnected ${code}`),
        onError: (_ws, { type }) => add(type),
        onMessage: (_ws, { data }) => add(`message ${String(data)}`),
        ...options,
      })
      return state
    })
    return { ...state, log }
  }

  it('dials within setup', async () => {
    const server = await serve()
    const seen: unknown[] = []
    const page = mount(
      defineComponent(() => {
        const { data, status, ws } = useWebSocket(server.url)
        seen.push(data.value, status.value, ws.value?.readyState)
        return () => h('p', status.value)
      }),
    )
    onTestFinished(() => page.unmount())
    expect(seen).toEqual([null, 'CONNECTING', 0])
    await eventually(() => expect(page.text()).toBe('OPEN'))
  })

  it('calls the callbacks in the same order and with the same status', async () => {
    const server = await serve()
    const { log, send, close, status, ws, data } = logged(server.url, { autoReconnect: { delay: 5 } })
    await eventually(() => expect(status.value).toBe('OPEN'))
    expect(send('hello')).toBe(true)
    await eventually(() => expect(data.value).toBe('hello'))
    server.closeAll(4000)
    await eventually(() => expect(server.opened).toBe(2))
    await eventually(() => expect(status.value).toBe('OPEN'))
    close(4001, 'bye')
    expect([status.value, ws.value]).toEqual(['CLOSED', undefined])
    await eventually(() => expect(log).toHaveLength(5))
    expect(log).toEqual([
      'connected OPEN',
      'message hello OPEN',
      'disconnected 4000 CLOSED',
      'connected OPEN',
      'disconnected 4001 CLOSED',
    ])
    await eventually(() => expect(server.closes.at(-1)).toEqual({ code: 4001, reason: 'bye' }))
    await pause(30)
    expect(server.opened).toBe(2)
  })

  it('reports a refused handshake as an error and a disconnect, and keeps the socket in ws', async () => {
    const server = await serve({ refuse: () => 503 })
    const { log, status, ws } = logged(server.url)
    await eventually(() => expect(log).toEqual(['error CONNECTING', 'disconnected 1006 CLOSED']))
    expect(status.value).toBe('CLOSED')
    expect(ws.value?.readyState).toBe(3)
  })

  it('retries as often as retries says, with the delay of each retry, and then calls onFailed', async () => {
    const server = await serve({ refuse: () => 503 })
    const delay = vi.fn(() => 5)
    const onFailed = vi.fn()
    inScope(() => useWebSocket(server.url, { autoReconnect: { retries: 2, delay, onFailed } }))
    await eventually(() => expect(onFailed).toHaveBeenCalledTimes(1))
    expect(delay.mock.calls).toEqual([[1], [2]])
    expect(server.requests).toHaveLength(3)
  })

  it('calls a retries function with the number of retries so far', async () => {
    const server = await serve({ refuse: () => 503 })
    const counts: number[] = []
    const onFailed = vi.fn()
    const retries = (retried: number) => counts.push(retried) < 3
    inScope(() => useWebSocket(server.url, { autoReconnect: { retries, delay: () => 5, onFailed } }))
    await eventually(() => expect(onFailed).toHaveBeenCalledTimes(1))
    expect(counts).toEqual([0, 1, 2])
  })

  it('does not retry without autoReconnect', async () => {
    const server = await serve()
    const { status } = logged(server.url)
    await eventually(() => expect(status.value).toBe('OPEN'))
    server.terminateAll()
    await eventually(() => expect(status.value).toBe('CLOSED'))
    await pause(50)
    expect(server.requests).toHaveLength(1)
  })

  it('buffers messages before the open, except with useBuffer false', async () => {
    const server = await serve()
    const { send, open } = inScope(() => useWebSocket(server.url, { immediate: false }))
    expect(send('waits')).toBe(false)
    expect(send('is dropped', false)).toBe(false)
    await pause(20)
    expect(server.requests).toHaveLength(0)
    open()
    expect(send('waits too')).toBe(false)
    await eventually(() => expect(server.messages).toEqual(['waits', 'waits too']))
  })

  it('replaces an open socket on open()', async () => {
    const server = await serve()
    const { open, status, ws } = logged(server.url)
    await eventually(() => expect(status.value).toBe('OPEN'))
    const first = ws.value
    open()
    expect(status.value).toBe('CONNECTING')
    expect(ws.value).not.toBe(first)
    await eventually(() => expect(status.value).toBe('OPEN'))
    await eventually(() => expect(server.closes).toEqual([{ code: 1000, reason: '' }]))
  })

  it('waits for a url, sends what was buffered meanwhile, and follows the url', async () => {
    const server = await serve()
    const url = ref<string>()
    const { send, status } = inScope(() => useWebSocket(url))
    expect(status.value).toBe('CLOSED')
    send('early')
    url.value = `${server.url}/a`
    await eventually(() => expect(server.messages).toEqual(['early']))
    url.value = `${server.url}/b`
    await nextTick()
    expect(status.value).toBe('CONNECTING')
    await eventually(() => expect(status.value).toBe('OPEN'))
    expect(server.requests.map((request) => request.url)).toEqual(['/a', '/b'])
    url.value = undefined
    await eventually(() => expect(server.alive).toBe(0))
    expect(status.value).toBe('CLOSED')
  })

  it('uses a new url at the next open() with autoConnect false', async () => {
    const server = await serve()
    const room = ref('a')
    const { open, status } = inScope(() => useWebSocket(() => `${server.url}/${room.value}`, { autoConnect: false }))
    await eventually(() => expect(status.value).toBe('OPEN'))
    room.value = 'b'
    await pause(30)
    expect(server.requests).toHaveLength(1)
    open()
    await eventually(() => expect(server.requests.map((request) => request.url)).toEqual(['/a', '/b']))
  })

  it('lets the application write to data, and watch it', async () => {
    const server = await serve()
    const seen: unknown[] = []
    const { data, status } = inScope(() => {
      const state = useWebSocket<string>(server.url)
      watch(state.data, (value) => seen.push(value))
      return state
    })
    await eventually(() => expect(status.value).toBe('OPEN'))
    server.broadcast('one')
    await eventually(() => expect(seen).toEqual(['one']))
    data.value = null
    await nextTick()
    expect(seen).toEqual(['one', null])
  })

  it('lets the application set binaryType on the socket, and delivers a Blob otherwise', async () => {
    const server = await serve()
    const [blobs, buffers] = ['blob', 'arraybuffer'].map((type) =>
      inScope(() => {
        const state = useWebSocket<Blob | ArrayBuffer>(server.url)
        if (type === 'arraybuffer') state.ws.value!.binaryType = type
        return state
      }),
    )
    await eventually(() => expect([blobs!.status.value, buffers!.status.value]).toEqual(['OPEN', 'OPEN']))
    server.broadcast(new Uint8Array([1, 2]))
    await eventually(() => expect([blobs!.data.value, buffers!.data.value].map(String)).toEqual(['[object Blob]', '[object ArrayBuffer]']))
  })

  it('offers the protocols', async () => {
    const server = await serve()
    const { ws, status } = inScope(() => useWebSocket(server.url, { protocols: ['v2', 'v1'] }))
    await eventually(() => expect(status.value).toBe('OPEN'))
    expect(ws.value?.protocol).toBe('v2')
  })

  it('closes with 1000 when its scope ends, and still calls onDisconnected', async () => {
    const server = await serve()
    const { log, scope, status } = logged(server.url, { autoReconnect: { delay: 5 } })
    await eventually(() => expect(status.value).toBe('OPEN'))
    scope.stop()
    expect(status.value).toBe('CLOSED')
    await eventually(() => expect(server.closes).toEqual([{ code: 1000, reason: '' }]))
    await eventually(() => expect(log.at(-1)).toBe('disconnected 1000 CLOSED'))
    await pause(30)
    expect(server.requests).toHaveLength(1)
  })

  it('stays open after its scope with autoClose false', async () => {
    const server = await serve()
    const { scope, status, data, close } = logged(server.url, { autoClose: false })
    await eventually(() => expect(status.value).toBe('OPEN'))
    scope.stop()
    await pause(20)
    server.broadcast('still here')
    await eventually(() => expect(data.value).toBe('still here'))
    close()
    await eventually(() => expect(server.alive).toBe(0))
  })

  it('works outside of a scope', async () => {
    const server = await serve()
    const { data, send, close, status } = useWebSocket(server.url)
    send('plain script')
    await eventually(() => expect(data.value).toBe('plain script'))
    close()
    expect(status.value).toBe('CLOSED')
    await eventually(() => expect(server.alive).toBe(0))
  })

  it('does not share a socket between two calls', async () => {
    const server = await serve()
    const [a, b] = [1, 2].map(() => inScope(() => useWebSocket<string>(server.url)))
    await eventually(() => expect(server.opened).toBe(2))
    await eventually(() => expect([a!.status.value, b!.status.value]).toEqual(['OPEN', 'OPEN']))
    a!.send('only for a')
    await eventually(() => expect(a!.data.value).toBe('only for a'))
    expect(b!.data.value).toBeNull()
  })

  it('sends pings of a message that may change, and does not show the pongs', async () => {
    const server = await serve({ onMessage: (_, socket) => socket.send('pong') })
    const count = ref(0)
    const message = () => `ping ${count.value}`
    const { data } = inScope(() => useWebSocket(server.url, { heartbeat: { message, responseMessage: 'pong', interval: 20, pongTimeout: 5000 } }))
    await eventually(() => expect(server.messages).toContain('ping 0'))
    count.value = 1
    await eventually(() => expect(server.messages).toContain('ping 1'))
    await pause(20)
    expect(data.value).toBeNull()
  })

  it('sends pings when a scheduler says so, between open and close', async () => {
    const server = await serve()
    const calls: string[] = []
    let ping!: () => void
    const scheduler = (run: () => void) => {
      ping = run
      return { isActive: ref(true), pause: () => void calls.push('pause'), resume: () => void calls.push('resume') }
    }
    const { status, close } = inScope(() => useWebSocket(server.url, { heartbeat: { scheduler, message: 'are you there', pongTimeout: 5000 } }))
    await eventually(() => expect(status.value).toBe('OPEN'))
    expect(calls).toEqual(['resume'])
    ping()
    ping()
    await eventually(() => expect(server.messages).toEqual(['are you there', 'are you there']))
    close()
    await eventually(() => expect(calls).toContain('pause'))
  })
})
