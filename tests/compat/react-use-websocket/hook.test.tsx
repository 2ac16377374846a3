import { act, render, renderHook, waitFor } from '@testing-library/react'
import { StrictMode, useEffect } from 'react'
import { describe, expect, it, vi } from 'vitest'
import useWebSocket, { ReadyState, type Options } from 'websocket-store/compat/react-use-websocket'
import { serve, settle } from './support'

const open = async (url: string, options: Options = {}) => {
  const hook = renderHook(({ to, connect }) => useWebSocket(to, options, connect), { initialProps: { to: url as string | null, connect: true } })
  await waitFor(() => expect(hook.result.current.readyState).toBe(ReadyState.OPEN))
  return hook
}

describe('readyState', () => {
  it('has the names and the numbers of the original', () => {
    expect(ReadyState.OPEN).toBe(1)
    expect(ReadyState[ReadyState.UNINSTANTIATED]).toBe('UNINSTANTIATED')
    expect([0, 1, 2, 3].map((state) => ReadyState[state as 0 | 1 | 2 | 3])).toEqual(['CONNECTING', 'OPEN', 'CLOSING', 'CLOSED'])
  })

  it('is CONNECTING at first, and UNINSTANTIATED without a url or without connect', () => {
    expect(renderHook(() => useWebSocket('ws://127.0.0.1:1')).result.current.readyState).toBe(ReadyState.CONNECTING)
    expect(renderHook(() => useWebSocket(null)).result.current.readyState).toBe(ReadyState.UNINSTANTIATED)
    expect(renderHook(() => useWebSocket('ws://127.0.0.1:1', {}, false)).result.current.readyState).toBe(ReadyState.UNINSTANTIATED)
  })

  it('is CLOSED after connect becomes false or the url becomes null, and opens again', async () => {
    const server = await serve()
    const { result, rerender } = await open(server.url)
    rerender({ to: server.url, connect: false })
    expect(result.current.readyState).toBe(ReadyState.CLOSED)
    await waitFor(() => expect(server.alive).toBe(0))
    rerender({ to: server.url, connect: true })
    await waitFor(() => expect(result.current.readyState).toBe(ReadyState.OPEN))
    rerender({ to: null, connect: true })
    expect(result.current.readyState).toBe(ReadyState.CLOSED)
    await waitFor(() => expect(server.closes).toHaveLength(2))
  })

  it('stays CLOSED after the server closes, because reconnecting is off by default', async () => {
    const server = await serve()
    const { result } = await open(server.url)
    server.closeAll(1001)
    await waitFor(() => expect(result.current.readyState).toBe(ReadyState.CLOSED))
    await settle(300)
    expect(server.opened).toBe(1)
  })
})

describe('messages', () => {
  it('shows the event of each message in an effect, in order, also of a burst', async () => {
    const sent = Array.from({ length: 200 }, (_, index) => String(index))
    const server = await serve({ onConnection: (socket) => sent.forEach((message) => socket.send(message)) })
    const seen: unknown[] = []
    function Page() {
      const { lastMessage } = useWebSocket(server.url)
      useEffect(() => {
        if (lastMessage) seen.push(lastMessage.data)
      }, [lastMessage])
      return null
    }
    render(<Page />)
    await waitFor(() => expect(seen).toHaveLength(sent.length))
    expect(seen).toEqual(sent)
  })

  it('calls onMessage before filter, and shows only what filter returns true for', async () => {
    const server = await serve()
    const onMessage = vi.fn()
    const { result } = await open(server.url, { onMessage, filter: ({ data }) => data === 'shown' })
    server.broadcast('hidden')
    server.broadcast('shown')
    server.broadcast('hidden too')
    await waitFor(() => expect(onMessage).toHaveBeenCalledTimes(3))
    await waitFor(() => expect(result.current.lastMessage?.data).toBe('shown'))
    await settle()
    expect(result.current.lastMessage?.data).toBe('shown')
  })

  it('parses JSON, gives the same object for the same message, and an empty object for other text', async () => {
    const server = await serve()
    const hooks = [await open(server.url, { share: true }), await open(server.url, { share: true })]
    expect(hooks[0]?.result.current.lastJsonMessage).toBeNull()
    server.broadcast('{"name":"Bob"}')
    await waitFor(() => expect(hooks[0]?.result.current.lastJsonMessage).toEqual({ name: 'Bob' }))
    expect(hooks[1]?.result.current.lastJsonMessage).toBe(hooks[0]?.result.current.lastJsonMessage)
    server.broadcast('not JSON')
    await waitFor(() => expect(hooks[0]?.result.current.lastMessage?.data).toBe('not JSON'))
    expect(hooks[0]?.result.current.lastJsonMessage).toEqual({})
  })

  it('leaves lastJsonMessage null with disableJson', async () => {
    const server = await serve()
    const { result } = await open(server.url, { disableJson: true })
    server.broadcast('{}')
    await waitFor(() => expect(result.current.lastMessage?.data).toBe('{}'))
    expect(result.current.lastJsonMessage).toBeNull()
  })

  it('keeps lastMessage over a reconnect, and forgets it with the url', async () => {
    const server = await serve()
    const { result, rerender } = await open(server.url, { shouldReconnect: () => true, reconnectInterval: 10 })
    server.broadcast('first')
    await waitFor(() => expect(result.current.lastMessage?.data).toBe('first'))
    server.terminateAll()
    await waitFor(() => expect(server.opened).toBe(2))
    await waitFor(() => expect(result.current.readyState).toBe(ReadyState.OPEN))
    expect(result.current.lastMessage?.data).toBe('first')
    rerender({ to: `${server.url}/other`, connect: true })
    expect(result.current.lastMessage).toBeNull()
  })
})

describe('sending', () => {
  it('sends text, JSON and bytes', async () => {
    const server = await serve()
    const { result } = await open(server.url)
    result.current.sendMessage('text')
    result.current.sendJsonMessage({ name: 'Bob' })
    result.current.sendMessage(new Uint8Array([1, 2]))
    await waitFor(() => expect(server.messages).toEqual(['text', '{"name":"Bob"}', Buffer.from([1, 2])]))
  })

  it('sends what onOpen sends, then what waited, and nothing with keep false', async () => {
    const server = await serve()
    const { result } = renderHook(() => {
      const hook = useWebSocket(server.url, { onOpen: () => hook.sendMessage('from onOpen') })
      return hook
    })
    result.current.sendMessage('waits')
    result.current.sendMessage('does not wait', false)
    result.current.sendJsonMessage('JSON waits')
    result.current.sendJsonMessage('JSON does not wait', false)
    await waitFor(() => expect(server.messages).toEqual(['from onOpen', 'waits', '"JSON waits"']))
  })

  it('keeps messages while there is no url or no connection, and sends them at the open', async () => {
    const server = await serve()
    const { result, rerender } = renderHook(({ url, connect }) => useWebSocket(url, {}, connect), {
      initialProps: { url: null as string | null, connect: false },
    })
    result.current.sendMessage('without a url')
    rerender({ url: server.url, connect: false })
    result.current.sendMessage('without connect')
    await settle(1500)
    rerender({ url: server.url, connect: true })
    await waitFor(() => expect(server.messages).toEqual(['without a url', 'without connect']))
  })

  it('keeps messages after the server closed, and sends them at the next open', async () => {
    const server = await serve()
    const { result, rerender } = await open(server.url)
    server.closeAll()
    await waitFor(() => expect(result.current.readyState).toBe(ReadyState.CLOSED))
    result.current.sendMessage('for later')
    rerender({ to: server.url, connect: false })
    rerender({ to: server.url, connect: true })
    await waitFor(() => expect(server.messages).toEqual(['for later']))
  })

  it('returns functions that stay the same', async () => {
    const server = await serve()
    const { result, rerender } = await open(server.url)
    const { sendMessage, sendJsonMessage, getWebSocket } = result.current
    rerender({ to: `${server.url}/other`, connect: true })
    expect(result.current).toMatchObject({ sendMessage, sendJsonMessage, getWebSocket })
  })
})

describe('callbacks', () => {
  it('gets the native events', async () => {
    const server = await serve()
    const onOpen = vi.fn()
    const onClose = vi.fn()
    const onMessage = vi.fn()
    await open(server.url, { onOpen, onClose, onMessage })
    server.broadcast('hello')
    await waitFor(() => expect(onMessage.mock.calls).toEqual([[expect.any(MessageEvent)]]))
    server.closeAll(4000, 'bye')
    await waitFor(() => expect(onClose).toHaveBeenCalledTimes(1))
    expect(onOpen.mock.calls).toEqual([[expect.any(Event)]])
    expect(onClose.mock.calls[0]?.[0]).toBeInstanceOf(CloseEvent)
    expect(onClose.mock.calls[0]?.[0]).toMatchObject({ code: 4000, reason: 'bye', wasClean: true })
  })

  it('calls onError and then onClose for a socket that does not open', async () => {
    const server = await serve({ refuse: () => 503 })
    const calls: string[] = []
    const { result } = renderHook(() =>
      useWebSocket(server.url, {
        onError: ({ type }) => calls.push(type),
        onClose: ({ code, wasClean }) => calls.push(`close ${code} ${wasClean}`),
      }),
    )
    await waitFor(() => expect(result.current.readyState).toBe(ReadyState.CLOSED))
    await settle()
    expect(calls).toEqual(['error', 'close 1006 false'])
  })

  it('calls onClose when connect becomes false or the url changes, but not after unmount', async () => {
    const server = await serve()
    const onClose = vi.fn()
    const { rerender, unmount } = await open(server.url, { onClose })
    rerender({ to: server.url, connect: false })
    await waitFor(() => expect(onClose).toHaveBeenCalledTimes(1))
    rerender({ to: server.url, connect: true })
    await waitFor(() => expect(server.alive).toBe(1))
    await settle()
    rerender({ to: `${server.url}/other`, connect: true })
    await waitFor(() => expect(onClose).toHaveBeenCalledTimes(2))
    await waitFor(() => expect(server.opened).toBe(3))
    unmount()
    await waitFor(() => expect(server.alive).toBe(0))
    await settle()
    expect(onClose).toHaveBeenCalledTimes(2)
  })

  it('calls the callbacks of the last render', async () => {
    const server = await serve()
    const received: string[] = []
    const { result, rerender } = renderHook(
      ({ name }) => useWebSocket(server.url, { onMessage: ({ data }) => received.push(`${name}: ${String(data)}`) }),
      { initialProps: { name: 'first' } },
    )
    await waitFor(() => expect(result.current.readyState).toBe(ReadyState.OPEN))
    rerender({ name: 'second' })
    server.broadcast('hi')
    await waitFor(() => expect(received).toEqual(['second: hi']))
  })
})

describe('the socket', () => {
  it('is native when it is not shared, and stays available after its end', async () => {
    const server = await serve()
    const { result } = await open(server.url)
    const socket = result.current.getWebSocket() as WebSocket
    expect(socket).toBeInstanceOf(WebSocket)
    expect(socket.binaryType).toBe('blob')
    act(() => socket.close())
    await waitFor(() => expect(result.current.readyState).toBe(ReadyState.CLOSED))
    expect(result.current.getWebSocket()).toBe(socket)
  })

  it('closes at once when its component unmounts', async () => {
    const server = await serve()
    const { result, unmount } = await open(server.url)
    const socket = result.current.getWebSocket()
    unmount()
    expect(socket?.readyState).toBe(ReadyState.CLOSING)
    await waitFor(() => expect(server.closes).toHaveLength(1))
  })

  it('is dropped when its component unmounts while it connects', async () => {
    const server = await serve()
    const { unmount } = renderHook(() => useWebSocket(server.url))
    unmount()
    await settle(200)
    expect(server.alive).toBe(0)
  })

  it('is one in StrictMode, with one call of the url function', async () => {
    const server = await serve()
    const getUrl = vi.fn(() => Promise.resolve(server.url))
    const { result } = renderHook(() => useWebSocket(getUrl), { wrapper: StrictMode })
    await waitFor(() => expect(result.current.readyState).toBe(ReadyState.OPEN))
    await settle()
    expect(server.opened).toBe(1)
    expect(getUrl).toHaveBeenCalledTimes(1)
  })

  it('offers the latest protocols at the next dial', async () => {
    const server = await serve()
    const { result, rerender } = renderHook(
      ({ protocols }) => useWebSocket(server.url, { protocols, shouldReconnect: () => true, reconnectInterval: 10 }),
      { initialProps: { protocols: ['chat', 'token-1'] } },
    )
    await waitFor(() => expect(result.current.readyState).toBe(ReadyState.OPEN))
    rerender({ protocols: ['chat', 'token-2'] })
    await settle()
    expect(server.opened).toBe(1)
    server.terminateAll()
    await waitFor(() => expect(server.opened).toBe(2))
    expect(server.requests.map(({ headers }) => headers['sec-websocket-protocol'])).toEqual(['chat,token-1', 'chat,token-2'])
  })
})
