import { act, render, renderHook, screen, waitFor } from '@testing-library/react'
import { Server, WebSocket as MockWebSocket } from 'mock-socket'
import { Profiler, StrictMode, useEffect, useState } from 'react'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import useWebSocket, * as entry from 'websocket-store/compat/react-use-websocket'
import { createFakeNetwork } from '../../support/fake-socket'
import { collectUncaught } from '../../support/uncaught'
import { serve, settle } from './support'

// Each test is named after a defect of react-use-websocket, see tests/peers/react-use-websocket.

const AGAIN = { shouldReconnect: () => true, reconnectInterval: 10 }
const states = (hooks: readonly { result: { current: { readyState: number } } }[]) => hooks.map(({ result }) => result.current.readyState)

describe('RUW 1 and 2: messages', () => {
  it('RUW 1: commits once and parses once for twenty sharing components', async () => {
    const server = await serve()
    let commits = 0
    const Sharer = () => {
      const { lastJsonMessage, readyState } = useWebSocket<{ n: number } | null>(server.url, { share: true })
      return <i data-testid="sharer">{`${readyState} ${lastJsonMessage?.n ?? '-'}`}</i>
    }
    render(
      <Profiler id="sharers" onRender={() => commits++}>
        {Array.from({ length: 20 }, (_, index) => (
          <Sharer key={index} />
        ))}
      </Profiler>,
    )
    const shown = () => screen.getAllByTestId('sharer').map((each) => each.textContent)
    await waitFor(() => expect(shown()).toEqual(Array(20).fill('1 -')))
    const before = commits
    const parse = vi.spyOn(JSON, 'parse')
    server.broadcast('{"n":7}')
    await waitFor(() => expect(shown()).toEqual(Array(20).fill('1 7')))
    expect(commits - before).toBe(1)
    expect(parse.mock.calls.filter(([text]) => text === '{"n":7}')).toHaveLength(1)
  })

  it('RUW 2: shows every message that arrives while an effect runs', async () => {
    const network = createFakeNetwork()
    vi.stubGlobal('WebSocket', network.WebSocket)
    const sent = ['one', 'two', 'three', 'four', 'five']
    const seen: unknown[] = []
    function Page() {
      const [hasMounted, setHasMounted] = useState(false)
      const { lastMessage } = useWebSocket('ws://host.test/effect')
      useEffect(() => {
        if (!hasMounted) return setHasMounted(true)
        network.latest.open()
        for (const message of sent) network.latest.message(message)
      }, [hasMounted])
      useEffect(() => {
        if (lastMessage) seen.push(lastMessage.data)
      }, [lastMessage])
      return null
    }
    render(<Page />)
    await waitFor(() => expect(seen).toEqual(sent))
  })
})

describe('RUW 3 to 8: sharing', () => {
  it('RUW 3: uses the new socket in every component after one of them reconnected', async () => {
    const server = await serve()
    const hooks = [1, 2].map(() => renderHook(() => useWebSocket(server.url, { share: true })))
    await waitFor(() => expect(states(hooks)).toEqual([1, 1]))
    const socket = hooks[0]?.result.current.getWebSocket() as unknown as { reconnect: { current(): void } }
    act(() => socket.reconnect.current())
    await waitFor(() => expect(server.opened).toBe(2))
    await waitFor(() => expect(states(hooks)).toEqual([1, 1]))
    hooks[1]?.result.current.sendMessage('from the second')
    await waitFor(() => expect(server.messages).toEqual(['from the second']))
    expect(server.alive).toBe(1)
  })

  it('RUW 4: keeps a healthy shared socket when the first components unmount', () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const network = createFakeNetwork()
    vi.stubGlobal('WebSocket', network.WebSocket)
    const mount = () =>
      renderHook(() => useWebSocket('ws://host.test/shared', { share: true, heartbeat: { interval: 1000, timeout: 2000 } }))
    const first = [mount(), mount()]
    const last = mount()
    act(() => network.latest.open())
    for (const hook of first) hook.unmount()
    for (let beat = 1; beat <= 60; beat++) {
      act(() => vi.advanceTimersByTime(1000))
      act(() => network.latest.message('pong'))
    }
    expect(last.result.current.readyState).toBe(1)
    expect(network.sockets).toHaveLength(1)
    last.unmount()
  })

  it('RUW 5: does not share between different protocols', async () => {
    const server = await serve()
    const hooks = ['v1', 'v2'].map((protocols) => renderHook(() => useWebSocket(server.url, { share: true, protocols })))
    await waitFor(() => expect(states(hooks)).toEqual([1, 1]))
    expect(hooks.map(({ result }) => (result.current.getWebSocket() as WebSocket).protocol)).toEqual(['v1', 'v2'])
  })

  it('RUW 5: warns once when a component has another heartbeat than the one in force', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const server = await serve()
    const hooks = [30_000, 5].map((interval) => renderHook(() => useWebSocket(server.url, { share: true, heartbeat: { interval } })))
    await waitFor(() => expect(states(hooks)).toEqual([1, 1]))
    expect(warn.mock.calls.map(([text]) => String(text))).toEqual([expect.stringContaining('heartbeat')])
  })

  it('RUW 5: retries a shared socket that fails to open, with retryOnError', async () => {
    const server = await serve()
    server.refuseWith(503)
    const onReconnectStop = vi.fn()
    const options = { share: true, retryOnError: true, reconnectInterval: 10, reconnectAttempts: 2, onReconnectStop }
    const hooks = [1, 2].map(() => renderHook(() => useWebSocket(server.url, options)))
    await waitFor(() => expect(onReconnectStop.mock.calls).toEqual([[2], [2]]))
    expect(states(hooks)).toEqual([3, 3])
    expect(server.requests).toHaveLength(3)
  })

  it('RUW 6: keeps one shared socket across keyed remounts', async () => {
    const server = await serve()
    const received: unknown[] = []
    const Keyed = () => <p>{useWebSocket(server.url, { share: true, onMessage: ({ data }) => received.push(data) }).readyState}</p>
    const { rerender } = render(<Keyed key={0} />)
    await screen.findByText('1')
    for (let key = 1; key <= 5; key++) rerender(<Keyed key={key} />)
    rerender(<p>between two routes</p>)
    await settle()
    rerender(<Keyed key={6} />)
    server.broadcast('still here')
    await waitFor(() => expect(received).toEqual(['still here']))
    expect(server.opened).toBe(1)
  })

  it('RUW 6: gives no message of an earlier socket to a component that mounts while it closes', () => {
    const network = createFakeNetwork('ws') // delivers messages until the close handshake has finished
    vi.stubGlobal('WebSocket', network.WebSocket)
    const received: unknown[] = []
    const mount = () => renderHook(() => useWebSocket('ws://host.test/', { onMessage: ({ data }) => received.push(data) }))
    const first = mount()
    const old = network.latest
    act(() => old.open())
    first.unmount()
    expect(old.readyState).toBe(2)
    mount()
    act(() => old.message('late'))
    act(() => old.answerClose())
    act(() => network.latest.open())
    act(() => network.latest.message('new'))
    expect(received).toEqual(['new'])
  })

  it('RUW 7: gives every message to all components when one of them throws', async () => {
    const thrown = collectUncaught()
    const server = await serve()
    const boom = new Error('boom')
    const received: unknown[] = []
    const onMessage = () => {
      throw boom
    }
    const first = renderHook(() => useWebSocket(server.url, { share: true, onMessage }))
    const second = renderHook(() => useWebSocket(server.url, { share: true, onMessage: ({ data }) => received.push(data) }))
    await waitFor(() => expect(states([first, second])).toEqual([1, 1]))
    server.broadcast('one')
    server.broadcast('two')
    await waitFor(() => expect(received).toEqual(['one', 'two']))
    await waitFor(() => expect(thrown).toEqual([boom, boom]))
    expect(first.result.current.lastMessage?.data).toBe('two')
  })

  it('RUW 7: calls onOpen of a component that joins an open socket, once', async () => {
    const server = await serve()
    const first = renderHook(() => useWebSocket(server.url, { share: true }))
    await waitFor(() => expect(states([first])).toEqual([1]))
    const onOpen = vi.fn()
    renderHook(() => useWebSocket(server.url, { share: true, onOpen }), { wrapper: StrictMode })
    await settle()
    expect(onOpen.mock.calls).toEqual([[expect.any(Event)]])
  })

  it('RUW 8: fetches one token and opens one socket for two sharing components in StrictMode', async () => {
    const server = await serve()
    const getUrl = vi.fn(async () => {
      await Promise.resolve()
      return `${server.url}/?token=${getUrl.mock.calls.length}`
    })
    const hooks = [1, 2].map(() => renderHook(() => useWebSocket(getUrl, { share: true, ...AGAIN }), { wrapper: StrictMode }))
    await waitFor(() => expect(states(hooks)).toEqual([1, 1]))
    expect(getUrl).toHaveBeenCalledTimes(1)
    expect(server.opened).toBe(1)
    act(() => server.terminateAll())
    await waitFor(() => expect(server.opened).toBe(2))
    await waitFor(() => expect(states(hooks)).toEqual([1, 1]))
    expect(server.requests.map(({ url }) => url)).toEqual(['/?token=1', '/?token=2'])
  })
})

describe('RUW 9 to 11: urls', () => {
  it('RUW 9: never sends a message to another url than the one that it waits for', async () => {
    const server = await serve({ refuse: ({ url }) => (url === '/room-a' ? 503 : undefined) })
    const { result, rerender } = renderHook(({ room }) => useWebSocket(`${server.url}/${room}`), { initialProps: { room: 'room-a' } })
    result.current.sendMessage('for a')
    rerender({ room: 'room-b' })
    result.current.sendMessage('for b')
    await waitFor(() => expect(server.messages).toEqual(['for b']))
    await settle()
    expect(server.messages).toEqual(['for b'])
  })

  it('RUW 10: ignores a late rejection of an earlier url function', async () => {
    const server = await serve()
    const rejections: ((reason: Error) => void)[] = []
    const stuck = () => new Promise<string>((_, reject) => rejections.push(reject))
    const { result, rerender } = renderHook(({ url }) => useWebSocket(url), { initialProps: { url: stuck as string | (() => Promise<string>) } })
    rerender({ url: server.url })
    await waitFor(() => expect(result.current.readyState).toBe(1))
    rejections[0]?.(new Error('too late'))
    await settle()
    expect(result.current.readyState).toBe(1)
  })

  it.each(['ftp://host.test/', 'ws://', 'ws://host.test/#part'])('RUW 10: shows CLOSED for %s, with a warning and no rejection', async (url) => {
    const thrown = collectUncaught()
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const { result } = renderHook(() => useWebSocket(url))
    await waitFor(() => expect(result.current.readyState).toBe(3))
    await settle()
    expect(thrown).toEqual([])
    expect(warn).toHaveBeenCalled()
  })

  it('RUW 11: opens one socket for an inline function that is rendered a hundred times', async () => {
    const server = await serve()
    const { result, rerender } = renderHook(() => useWebSocket(() => server.url))
    for (let render = 0; render < 100; render++) rerender()
    await waitFor(() => expect(result.current.readyState).toBe(1))
    await settle()
    expect(server.opened).toBe(1)
  })

  it('RUW 11: encodes query parameters', async () => {
    const server = await serve()
    renderHook(() => useWebSocket(server.url, { queryParams: { q: 'a&b=c #1' } }))
    await waitFor(() => expect(server.opened).toBe(1))
    expect(new URL(server.requests[0]?.url ?? '', server.url).searchParams.get('q')).toBe('a&b=c #1')
  })
})

describe('RUW 12 to 15: lifetime, heartbeat, types and modules', () => {
  it('RUW 12: calls no callback after unmount', async () => {
    const server = await serve()
    const callbacks = { onOpen: vi.fn(), onMessage: vi.fn(), onClose: vi.fn(), onError: vi.fn(), onReconnectStop: vi.fn() }
    const first = renderHook(() => useWebSocket(server.url, { share: true, ...callbacks }))
    const second = renderHook(() => useWebSocket(server.url, { share: true, ...AGAIN }))
    await waitFor(() => expect(states([first, second])).toEqual([1, 1]))
    first.unmount()
    server.broadcast('after')
    await waitFor(() => expect(second.result.current.lastMessage?.data).toBe('after'))
    act(() => server.terminateAll())
    await waitFor(() => expect(server.opened).toBe(2))
    expect(callbacks.onOpen).toHaveBeenCalledTimes(1)
    for (const name of ['onMessage', 'onClose', 'onError', 'onReconnectStop'] as const) expect(callbacks[name]).not.toHaveBeenCalled()
  })

  it('RUW 12: counts attempts across opens of a server that accepts and then drops', async () => {
    const server = await serve({ onConnection: (socket) => socket.close(1011) })
    const onReconnectStop = vi.fn()
    renderHook(() => useWebSocket(server.url, { ...AGAIN, reconnectAttempts: 4, onReconnectStop }))
    await waitFor(() => expect(onReconnectStop).toHaveBeenCalledWith(4))
    await settle(100)
    expect(server.opened).toBe(5)
  })

  it('RUW 13: sends a ping before it closes, with a timeout shorter than the interval', () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    const network = createFakeNetwork()
    vi.stubGlobal('WebSocket', network.WebSocket)
    const { result } = renderHook(() => useWebSocket('ws://host.test/short', { heartbeat: { interval: 1000, timeout: 100 } }))
    act(() => network.latest.open())
    act(() => vi.advanceTimersByTime(1000))
    expect(network.latest.sent).toEqual(['ping'])
    act(() => network.latest.message('pong'))
    act(() => vi.advanceTimersByTime(999))
    expect(result.current.readyState).toBe(1)
    expect(network.latest.closeCalls).toEqual([])
  })

  it('RUW 13: replaces a silent socket, and closes it once', async () => {
    const server = await serve()
    const { result } = renderHook(() => useWebSocket(server.url, { ...AGAIN, heartbeat: { interval: 50, timeout: 300 } }))
    await waitFor(() => expect(result.current.readyState).toBe(1))
    const close = vi.spyOn(result.current.getWebSocket()!, 'close')
    server.silence()
    await waitFor(() => expect(server.opened).toBe(2))
    await waitFor(() => expect(result.current.readyState).toBe(1))
    expect(close).toHaveBeenCalledTimes(1)
    result.current.sendMessage('after the silence')
    await waitFor(() => expect(server.messages).toContain('after the silence'))
  })

  it('RUW 15: sends and receives through a socket of any class', async () => {
    const url = 'ws://mock.test/any'
    const server = new Server(url, { mock: false })
    onTestFinished(() => server.stop())
    // An instance of it is no instance of the global.
    vi.stubGlobal('WebSocket', function AnyWebSocket(to: string) {
      return new MockWebSocket(to)
    })
    server.on('connection', (socket) => socket.on('message', (message) => socket.send(`echo of ${String(message)}`)))
    const { result } = renderHook(() => useWebSocket(url, { share: true }))
    await waitFor(() => expect(result.current.readyState).toBe(1))
    result.current.sendMessage('hello')
    await waitFor(() => expect(result.current.lastMessage?.data).toBe('echo of hello'))
  })

  it('RUW 15: exports the hook by name too, which module interop does not wrap', () => {
    expect(entry.useWebSocket).toBe(useWebSocket)
    expect(Object.keys(entry).sort()).toEqual(['ReadyState', 'default', 'resetGlobalState', 'useEventSource', 'useSocketIO', 'useWebSocket'])
  })
})
