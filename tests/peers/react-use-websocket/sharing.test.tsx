import { act, render, renderHook, screen, waitFor } from '@testing-library/react'
import { StrictMode } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { useWebSocket } from 'websocket-store/react'
import type { SendResult } from 'websocket-store'
import { createFakeNetwork } from '../../support/fake-socket'
import { serve, settle, useShown } from '../../support/react-peers'
import { collectUncaught } from '../../support/uncaught'

const SOON = { reconnect: { delay: () => 10 } }

// There, each sharer keeps a reference to the socket it first saw: after another one reconnects it still says OPEN, and
// what it sends waits for ever.
describe('RUW 3: a sharer is not stranded when another reconnects', () => {
  it('sends on the new socket, whoever asked for it', async () => {
    const server = await serve()
    const a = renderHook(() => useShown(server.url))
    const b = renderHook(() => useShown(server.url))
    await waitFor(() => expect([a, b].map(({ result }) => result.current.readyState)).toEqual([1, 1]))

    act(() => a.result.current.reconnect())
    expect(b.result.current.readyState).toBe(0)
    await waitFor(() => expect([a, b].map(({ result }) => result.current.readyState)).toEqual([1, 1]))
    expect(server.opened).toBe(2)
    expect(server.alive).toBe(1)
    expect(b.result.current.send('from b')).toBe('sent')
    await waitFor(() => expect(b.result.current.data).toBe('from b'))
  })

  it('comes back for all of them, on one socket, after the line was cut', async () => {
    const server = await serve()
    const sharers = [1, 2, 3].map(() => renderHook(() => useShown(server.url, SOON)))
    await waitFor(() => expect(server.opened).toBe(1))
    await waitFor(() => expect(sharers.map(({ result }) => result.current.readyState)).toEqual([1, 1, 1]))
    act(() => server.terminateAll())
    await waitFor(() => expect(server.opened).toBe(2))
    await waitFor(() => expect(sharers.map(({ result }) => result.current.readyState)).toEqual([1, 1, 1]))
    const results: SendResult[] = []
    act(() => sharers.forEach(({ result }, index) => results.push(result.current.send(`from ${index}`))))
    expect(results).toEqual(['sent', 'sent', 'sent'])
    await waitFor(() => expect(server.messages).toEqual(['from 0', 'from 1', 'from 2']))
    expect(server.opened).toBe(2)
  })
})

// There, whoever comes first decides the subprotocol and the heartbeat of all sharers without a word, and a shared socket
// that fails to open is not retried.
describe('RUW 5: options of a shared connection are never ignored in silence', () => {
  it('does not share between different subprotocols', async () => {
    const server = await serve()
    const hooks = ['v1', 'v2'].map((protocols) => renderHook(() => useShown(server.url, { protocols })))
    await waitFor(() => expect(hooks.map(({ result }) => result.current.protocol)).toEqual(['v1', 'v2']))
    expect(server.opened).toBe(2)
  })

  it('warns once, naming the options of which the first ones are in force', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const server = await serve()
    renderHook(() => useShown(server.url, { heartbeat: { intervalMs: 30_000 }, lingerMs: 9 }))
    const late = renderHook(() => useShown(server.url, { heartbeat: { intervalMs: 5 }, lingerMs: 7 }))
    late.rerender()
    await waitFor(() => expect(late.result.current.readyState).toBe(1))
    expect(warn).toHaveBeenCalledTimes(1)
    expect(warn.mock.calls[0]?.join(' ')).toMatch(/heartbeat.*lingerMs/)
  })

  it('retries a shared connection that could not open, as often as it was told to', async () => {
    const server = await serve()
    server.refuseWith(503)
    const options = { reconnect: { delay: () => 10, maxAttempts: 2 } }
    const hooks = [1, 2].map(() => renderHook(() => useShown(server.url, options)))
    await waitFor(() => expect(hooks.map(({ result }) => result.current.phase)).toEqual(['closed', 'closed']))
    expect(hooks.map(({ result }) => result.current.error?.code)).toEqual(Array(2).fill('attempts-exhausted'))
    expect(server.requests).toHaveLength(3)

    server.refuseWith(null)
    act(() => hooks[1]?.result.current.open())
    await waitFor(() => expect(hooks.map(({ result }) => result.current.readyState)).toEqual([1, 1]))
  })
})

// There, the socket dies with its last subscriber: a keyed remount opens another one, and what the old one still says
// reaches the new subscriber.
describe('RUW 6: a remount keeps the socket, and an old socket is not heard', () => {
  it('keeps one socket through keyed remounts', async () => {
    const server = await serve()
    const heard: unknown[] = []
    const Keyed = () => <p>{useWebSocket(server.url, { onMessage: (message) => heard.push(message) }).phase}</p>
    const { rerender } = render(<Keyed key={0} />)
    await screen.findByText('open')
    for (let key = 1; key <= 5; key++) rerender(<Keyed key={key} />)
    rerender(<p>between two routes</p>)
    await settle()
    rerender(<Keyed key={6} />)
    server.broadcast('still here')
    await waitFor(() => expect(heard).toEqual(['still here']))
    expect(server.opened).toBe(1)
    expect(server.closes).toEqual([])
  })

  it('hands nothing of a socket that is closing to who mounts meanwhile', () => {
    vi.useFakeTimers()
    const network = createFakeNetwork('ws') // it delivers until the close handshake is over
    const heard: unknown[] = []
    const mount = () =>
      renderHook(() =>
        useShown('ws://host.test/closing', {
          WebSocket: network.WebSocket,
          lingerMs: 0,
          onMessage: (message) => heard.push(message),
        }),
      )
    const first = mount()
    const old = network.latest
    act(() => old.open())
    first.unmount()
    act(() => vi.advanceTimersByTime(1))
    expect(old.readyState).toBe(2)

    const second = mount()
    act(() => old.message('late'))
    act(() => old.answerClose())
    act(() => network.latest.open())
    act(() => old.message('later still'))
    expect(second.result.current.readyState).toBe(1)
    expect(second.result.current.data).toBeUndefined()
    act(() => network.latest.message('new'))
    expect(heard).toEqual(['new'])
    second.unmount()
    vi.useRealTimers()
  })
})

// There, an onMessage that throws keeps the message from those who subscribed later, and who joins an open socket is
// never told that it is open.
describe('RUW 7: subscribers do not depend on each other', () => {
  it('hands every message to the others when one throws, and to that one as well', async () => {
    const thrown = collectUncaught()
    const server = await serve()
    const heard: Record<'first' | 'second', unknown[]> = { first: [], second: [] }
    const boom = new Error('boom')
    renderHook(() =>
      useShown(server.url, {
        onMessage(message) {
          heard.first.push(message)
          throw boom
        },
      }),
    )
    const { result } = renderHook(() => useShown(server.url, { onMessage: (message) => heard.second.push(message) }))
    await waitFor(() => expect(result.current.readyState).toBe(1))
    server.broadcast('one')
    server.broadcast('two')
    await waitFor(() => expect(result.current.data).toBe('two'))
    expect(heard).toEqual({ first: ['one', 'two'], second: ['one', 'two'] })
    await waitFor(() => expect(thrown).toEqual([boom, boom]))
  })

  it('tells one that joins late that the socket is open', async () => {
    const server = await serve()
    const first = renderHook(() => useShown(server.url))
    await waitFor(() => expect(first.result.current.readyState).toBe(1))
    const onOpen = vi.fn()
    renderHook(() => useShown(server.url, { onOpen }), { wrapper: StrictMode })
    expect(onOpen.mock.calls).toEqual([[expect.anything(), { isReconnect: false, isLateJoin: true }]])
    await settle()
    expect(onOpen).toHaveBeenCalledTimes(1)
    expect(server.opened).toBe(1)
  })
})

// There, each hook awaits its own copy of an asynchronous url: two sharers get two sockets, StrictMode fetches two tokens.
describe('RUW 8: an asynchronous url is asked once for each attempt', () => {
  it('fetches one token and opens one socket for two sharers in StrictMode', async () => {
    const server = await serve()
    const getUrl = vi.fn(async () => {
      await Promise.resolve()
      return `${server.url}/?token=${getUrl.mock.calls.length}`
    })
    const hooks = [1, 2].map(() =>
      renderHook(() => useShown(getUrl, { key: 'with a token', ...SOON }), { wrapper: StrictMode }),
    )
    await waitFor(() => expect(hooks.map(({ result }) => result.current.readyState)).toEqual([1, 1]))
    expect(getUrl).toHaveBeenCalledTimes(1)
    expect(server.opened).toBe(1)

    act(() => server.terminateAll())
    await waitFor(() => expect(server.opened).toBe(2))
    await waitFor(() => expect(hooks.map(({ result }) => result.current.readyState)).toEqual([1, 1]))
    expect(server.requests.map(({ url }) => url)).toEqual(['/?token=1', '/?token=2'])
  })
})
