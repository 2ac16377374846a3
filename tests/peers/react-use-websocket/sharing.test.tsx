import { act, render, renderHook, screen, waitFor } from '@testing-library/react'
import { StrictMode } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { useWebSocket } from 'websocket-store/react'
import type { SendResult } from 'websocket-store'
import { createFakeNetwork } from '../../support/fake-socket'
import { serve, settle, useShown } from '../../support/react-peers'
import { collectUncaught } from '../../support/uncaught'

const SOON = { reconnect: { delay: () => 10 } }

// In react-use-websocket, each component keeps a reference to its first socket. After another component reconnects, the first
// one still shows OPEN, and its messages are never sent.
describe('RUW 3: every sharing component uses the new socket after a reconnect', () => {
  it('sends on the new socket after another component called reconnect()', async () => {
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

  it('reconnects all components on one socket after the connection is cut', async () => {
    const server = await serve()
    const hooks = [1, 2, 3].map(() => renderHook(() => useShown(server.url, SOON)))
    await waitFor(() => expect(server.opened).toBe(1))
    await waitFor(() => expect(hooks.map(({ result }) => result.current.readyState)).toEqual([1, 1, 1]))
    act(() => server.terminateAll())
    await waitFor(() => expect(server.opened).toBe(2))
    await waitFor(() => expect(hooks.map(({ result }) => result.current.readyState)).toEqual([1, 1, 1]))
    const results: SendResult[] = []
    act(() => hooks.forEach(({ result }, index) => results.push(result.current.send(`from ${index}`))))
    expect(results).toEqual(['sent', 'sent', 'sent'])
    await waitFor(() => expect(server.messages).toEqual(['from 0', 'from 1', 'from 2']))
    expect(server.opened).toBe(2)
  })
})

// In react-use-websocket, the first component sets the subprotocol and the heartbeat for all, without a warning. A shared
// socket that fails to open is not retried.
describe('RUW 5: options of a shared connection are never ignored without a warning', () => {
  it('does not share a connection between different subprotocols', async () => {
    const server = await serve()
    const hooks = ['v1', 'v2'].map((protocols) => renderHook(() => useShown(server.url, { protocols })))
    await waitFor(() => expect(hooks.map(({ result }) => result.current.protocol)).toEqual(['v1', 'v2']))
    expect(server.opened).toBe(2)
  })

  it('warns once and names the options for which the values of the first component stay in force', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const server = await serve()
    renderHook(() => useShown(server.url, { heartbeat: { intervalMs: 30_000 }, lingerMs: 9 }))
    const late = renderHook(() => useShown(server.url, { heartbeat: { intervalMs: 5 }, lingerMs: 7 }))
    late.rerender()
    await waitFor(() => expect(late.result.current.readyState).toBe(1))
    expect(warn).toHaveBeenCalledTimes(1)
    expect(warn.mock.calls[0]?.join(' ')).toMatch(/heartbeat.*lingerMs/)
  })

  it('retries a shared connection that fails to open, up to maxAttempts', async () => {
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

// In react-use-websocket, the socket closes with its last subscriber. A keyed remount opens another socket, and late messages
// of the old one reach the new subscriber.
describe('RUW 6: a remount keeps the socket, and messages of an old socket are ignored', () => {
  it('keeps one socket across keyed remounts', async () => {
    const server = await serve()
    const received: unknown[] = []
    const Keyed = () => <p>{useWebSocket(server.url, { onMessage: (message) => received.push(message) }).phase}</p>
    const { rerender } = render(<Keyed key={0} />)
    await screen.findByText('open')
    for (let key = 1; key <= 5; key++) rerender(<Keyed key={key} />)
    rerender(<p>between two routes</p>)
    await settle()
    rerender(<Keyed key={6} />)
    server.broadcast('still here')
    await waitFor(() => expect(received).toEqual(['still here']))
    expect(server.opened).toBe(1)
    expect(server.closes).toEqual([])
  })

  it('does not deliver messages of a closing socket to a component that mounts meanwhile', () => {
    vi.useFakeTimers()
    const network = createFakeNetwork('ws') // delivers messages until the close handshake has finished
    const received: unknown[] = []
    const mount = () =>
      renderHook(() =>
        useShown('ws://host.test/closing', {
          WebSocket: network.WebSocket,
          lingerMs: 0,
          onMessage: (message) => received.push(message),
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
    expect(received).toEqual(['new'])
    second.unmount()
    vi.useRealTimers()
  })
})

// In react-use-websocket, after an onMessage throws, later subscribers do not get the message. A component that joins an open
// socket gets no onOpen.
describe('RUW 7: subscribers are independent of each other', () => {
  it('delivers every message to all subscribers when one of them throws', async () => {
    const thrown = collectUncaught()
    const server = await serve()
    const received: Record<'first' | 'second', unknown[]> = { first: [], second: [] }
    const boom = new Error('boom')
    renderHook(() =>
      useShown(server.url, {
        onMessage(message) {
          received.first.push(message)
          throw boom
        },
      }),
    )
    const { result } = renderHook(() => useShown(server.url, { onMessage: (message) => received.second.push(message) }))
    await waitFor(() => expect(result.current.readyState).toBe(1))
    server.broadcast('one')
    server.broadcast('two')
    await waitFor(() => expect(result.current.data).toBe('two'))
    expect(received).toEqual({ first: ['one', 'two'], second: ['one', 'two'] })
    await waitFor(() => expect(thrown).toEqual([boom, boom]))
  })

  it('calls onOpen of a component that joins an open socket', async () => {
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

// In react-use-websocket, each hook awaits its own async url. Two sharing components get two sockets, and StrictMode fetches
// two tokens.
describe('RUW 8: an async url function is called once per attempt', () => {
  it('fetches one token and opens one socket for two sharing components in StrictMode', async () => {
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
