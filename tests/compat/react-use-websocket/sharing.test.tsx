import { act, renderHook, waitFor } from '@testing-library/react'
import { useCallback } from 'react'
import { describe, expect, it, vi } from 'vitest'
import useWebSocket, { ReadyState, resetGlobalState, type Options } from 'websocket-store/compat/react-use-websocket'
import { serve, settle } from './support'

const SHARED: Options = { share: true }
const states = (hooks: { result: { current: { readyState: number } } }[]) => hooks.map(({ result }) => result.current.readyState)

describe('share', () => {
  it('opens one socket for one url, and one for each component without it', async () => {
    const server = await serve()
    const shared = [1, 2, 3].map(() => renderHook(() => useWebSocket(server.url, SHARED)))
    await waitFor(() => expect(states(shared)).toEqual([1, 1, 1]))
    expect(server.opened).toBe(1)
    const own = [1, 2].map(() => renderHook(() => useWebSocket(server.url)))
    await waitFor(() => expect(states(own)).toEqual([1, 1]))
    expect(server.opened).toBe(3)
  })

  it('shares between query parameters with the same content only', async () => {
    const server = await serve()
    const hooks = ['a', 'a', 'b'].map((room) => renderHook(() => useWebSocket(server.url, { ...SHARED, queryParams: { room } })))
    await waitFor(() => expect(states(hooks)).toEqual([1, 1, 1]))
    expect(server.requests.map(({ url }) => url)).toEqual(['/?room=a', '/?room=b'])
  })

  it('gives each component its own filter, messages and callbacks', async () => {
    const server = await serve()
    const onClose = vi.fn()
    const first = renderHook(() => useWebSocket(server.url, { ...SHARED, onClose }))
    const second = renderHook(() => useWebSocket(server.url, { ...SHARED, onClose, filter: () => false }))
    await waitFor(() => expect(states([first, second])).toEqual([1, 1]))
    server.broadcast('hello')
    await waitFor(() => expect(first.result.current.lastMessage?.data).toBe('hello'))
    expect(second.result.current.lastMessage).toBeNull()
    const late = renderHook(() => useWebSocket(server.url, SHARED))
    await waitFor(() => expect(states([late])).toEqual([1]))
    expect(late.result.current.lastMessage).toBeNull()
    server.closeAll()
    await waitFor(() => expect(onClose).toHaveBeenCalledTimes(2))
  })

  it('reconnects for all when one component wants it', async () => {
    const server = await serve()
    const onOpen = vi.fn()
    const hooks = [
      renderHook(() => useWebSocket(server.url, { ...SHARED, onOpen })),
      renderHook(() => useWebSocket(server.url, { ...SHARED, shouldReconnect: () => true, reconnectInterval: 10 })),
    ]
    await waitFor(() => expect(states(hooks)).toEqual([1, 1]))
    server.terminateAll()
    await waitFor(() => expect(server.opened).toBe(2))
    await waitFor(() => expect(states(hooks)).toEqual([1, 1]))
    expect(onOpen).toHaveBeenCalledTimes(2)
    hooks[0]?.result.current.sendMessage('from the first')
    await waitFor(() => expect(server.messages).toEqual(['from the first']))
  })

  it('opens a socket for a component that mounts after the socket of the others closed', async () => {
    const server = await serve()
    const first = renderHook(() => useWebSocket(server.url, SHARED))
    await waitFor(() => expect(states([first])).toEqual([1]))
    server.closeAll()
    await waitFor(() => expect(states([first])).toEqual([3]))
    const second = renderHook(() => useWebSocket(server.url, SHARED))
    await waitFor(() => expect(states([first, second])).toEqual([1, 1]))
  })

  it('shares between functions that return the same address, and calls one function once', async () => {
    const server = await serve()
    const getUrl = vi.fn(() => Promise.resolve(server.url))
    const useOwnFunction = () => {
      const own = useCallback(async () => {
        await Promise.resolve()
        return server.url
      }, [])
      return useWebSocket(own, SHARED)
    }
    const hooks = [
      renderHook(() => useWebSocket(getUrl, SHARED)),
      renderHook(() => useWebSocket(getUrl, SHARED)),
      renderHook(useOwnFunction),
      renderHook(useOwnFunction),
      renderHook(() => useWebSocket(() => server.url, SHARED)),
    ]
    await waitFor(() => expect(states(hooks)).toEqual([1, 1, 1, 1, 1]))
    expect(server.opened).toBe(1)
    expect(getUrl).toHaveBeenCalledTimes(1)
  })

  it('calls a shared url function again for the next attempt, and for the next component after all unmounted', async () => {
    const server = await serve()
    let token = 0
    const getUrl = vi.fn(() => Promise.resolve(`${server.url}/?token=${++token}`))
    const options: Options = { ...SHARED, shouldReconnect: () => true, reconnectInterval: 10 }
    const first = renderHook(() => useWebSocket(getUrl, options))
    await waitFor(() => expect(states([first])).toEqual([1]))
    server.terminateAll()
    await waitFor(() => expect(server.opened).toBe(2))
    first.unmount()
    await waitFor(() => expect(server.alive).toBe(0))
    await settle(100)
    const second = renderHook(() => useWebSocket(getUrl, options))
    await waitFor(() => expect(states([second])).toEqual([1]))
    expect(server.requests.map(({ url }) => url)).toEqual(['/?token=1', '/?token=2', '/?token=3'])
  })

  it('shows CLOSED for a shared url function that rejects', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    const getUrl = () => Promise.reject<string>(new Error('no token'))
    const hooks = [1, 2].map(() => renderHook(() => useWebSocket(getUrl, SHARED)))
    await waitFor(() => expect(states(hooks)).toEqual([3, 3]))
  })
})

describe('the protected socket', () => {
  it('can be read, but has neither methods nor handlers', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const server = await serve()
    const { result } = renderHook(() => useWebSocket(server.url, SHARED))
    await waitFor(() => expect(result.current.readyState).toBe(ReadyState.OPEN))
    const socket = result.current.getWebSocket() as WebSocket
    expect(result.current.getWebSocket()).toBe(socket)
    expect(socket.readyState).toBe(1)
    expect('readyState' in socket).toBe(true)
    expect((socket as unknown as { nothing?: unknown }).nothing).toBeUndefined()
    socket.close()
    socket.send('hello')
    expect(() => (socket.onclose = () => {})).toThrow(TypeError)
    socket.binaryType = 'arraybuffer'
    expect(socket.binaryType).toBe('arraybuffer')
    await settle()
    expect(server.messages).toEqual([])
    expect(result.current.readyState).toBe(ReadyState.OPEN)
    expect(warn).toHaveBeenCalledTimes(3)
  })

  it('reconnects all components through its reconnect', async () => {
    const server = await serve()
    const hooks = [1, 2].map(() => renderHook(() => useWebSocket(server.url, SHARED)))
    await waitFor(() => expect(states(hooks)).toEqual([1, 1]))
    const socket = hooks[0]?.result.current.getWebSocket() as unknown as { reconnect: { current(): void } }
    act(() => socket.reconnect.current())
    await waitFor(() => expect(server.opened).toBe(2))
    await waitFor(() => expect(states(hooks)).toEqual([1, 1]))
  })
})

describe('resetGlobalState', () => {
  it('ends the shared sockets of one url, or all of them', async () => {
    const server = await serve()
    const hooks = ['/a', '/b'].map((path) => renderHook(() => useWebSocket(server.url + path, SHARED)))
    await waitFor(() => expect(states(hooks)).toEqual([1, 1]))
    act(() => resetGlobalState(`${server.url}/a`))
    await waitFor(() => expect(server.alive).toBe(1))
    expect(states(hooks)).toEqual([3, 1])
    const fresh = renderHook(() => useWebSocket(`${server.url}/a`, SHARED))
    await waitFor(() => expect(states([fresh])).toEqual([1]))
    act(() => resetGlobalState())
    await waitFor(() => expect(server.alive).toBe(0))
  })
})

describe('a shared socket that nobody uses any more', () => {
  it('ends without a warning and without callbacks when the server closes it meanwhile', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const server = await serve()
    const shouldReconnect = vi.fn(() => true)
    const { result, unmount } = renderHook(() => useWebSocket(server.url, { ...SHARED, shouldReconnect, reconnectInterval: 10 }))
    await waitFor(() => expect(result.current.readyState).toBe(ReadyState.OPEN))
    unmount()
    server.terminateAll()
    await settle(200)
    expect(server.opened).toBe(1)
    expect(shouldReconnect).not.toHaveBeenCalled()
    expect(warn).not.toHaveBeenCalled()
  })
})
