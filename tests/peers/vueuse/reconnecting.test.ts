import { describe, expect, it, vi } from 'vitest'
import { nextTick, ref } from 'vue'
import type { CloseInfo } from 'websocket-store'
import { useWebSocket } from 'websocket-store/vue'
import { pause } from '../../support/wait-for'
import { eventually, inScope, serve } from '../../support/vue-peers'

// In VueUse, every open resets the retries. So a server that accepts and then closes with 4401 is dialled without end. The
// function that decides about a retry does not get the close code.
describe('VU 7: retries end when the server closes each socket after accepting it', () => {
  it('calls the url function once more for new credentials, then stops and shows the reason', async () => {
    const server = await serve({ onConnection: (socket) => socket.close(4401, 'who are you') })
    const getUrl = vi.fn(() => server.url)
    const onClose = vi.fn<(close: CloseInfo) => void>()
    const { phase, error, lastClose } = inScope(() =>
      useWebSocket(() => getUrl, { reconnect: { delay: () => 5 }, onClose }),
    )
    await eventually(() => expect(phase.value).toBe('closed'))
    expect(getUrl).toHaveBeenCalledTimes(2)
    expect(server.opened).toBe(2)
    expect(error.value?.code).toBe('closed')
    expect(lastClose.value).toEqual({ code: 4401, reason: 'who are you', wasClean: true })
    expect(onClose).toHaveBeenCalledTimes(2)
    await pause(50)
    expect(server.opened).toBe(2)
  })

  it('stops after maxAttempts, even if sockets open in between', async () => {
    const server = await serve({ onConnection: (socket) => socket.close(4000) })
    const { error } = inScope(() => useWebSocket(server.url, { reconnect: { maxAttempts: 3, delay: () => 5 } }))
    await eventually(() => expect(error.value?.code).toBe('attempts-exhausted'))
    expect(server.opened).toBe(4)
  })

  it('passes the close to shouldReconnect and delay', async () => {
    const server = await serve({ onConnection: (socket) => socket.close(4000, 'moved') })
    const shouldReconnect = vi.fn((close: CloseInfo, attempt: number) => close.reason === 'moved' && attempt < 1)
    const delay = vi.fn(() => 5)
    const { phase } = inScope(() => useWebSocket(server.url, { reconnect: { shouldReconnect, delay } }))
    await eventually(() => expect(phase.value).toBe('closed'))
    const close = { code: 4000, reason: 'moved', wasClean: true }
    expect(shouldReconnect.mock.calls).toEqual([
      [close, 0],
      [close, 1],
    ])
    expect(delay.mock.calls).toEqual([[0, close]])
  })
})

// In VueUse, `beforeunload` closes permanently, also when the user then stays on the page.
describe('VU 9: a cancelled navigation does not close the connection', () => {
  it('stays open through beforeunload', async () => {
    const server = await serve()
    const { readyState, data } = inScope(() => useWebSocket(server.url))
    await eventually(() => expect(readyState.value).toBe(1))
    window.dispatchEvent(new Event('beforeunload', { cancelable: true }))
    expect(readyState.value).toBe(1)
    server.broadcast('still here')
    await eventually(() => expect(data.value).toBe('still here'))
    expect(server.opened).toBe(1)
    expect(server.closes).toEqual([])
  })
})

// In VueUse, a getter that creates a new URL reconnects whenever a ref that it reads changes. A url change opens a connection
// that was closed explicitly.
describe('VU 10: only a different url reconnects, and not after close()', () => {
  it('keeps its socket when a getter returns an equal URL again', async () => {
    const server = await serve()
    const unrelated = ref(0)
    const { readyState } = inScope(() =>
      useWebSocket(() => {
        void unrelated.value
        return new URL('/same', server.url)
      }),
    )
    await eventually(() => expect(readyState.value).toBe(1))
    for (let change = 0; change < 10; change++) {
      unrelated.value++
      await nextTick()
      expect(readyState.value).toBe(1)
    }
    await pause(50)
    expect(server.opened).toBe(1)
    expect(server.closes).toEqual([])
  })

  it('stays closed when the url changes after an explicit close(), until open()', async () => {
    const server = await serve()
    const room = ref('a')
    const { readyState, close, open } = inScope(() => useWebSocket(() => `${server.url}/${room.value}`))
    await eventually(() => expect(readyState.value).toBe(1))
    close()
    await eventually(() => expect(readyState.value).toBe(3))
    room.value = 'b'
    await pause(50)
    expect(readyState.value).not.toBe(0)
    expect(server.requests).toHaveLength(1)

    open()
    await eventually(() => expect(readyState.value).toBe(1))
    expect(server.requests.map(({ url }) => url)).toEqual(['/a', '/b'])
  })
})
